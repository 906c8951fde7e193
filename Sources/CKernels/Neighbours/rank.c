// SPDX-License-Identifier: Apache-2.0
// Exact distances of candidates.
#include <math.h>

#include "lists.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16 };

// Sums of every 16th term, added up pairwise: the same bits from every clone.
static inline double total(const double *sums) {
    double half[LANES / 2];
    for (int i = 0; i < LANES / 2; i++) half[i] = sums[i] + sums[i + LANES / 2];
    return ((half[0] + half[4]) + (half[2] + half[6])) + ((half[1] + half[5]) + (half[3] + half[7]));
}

SECCHI_CLONES
static double plain_square(const float *x, const float *y, size_t count) {
    double sums[LANES] = {0};
    size_t p = 0;
    for (; p + LANES <= count; p += LANES) {
        for (size_t i = 0; i < LANES; i++) {
            double difference = (double)x[p + i] - (double)y[p + i];
            sums[i] += difference * difference;
        }
    }
    for (size_t i = 0; p < count; p++, i++) {
        double difference = (double)x[p] - (double)y[p];
        sums[i] += difference * difference;
    }
    return total(sums);
}

SECCHI_CLONES
static double scaled_square(const float *x, double x_scale, const float *y, double y_scale, const double *weights,
                            size_t count) {
    double sums[LANES] = {0};
    for (size_t p = 0; p < count; p += LANES) {
        size_t lanes = count - p < LANES ? count - p : LANES;
        for (size_t i = 0; i < lanes; i++) {
            double difference = (double)x[p + i] * x_scale - (double)y[p + i] * y_scale;
            sums[i] += difference * difference * (weights ? weights[p + i] : 1);
        }
    }
    return total(sums);
}

double secchi_neighbour_square(const secchi_neighbour_rows *x, size_t i, const secchi_neighbour_rows *y, size_t j) {
    size_t count = x->column_count;
    const float *a = x->values + i * count, *b = y->values + j * count;
    if (!x->weights && !x->scales) return plain_square(a, b, count);
    double a_scale = x->scales ? x->scales[i] : 1, b_scale = y->scales ? y->scales[j] : 1;
    if (x->scales && (a_scale == 0 || b_scale == 0)) return a_scale == b_scale ? 0 : 2;
    return scaled_square(a, a_scale, b, b_scale, x->weights, count);
}

// The best so far, ascending by (square, number).
typedef struct {
    uint32_t limit;
    uint32_t count;
    uint32_t *numbers;
    double *squares;
} best_list;

static inline double worst(const best_list *best) {
    return best->count < best->limit ? INFINITY : best->squares[best->limit - 1];
}

static void offer(best_list *best, double square, uint32_t number) {
    uint32_t at = best->count;
    if (at == best->limit) {
        uint32_t last = at - 1;
        double most = best->squares[last];
        if (square > most || (square == most && number > best->numbers[last])) return;
        at = last;
    } else {
        best->count++;
    }
    for (; at > 0; at--) {
        double before = best->squares[at - 1];
        if (before < square || (before == square && best->numbers[at - 1] < number)) break;
        best->squares[at] = before;
        best->numbers[at] = best->numbers[at - 1];
    }
    best->squares[at] = square;
    best->numbers[at] = number;
}

uint32_t secchi_neighbour_rank(const secchi_neighbour_rows *query, size_t row, const secchi_neighbour_rows *among,
                               secchi_neighbour_lists *lists, size_t list, double unit, size_t except,
                               uint32_t count, uint32_t *numbers, double *squares, int *certain) {
    list_shrink(lists, list);
    uint64_t *entries = lists->entries + list * lists->capacity;
    uint32_t candidates = lists->counts[list];
    list_sort(entries, candidates);
    best_list best = {count, 0, numbers, squares};
    for (uint32_t i = 0; i < candidates && count > 0; i++) {
        if ((double)list_bound(entries[i]) > worst(&best) * unit) break;
        uint32_t number = (uint32_t)entries[i];
        if (number == except) continue;
        offer(&best, secchi_neighbour_square(query, row, among, number), number);
    }
    double left_out = lists->thresholds[list];
    *certain = count == 0 || worst(&best) * unit < left_out || worst(&best) == 0 || left_out == INFINITY;
    return best.count;
}

uint32_t secchi_neighbour_scan(const secchi_neighbour_rows *query, size_t row, const secchi_neighbour_rows *among,
                               size_t among_count, size_t except, uint32_t count, uint32_t *numbers, double *squares) {
    best_list best = {count, 0, numbers, squares};
    for (size_t other = 0; other < among_count && count > 0; other++) {
        if (other == except) continue;
        offer(&best, secchi_neighbour_square(query, row, among, other), (uint32_t)other);
    }
    return best.count;
}
