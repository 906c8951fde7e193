// SPDX-License-Identifier: Apache-2.0
// What principal components need beyond products of matrices.
#ifndef SECCHI_DECOMPOSITION_H
#define SECCHI_DECOMPOSITION_H

#include <stddef.h>
#include <stdint.h>

// Columns that `secchi_krylov_pass` handles at a time.
#define SECCHI_KRYLOV_COLUMNS 16

// k rounded up to what `secchi_krylov_pass` works with.
size_t secchi_krylov_depth(size_t k);

// Scratch floats that `secchi_krylov_pass` needs.
size_t secchi_krylov_scratch(size_t k);

// With x the m rows of k values less their mean: z += x' (x q), reading the rows once.
//
// q: depth x 16, row-major, zeros beyond row k. z: depth x 16. The sums run over rows in order. scratch begins on a multiple of
// 64 bytes, as q and z do.
void secchi_krylov_pass(const float *rows, size_t stride, size_t m, size_t k, const float *mean, const float *q, float *z,
                        float *scratch);

// Rows that `secchi_half_pass` takes at a time.
#define SECCHI_HALF_ROWS 48

// 1 if this CPU multiplies bfloat16.
int secchi_half_available(void);

// Values of a row in bfloat16: k rounded up.
size_t secchi_half_depth(size_t k);

// Rounds m rows of k values less `mean` to bfloat16.
void secchi_half_rows(const float *rows, size_t stride, size_t m, size_t k, const float *mean, uint16_t *half);

// Scratch bytes of `secchi_half_pass`.
size_t secchi_half_scratch(size_t k);

// As `secchi_krylov_pass` for rows in bfloat16; q and x q are rounded to it too. q and z: k x 16 at least. scratch begins on
// a multiple of 64 bytes. Only where `secchi_half_available`.
void secchi_half_pass(const uint16_t *rows, size_t m, size_t k, const float *q, float *z, void *scratch);

// Packs the transpose of b (k rows of n values, ldb apart), less `mean` (n values, or NULL), as `secchi_pack_f32` would.
void secchi_pack_transposed_f32(const float *b, size_t ldb, size_t n, size_t k, const float *mean, float *packed);

// turned (n x m) = the transpose of b (m rows of n values, ldb apart), less `mean` (n values, or NULL).
void secchi_transpose_f32(const float *b, size_t ldb, size_t m, size_t n, const float *mean, float *turned);

// All eigenvalues of a symmetric matrix, in no particular order, and with `vectors` not 0 its eigenvectors.
// a: n x n, both halves; becomes the eigenvectors, one a row, else it is spoilt. scratch: n * n + 3 n doubles. Returns 0, or -1 if
// it does not converge, as with values that are not finite.
int secchi_symmetric_eigen(double *a, size_t n, double *values, int vectors, double *scratch);

// out[i * n + j] = a row i times b row j, in double precision and in a fixed order; rows of k values one behind the other.
void secchi_inner_products(const float *a, size_t m, const float *b, size_t n, size_t k, double *out);

// row -= the sum over j of factors[j] b row j, in order, for the values `from` to `to` of each.
void secchi_subtract_rows(float *row, const double *factors, const float *b, size_t n, size_t k, size_t from, size_t to);

// The k x k normal equations of a weighted least-squares fit of one row by k vectors of d values: normal[i * k + j] is the sum over
// p of weights[p] v_i[p] v_j[p], right[i] that of weights[p] v_i[p] x[p]. Values of x with weight 0 may be NaN.
void secchi_weighted_normal(const float *x, const float *weights, const float *vectors, size_t k, size_t d, double *normal,
                            double *right);

#endif
