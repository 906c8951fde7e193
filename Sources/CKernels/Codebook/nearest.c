// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#include <math.h>

// 144 rows by 1024 units are 576 KiB of products, which stay in the second-level cache until they are compared.
enum { ROWS = 144, UNITS = 1024, LANES = 16 };

size_t secchi_nearest_scratch(void) { return (size_t)ROWS * UNITS; }

typedef struct {
    float score;
    uint32_t unit;
} candidate;

static inline int is_before(candidate a, candidate b) { return a.score < b.score || (a.score == b.score && a.unit < b.unit); }

static inline void offer(candidate *first, candidate *second, candidate new) {
    if (is_before(new, *first)) {
        *second = *first;
        *first = new;
    } else if (is_before(new, *second)) {
        *second = new;
    }
}

// The two best of `count` scores halves[u] - products[u], offered to those found so far. Sixteen lanes keep their own two best.
SECCHI_CLONES
static void best_two(const float *products, const float *halves, size_t count, uint32_t base, candidate *first,
                     candidate *second) {
    float low[LANES], next[LANES];
    uint32_t low_at[LANES], next_at[LANES];
    for (int l = 0; l < LANES; l++) {
        low[l] = next[l] = INFINITY;
        low_at[l] = next_at[l] = UINT32_MAX;
    }
    size_t whole = count / LANES * LANES;
    for (size_t u = 0; u < whole; u += LANES) {
        for (int l = 0; l < LANES; l++) {
            float score = halves[u + (size_t)l] - products[u + (size_t)l];
            uint32_t at = (uint32_t)u + (uint32_t)l;
            int wins = score < low[l], follows = score < next[l];
            next_at[l] = wins ? low_at[l] : (follows ? at : next_at[l]);
            next[l] = wins ? low[l] : (follows ? score : next[l]);
            low_at[l] = wins ? at : low_at[l];
            low[l] = wins ? score : low[l];
        }
    }
    for (int l = 0; l < LANES; l++) {
        if (low_at[l] != UINT32_MAX) offer(first, second, (candidate){low[l], base + low_at[l]});
        if (next_at[l] != UINT32_MAX) offer(first, second, (candidate){next[l], base + next_at[l]});
    }
    for (size_t u = whole; u < count; u++) {
        offer(first, second, (candidate){halves[u] - products[u], base + (uint32_t)u});
    }
}

// The same for the best alone.
SECCHI_CLONES
static void best_one(const float *products, const float *halves, size_t count, uint32_t base, candidate *first) {
    float low[LANES];
    uint32_t low_at[LANES];
    for (int l = 0; l < LANES; l++) {
        low[l] = INFINITY;
        low_at[l] = UINT32_MAX;
    }
    size_t whole = count / LANES * LANES;
    for (size_t u = 0; u < whole; u += LANES) {
        for (int l = 0; l < LANES; l++) {
            float score = halves[u + (size_t)l] - products[u + (size_t)l];
            int wins = score < low[l];
            low_at[l] = wins ? (uint32_t)u + (uint32_t)l : low_at[l];
            low[l] = wins ? score : low[l];
        }
    }
    for (int l = 0; l < LANES; l++) {
        candidate new = {low[l], base + low_at[l]};
        if (low_at[l] != UINT32_MAX && is_before(new, *first)) *first = new;
    }
    for (size_t u = whole; u < count; u++) {
        candidate new = {halves[u] - products[u], base + (uint32_t)u};
        if (is_before(new, *first)) *first = new;
    }
}

void secchi_nearest(const float *rows, size_t stride, size_t m, const float *packed, const float *halves, size_t units,
                    size_t k, uint32_t *best, uint32_t *second, float *scratch) {
    for (size_t row = 0; row < m; row += ROWS) {
        size_t count = m - row < ROWS ? m - row : ROWS;
        candidate found[ROWS], after[ROWS];
        for (size_t i = 0; i < count; i++) found[i] = after[i] = (candidate){INFINITY, UINT32_MAX};
        for (size_t unit = 0; unit < units; unit += UNITS) {
            size_t width = units - unit < UNITS ? units - unit : UNITS;
            secchi_product_packed_f32(rows + row * stride, stride, packed + unit * k, scratch, UNITS, count, width, k);
            for (size_t i = 0; i < count; i++) {
                const float *products = scratch + i * UNITS;
                if (second) {
                    best_two(products, halves + unit, width, (uint32_t)unit, &found[i], &after[i]);
                } else {
                    best_one(products, halves + unit, width, (uint32_t)unit, &found[i]);
                }
            }
        }
        for (size_t i = 0; i < count; i++) {
            // Scores that overflowed are no numbers to compare; such a row goes to the first unit.
            best[row + i] = found[i].unit < units ? found[i].unit : 0;
            if (second) second[row + i] = after[i].unit < units ? after[i].unit : 0;
        }
    }
}
