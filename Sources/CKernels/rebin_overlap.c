// SPDX-License-Identifier: Apache-2.0
// Flux-conserving rebinning when every spectrum has a grid of its own: one merge of the old and the new pixel edges.
#include "CKernels.h"

#include <math.h>
#include <string.h>

#define LANES 4

typedef double pair __attribute__((vector_size(16)));

// What is known of an old pixel, and what is summed for a new one: flux and whether it counts; and the variance.
struct pixel {
    float flux, valid;
};

// The arrays of one call. The n old pixels stand between two pixels without data that reach to infinity.
struct merge {
    const double *edges;     // n + 3 left edges; pixel i spans edges[i] to edges[i + 1]
    const struct pixel *old; // n + 2
    const double *variance;  // n + 2, or NULL
    const double *new_edges; // m + 1
    pair *sum;               // m: Σ flux · overlap, Σ overlap over valid pixels
    double *square;          // m: Σ variance · overlap²
};

// A merge in progress: old pixel i, new pixel j, all to the left of `at` done.
struct lane {
    size_t i, j;
    double at, square;
    pair sum;
};

static size_t round_up(size_t bytes) { return (bytes + 63) / 64 * 64; }

size_t secchi_rebin_scratch(size_t n, size_t m) {
    return round_up((n + 3) * sizeof(double)) + round_up((n + 2) * sizeof(struct pixel)) +
           round_up((n + 2) * sizeof(double)) + round_up(m * sizeof(pair)) + round_up(m * sizeof(double));
}

SECCHI_CLONES
void secchi_rebin_edges(const double *centres, size_t n, double *edges) {
    edges[0] = centres[0] - (centres[1] - centres[0]) / 2;
    for (size_t i = 1; i < n; i++) edges[i] = (centres[i - 1] + centres[i]) / 2;
    edges[n] = centres[n - 1] + (centres[n - 1] - centres[n - 2]) / 2;
}

// The last pixel whose left edge is at or below x.
static size_t pixel_at(const double *edges, size_t count, double x) {
    size_t low = 0, high = count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (edges[middle] <= x) low = middle; else high = middle;
    }
    return low;
}

// One step goes to the nearer of the next old and the next new edge. It stores the running sums each time, so that what is
// stored last for a new pixel is its whole; there is no branch to mispredict.
static inline __attribute__((always_inline)) void advance(struct lane *l, const struct merge *c, int with_variance) {
    double old_edge = c->edges[l->i + 1], new_edge = c->new_edges[l->j + 1];
    size_t done = new_edge <= old_edge;
    double to = new_edge <= old_edge ? new_edge : old_edge;
    double overlap = to - l->at;
    l->at = to;
    pair old = {c->old[l->i].flux, c->old[l->i].valid};
    l->sum += old * overlap;
    c->sum[l->j] = l->sum;
    // Multiplying by 0 or 1 is exact, as all sums are finite.
    double keep = new_edge <= old_edge ? 0 : 1;
    l->sum *= keep;
    if (with_variance) {
        l->square += c->variance[l->i] * (overlap * overlap);
        c->square[l->j] = l->square;
        l->square *= keep;
    }
    l->j += done;
    l->i += 1 - done;
}

// Four stretches of the new grid are merged side by side: one merge alone waits for its own last step most of the time.
static inline __attribute__((always_inline)) void merge_all(const struct merge *c, size_t n, size_t m, int with_variance) {
    struct lane lanes[LANES];
    size_t steps[LANES], shared = SIZE_MAX;
    for (int k = 0; k < LANES; k++) {
        size_t begin = m * (size_t)k / LANES, end = m * (size_t)(k + 1) / LANES;
        size_t i = pixel_at(c->edges, n + 2, c->new_edges[begin]);
        size_t last = pixel_at(c->edges, n + 2, c->new_edges[end]);
        // A new edge that falls on an old one is taken first, so that the old one is not crossed.
        size_t crossed = last - i - (c->edges[last] == c->new_edges[end] && last > i && end > begin);
        lanes[k] = (struct lane){.i = i, .j = begin, .at = c->new_edges[begin]};
        steps[k] = crossed + (end - begin);
        if (steps[k] < shared) shared = steps[k];
    }
    struct lane a = lanes[0], b = lanes[1], d = lanes[2], e = lanes[3];
    for (size_t s = 0; s < shared; s++) {
        advance(&a, c, with_variance);
        advance(&b, c, with_variance);
        advance(&d, c, with_variance);
        advance(&e, c, with_variance);
    }
    for (size_t s = shared; s < steps[0]; s++) advance(&a, c, with_variance);
    for (size_t s = shared; s < steps[1]; s++) advance(&b, c, with_variance);
    for (size_t s = shared; s < steps[2]; s++) advance(&d, c, with_variance);
    for (size_t s = shared; s < steps[3]; s++) advance(&e, c, with_variance);
}

SECCHI_CLONES
void secchi_rebin_overlap(const double *centres, const float *flux, const float *sigma, const uint8_t *mask, size_t n,
                          const double *edges, size_t m, double minimum_coverage, float *out, float *out_sigma,
                          float *covered, uint8_t *out_mask, void *scratch) {
    char *place = scratch;
    double *old_edges = (double *)place;
    place += round_up((n + 3) * sizeof(double));
    struct pixel *old = (struct pixel *)place;
    place += round_up((n + 2) * sizeof(struct pixel));
    double *variance = (double *)place;
    place += round_up((n + 2) * sizeof(double));
    pair *sum = (pair *)place;
    place += round_up(m * sizeof(pair));
    double *square = (double *)place;

    secchi_rebin_edges(centres, n, old_edges + 1);
    old_edges[0] = -INFINITY;
    old_edges[n + 2] = INFINITY;
    old[0] = old[n + 1] = (struct pixel){0, 0};
    variance[0] = variance[n + 1] = 0;
    for (size_t i = 0; i < n; i++) {
        int good = fabsf(flux[i]) <= 3.402823466e38f;
        old[i + 1].flux = good ? flux[i] : 0;
        old[i + 1].valid = good;
    }
    if (mask)
        for (size_t i = 0; i < n; i++)
            if (mask[i]) old[i + 1] = (struct pixel){0, 0};
    if (sigma)
        for (size_t i = 0; i < n; i++) variance[i + 1] = old[i + 1].valid != 0 ? (double)sigma[i] * (double)sigma[i] : 0;

    struct merge c = {old_edges, old, variance, edges, sum, square};
    if (sigma) merge_all(&c, n, m, 1); else merge_all(&c, n, m, 0);

    for (size_t j = 0; j < m; j++) {
        double width = sum[j][1], fraction = width / (edges[j + 1] - edges[j]);
        // The parts of a whole pixel may add up to an ulp or two less than it.
        int bad = !(fraction >= minimum_coverage * (1 - 1e-12)) || !(width > 0);
        out[j] = bad ? 0 : (float)(sum[j][0] / width);
        covered[j] = fraction < 1 ? (float)fraction : 1;
        out_mask[j] = (uint8_t)bad;
    }
    if (sigma)
        for (size_t j = 0; j < m; j++) out_sigma[j] = out_mask[j] ? 0 : (float)(sqrt(square[j]) / sum[j][1]);
}
