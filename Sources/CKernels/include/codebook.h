// SPDX-License-Identifier: Apache-2.0
// Nearest prototypes: what self-organising maps and k-means do with a spectrum, and sums that do not depend on their order.
#ifndef SECCHI_CODEBOOK_H
#define SECCHI_CODEBOOK_H

#include <stddef.h>
#include <stdint.h>

// Scratch floats that `secchi_nearest` needs.
size_t secchi_nearest_scratch(void);

// Finds for each of m rows of k values, `stride` apart, the unit with the least distance; of equal ones the first. The
// distances of all units are never stored: they pass in blocks through the cache.
//
// packed: the units by `secchi_pack_f32`. halves[u]: half the squared length of unit u, or that and more if all are
// measured from a common origin. best: m unit numbers. second: m
// numbers of the next nearest units, or NULL; with a single unit it is 0. The order is that of halves[u] - x.w in single
// precision, which depends on the row and the unit alone. Rows are finite.
void secchi_nearest(const float *rows, size_t stride, size_t m, const float *packed, const float *halves, size_t units,
                    size_t k, uint32_t *best, uint32_t *second, float *scratch);

// The squared distance of two vectors, difference by difference, summed in double precision and in a fixed order.
double secchi_squared_distance(const float *a, const float *b, size_t k);

// unit += rate (row - unit).
void secchi_pull(float *unit, const float *row, float rate, size_t k);

// Adds the rows with the given numbers to k sums of 64-bit integers: each value times `scale`, rounded. Integers add up to the
// same whatever the order. |value| * scale is at most 2^50, and `scale` a power of 2.
void secchi_sum_rows_fixed(const float *values, size_t stride, const uint32_t *rows, size_t count, size_t k, double scale,
                           int64_t *sums);

// The greatest finite |value| of `count` values; -1 if one is not finite.
float secchi_greatest_finite(const float *values, size_t count);

#endif
