// SPDX-License-Identifier: Apache-2.0
#include "tiles.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>

enum { ROWS_512 = 12, ROWS_256 = 6 };

__attribute__((target("avx512f"))) static void tile_512(const float *a, const float *b, size_t k, float *c, size_t ldc,
                                                        int more, const float *soon) {
    __m512 sums[ROWS_512][2];
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS_512; i++) {
        sums[i][0] = more ? _mm512_loadu_ps(c + (size_t)i * ldc) : _mm512_setzero_ps();
        sums[i][1] = more ? _mm512_loadu_ps(c + (size_t)i * ldc + 16) : _mm512_setzero_ps();
    }
    for (size_t p = 0; p < k; p++) {
        _mm_prefetch((const char *)(soon + p * MATRIX_FETCHED), _MM_HINT_T1);
        __m512 low = _mm512_loadu_ps(b + p * MATRIX_PANEL), high = _mm512_loadu_ps(b + p * MATRIX_PANEL + 16);
#pragma clang loop unroll(full)
        for (int i = 0; i < ROWS_512; i++) {
            __m512 value = _mm512_set1_ps(a[p * ROWS_512 + (size_t)i]);
            sums[i][0] = _mm512_fmadd_ps(value, low, sums[i][0]);
            sums[i][1] = _mm512_fmadd_ps(value, high, sums[i][1]);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS_512; i++) {
        _mm512_storeu_ps(c + (size_t)i * ldc, sums[i][0]);
        _mm512_storeu_ps(c + (size_t)i * ldc + 16, sums[i][1]);
    }
}

__attribute__((target("avx2,fma"))) static inline void half_tile_256(const float *a, const float *b, size_t k, float *c,
                                                                     size_t ldc, int more, const float *soon) {
    __m256 sums[ROWS_256][2];
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS_256; i++) {
        sums[i][0] = more ? _mm256_loadu_ps(c + (size_t)i * ldc) : _mm256_setzero_ps();
        sums[i][1] = more ? _mm256_loadu_ps(c + (size_t)i * ldc + 8) : _mm256_setzero_ps();
    }
    for (size_t p = 0; p < k; p++) {
        _mm_prefetch((const char *)(soon + p * MATRIX_FETCHED), _MM_HINT_T1);
        __m256 low = _mm256_loadu_ps(b + p * MATRIX_PANEL), high = _mm256_loadu_ps(b + p * MATRIX_PANEL + 8);
#pragma clang loop unroll(full)
        for (int i = 0; i < ROWS_256; i++) {
            __m256 value = _mm256_set1_ps(a[p * ROWS_256 + (size_t)i]);
            sums[i][0] = _mm256_fmadd_ps(value, low, sums[i][0]);
            sums[i][1] = _mm256_fmadd_ps(value, high, sums[i][1]);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS_256; i++) {
        _mm256_storeu_ps(c + (size_t)i * ldc, sums[i][0]);
        _mm256_storeu_ps(c + (size_t)i * ldc + 8, sums[i][1]);
    }
}

__attribute__((target("avx2,fma"))) static void tile_256(const float *a, const float *b, size_t k, float *c, size_t ldc,
                                                         int more, const float *soon) {
    half_tile_256(a, b, k, c, ldc, more, soon);
    half_tile_256(a, b + 16, k, c + 16, ldc, more, soon);
}
#endif

// Without a fused instruction `fmaf` is a slow call, so that such CPUs round each product and each sum.
#if defined(__FP_FAST_FMAF) || defined(__ARM_FEATURE_FMA) || defined(__FMA__)
#define STEP(x, y, sum) __builtin_fmaf(x, y, sum)
#else
#pragma STDC FP_CONTRACT OFF
#define STEP(x, y, sum) ((sum) + (x) * (y))
#endif

enum { ROWS_PORTABLE = 4 };

static void tile_portable(const float *a, const float *b, size_t k, float *c, size_t ldc, int more, const float *soon) {
    (void)soon;
    float sums[ROWS_PORTABLE][MATRIX_PANEL] = {{0}};
    if (more) {
        for (size_t i = 0; i < ROWS_PORTABLE; i++) memcpy(sums[i], c + i * ldc, sizeof sums[i]);
    }
    for (size_t p = 0; p < k; p++) {
        for (size_t i = 0; i < ROWS_PORTABLE; i++) {
            for (size_t j = 0; j < MATRIX_PANEL; j++) {
                sums[i][j] = STEP(a[p * ROWS_PORTABLE + i], b[p * MATRIX_PANEL + j], sums[i][j]);
            }
        }
    }
    for (size_t i = 0; i < ROWS_PORTABLE; i++) memcpy(c + i * ldc, sums[i], sizeof sums[i]);
}

static const matrix_instructions portable = {"portable", ROWS_PORTABLE, tile_portable};

#if defined(__x86_64__)
static const matrix_instructions avx2 = {"AVX2", ROWS_256, tile_256};
static const matrix_instructions avx512 = {"AVX-512", ROWS_512, tile_512};
#endif

static const matrix_instructions *choose(void) {
#if defined(__x86_64__)
    const char *wish = getenv("SECCHI_SIMD");
    int least = wish && !strcmp(wish, "portable"), middle = wish && !strcmp(wish, "avx2");
    if (!least && !middle && __builtin_cpu_supports("avx512f")) return &avx512;
    if (!least && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return &avx2;
#endif
    return &portable;
}

const matrix_instructions *matrix_best(void) {
    static _Atomic(const matrix_instructions *) chosen;
    const matrix_instructions *known = chosen;
    if (!known) chosen = known = choose();
    return known;
}
