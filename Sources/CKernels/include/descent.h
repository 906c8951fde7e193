// SPDX-License-Identifier: Apache-2.0
// Kernels of the approximate nearest-neighbour search: lists of the best so far, and the distances between a few rows.
#ifndef SECCHI_DESCENT_H
#define SECCHI_DESCENT_H

#include <stddef.h>
#include <stdint.h>

#include "neighbours.h"

// The `keep` entries with the least (key, number) of each row among all that were offered, ascending and each number
// once. Whatever the order of the offers, and on however many threads, the same remain.
typedef struct {
    size_t row_count;
    uint32_t keep;
    uint64_t *entries;     // keep a row: the key above 2 * number + fresh
    uint32_t *counts;
    uint32_t *limits;      // the last key of a full list; UINT32_MAX before
    uint8_t *locks;        // one a row, 0 at first
} secchi_descent_lists;

// Offers `number` < 2^31 to a row. A number always comes with the same key to the same row.
void secchi_descent_offer(const secchi_descent_lists *lists, size_t row, uint32_t key, uint32_t number, int fresh);

// Marks entries of rows first..<last as no longer fresh whose numbers are in the row's list of `sampled`.
void secchi_descent_settle(const secchi_descent_lists *lists, const secchi_descent_lists *sampled, size_t first,
                           size_t last);

// Fresh entries of rows first..<last.
size_t secchi_descent_fresh(const secchi_descent_lists *lists, size_t first, size_t last);

// Rows laid out one after the other, `stride` floats apart: a multiple of 16, filled up with zeros.
typedef struct {
    const float *values;
    size_t stride;
} secchi_descent_rows;

// Lays out rows first..<first + count at their places in `out`.
void secchi_descent_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t first,
                            size_t count, float *out, size_t stride);

// Measures all pairs of the first `fresh` of `count` numbers, and of these with the rest, and offers each row to the
// other. The key is d^2 of the laid-out rows, in single precision and with equal bits on every CPU.
void secchi_descent_join(const secchi_descent_rows *rows, const uint32_t *numbers, size_t fresh, size_t count,
                         const secchi_descent_lists *lists);

// Which side of the middle between rows `a` and `b` each of some rows is on: margins below 0 are nearer to `b`.
void secchi_descent_margins(const secchi_descent_rows *rows, uint32_t a, uint32_t b, const uint32_t *numbers,
                            size_t count, float *margins);

#endif
