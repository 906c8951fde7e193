// SPDX-License-Identifier: Apache-2.0
// Kernels of label propagation: one step over a graph of neighbours, and over a dense kernel matrix of which the upper half
// is kept in tiles.
#ifndef SECCHI_LABELS_H
#define SECCHI_LABELS_H

#include <stddef.h>
#include <stdint.h>

// Rows and columns of a tile, and how many values a row of class values is padded to.
#define SECCHI_LABEL_TILE 256

// out[i * classes + c] = the sum over the edges e of row i, offsets[i] <= e < offsets[i + 1], of
// f[columns[e] * classes + c], for from <= i < to, in the order of the edges.
void secchi_label_gather(const uint64_t *offsets, const uint32_t *columns, size_t from, size_t to, size_t classes,
                         const double *f, double *out);

// Turns products x . y of a tile (rows of SECCHI_LABEL_TILE values) into exp(-gamma |x - y|^2), given |x|^2 and |y|^2, for
// `rows` x `columns` of them; the rest of the tile becomes 0. Below e^-87 the result is 0.
void secchi_label_kernel(float *tile, size_t rows, size_t columns, const float *row_squares, const float *column_squares,
                         float gamma);

// sums[c * stride + row + i] += the sum over j of tile[i][j] f[c * stride + column + j], and when `mirrored` also
// sums[c * stride + column + j] += the sum over i of tile[i][j] f[c * stride + row + i], for each class c.
void secchi_label_apply(const float *tile, const float *f, float *sums, size_t stride, size_t classes, size_t row,
                        size_t column, int mirrored);

#endif
