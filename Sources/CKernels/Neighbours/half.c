// SPDX-License-Identifier: Apache-2.0
#include "half.h"

#include <string.h>

#include "CKernels.h"

#if defined(__x86_64__)
#include <immintrin.h>

int secchi_neighbour_half_available(void) {
    return !strcmp(matrix_best()->name, "AVX-512") && __builtin_cpu_supports("avx512bf16");
}

__attribute__((target("avx512f,avx512bf16"))) static inline __m512 multiply(__m512 sums, __m512i a, __m512i b) {
    return _mm512_dpbf16_ps(sums, (__m512bh)a, (__m512bh)b);
}

__attribute__((target("avx512f,avx512bf16"))) void half_tile(const float *a, const float *b, size_t k, float *c,
                                                             size_t ldc, int more, const float *soon) {
    (void)soon;
    __m512 sums[HALF_TILE_ROWS][2];
#pragma clang loop unroll(full)
    for (int i = 0; i < HALF_TILE_ROWS; i++) {
        sums[i][0] = more ? _mm512_loadu_ps(c + (size_t)i * ldc) : _mm512_setzero_ps();
        sums[i][1] = more ? _mm512_loadu_ps(c + (size_t)i * ldc + 16) : _mm512_setzero_ps();
    }
    for (size_t p = 0; p < k; p++) {
        __m512i low = _mm512_loadu_si512(b + p * MATRIX_PANEL), high = _mm512_loadu_si512(b + p * MATRIX_PANEL + 16);
#pragma clang loop unroll(full)
        for (int i = 0; i < HALF_TILE_ROWS; i++) {
            __m512i value = _mm512_castps_si512(_mm512_set1_ps(a[p * HALF_TILE_ROWS + (size_t)i]));
            sums[i][0] = multiply(sums[i][0], value, low);
            sums[i][1] = multiply(sums[i][1], value, high);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < HALF_TILE_ROWS; i++) {
        _mm512_storeu_ps(c + (size_t)i * ldc, sums[i][0]);
        _mm512_storeu_ps(c + (size_t)i * ldc + 16, sums[i][1]);
    }
}
#else
int secchi_neighbour_half_available(void) { return 0; }

// Never called: bfloat16 is laid out only where it is available.
void half_tile(const float *a, const float *b, size_t k, float *c, size_t ldc, int more, const float *soon) {
    (void)a, (void)b, (void)k, (void)more, (void)soon;
    for (size_t i = 0; i < HALF_TILE_ROWS; i++) memset(c + i * ldc, 0, MATRIX_PANEL * sizeof *c);
}
#endif
