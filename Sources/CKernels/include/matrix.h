// SPDX-License-Identifier: Apache-2.0
// Products of single-precision matrices, for one thread each: callers share out the rows of `a`.
#ifndef SECCHI_MATRIX_H
#define SECCHI_MATRIX_H

#include <stddef.h>

// c = a b': c[i * ldc + j] is the sum over p of a[i * lda + p] * b[j * ldb + p], for m rows of `a` and n rows of `b` of k
// values each. Rows begin lda, ldb >= k and ldc >= n values apart; k = 0 gives zeros; c overlaps neither a nor b.
//
// Each element is summed over p in order, starting from 0, each step rounded once (a fused multiply-add): the bits of an
// element depend on its two rows alone, whatever is computed beside it, and are the same on every CPU that has the
// instruction (x86 since 2013, all 64-bit ARM). Older ones round twice a step. A NaN or an infinity stays in its row.
void secchi_product_f32(const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc, size_t m, size_t n,
                        size_t k);

// The same with `b` packed before, to be used more than once, by any number of threads at a time.
void secchi_product_packed_f32(const float *a, size_t lda, const float *packed, float *c, size_t ldc, size_t m, size_t n,
                               size_t k);

// How many floats `secchi_pack_f32` writes for n rows of k values: those of n rounded up to 32.
size_t secchi_packed_size_f32(size_t n, size_t k);

// Packs n rows: 32 of them side by side, value p of each before value p + 1 of any, with zeros for rows beyond n.
// `packed` begins on a multiple of 64 bytes for best speed; any multiple of 4 works.
void secchi_pack_f32(const float *b, size_t ldb, size_t n, size_t k, float *packed);

// The instruction set in use: "AVX-512", "AVX2" or "portable". Setting the environment variable SECCHI_SIMD to avx2 or
// portable before the first product takes a lesser one.
const char *secchi_matrix_instructions(void);

#endif
