// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "bytes.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#pragma STDC FP_CONTRACT OFF

enum { ROWS = BYTE_TILE_ROWS, PANEL = MATRIX_PANEL };

#if defined(__x86_64__)
int secchi_neighbour_bytes_available(void) {
    return !strcmp(matrix_best()->name, "AVX-512") && __builtin_cpu_supports("avx512vnni") &&
           __builtin_cpu_supports("avx512bw");
}

__attribute__((target("avx512f,avx512vnni"))) void byte_tile(const uint32_t *a, const uint32_t *b, size_t k,
                                                             const int32_t *starts, int32_t *c, int more) {
    __m512i sums[ROWS][2];
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS; i++) {
        const int32_t *from = more ? c + i * PANEL : starts;
        sums[i][0] = _mm512_loadu_si512(from);
        sums[i][1] = _mm512_loadu_si512(from + 16);
    }
    for (size_t p = 0; p < k; p++) {
        __m512i low = _mm512_loadu_si512(b + p * PANEL), high = _mm512_loadu_si512(b + p * PANEL + 16);
#pragma clang loop unroll(full)
        for (int i = 0; i < ROWS; i++) {
            __m512i value = _mm512_set1_epi32((int)a[p * ROWS + (size_t)i]);
            sums[i][0] = _mm512_dpbusd_epi32(sums[i][0], value, low);
            sums[i][1] = _mm512_dpbusd_epi32(sums[i][1], value, high);
        }
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < ROWS; i++) {
        _mm512_storeu_si512(c + i * PANEL, sums[i][0]);
        _mm512_storeu_si512(c + i * PANEL + 16, sums[i][1]);
    }
}

typedef struct {
    __m512 norms, steps, lengths, errors, limits;
} column_lanes;

__attribute__((target("avx512f"))) static inline column_lanes take_lanes(const byte_columns *right, size_t j) {
    return (column_lanes){_mm512_loadu_ps(right->norms + j), _mm512_loadu_ps(right->steps + j),
                          _mm512_loadu_ps(right->lengths + j), _mm512_loadu_ps(right->errors + j),
                          _mm512_loadu_ps(right->limits + j)};
}

__attribute__((target("avx512f"))) int byte_passing(const int32_t *sums, size_t rows, const byte_rows *left,
                                                    const byte_columns *right, uint32_t *bits) {
    uint32_t found = 0;
    column_lanes halves[2] = {take_lanes(right, 0), take_lanes(right, 16)};
    for (size_t i = 0; i < rows; i++) {
        __m512 norm = _mm512_set1_ps(left->norms[i]), step = _mm512_set1_ps(left->steps[i]);
        __m512 by_length = _mm512_set1_ps(left->by_length[i]), by_error = _mm512_set1_ps(left->by_error[i]);
        __m512 limit = _mm512_set1_ps(left->limits[i]);
        uint32_t row = 0;
#pragma clang loop unroll(full)
        for (int h = 0; h < 2; h++) {
            __m512 sum = _mm512_cvtepi32_ps(_mm512_loadu_si512(sums + i * PANEL + h * 16));
            __m512 bound = _mm512_add_ps(norm, halves[h].norms);
            bound = _mm512_fnmadd_ps(by_length, halves[h].lengths, bound);
            bound = _mm512_fnmadd_ps(by_error, halves[h].errors, bound);
            bound = _mm512_fnmadd_ps(step, _mm512_mul_ps(sum, halves[h].steps), bound);
            __m512 most = _mm512_max_ps(limit, halves[h].limits);
            row |= (uint32_t)_mm512_cmp_ps_mask(bound, most, _CMP_LE_OQ) << (16 * h);
        }
        bits[i] = row;
        found |= row;
    }
    return found != 0;
}

__attribute__((target("avx512f"))) void byte_least(const int32_t *sums, size_t rows, const byte_rows *left,
                                                   const byte_columns *right, uint32_t there, float *least) {
    for (size_t i = 0; i < rows; i++) {
        __m512 norm = _mm512_set1_ps(left->norms[i]), step = _mm512_set1_ps(left->steps[i]);
        __m512 by_length = _mm512_set1_ps(left->by_length[i]), by_error = _mm512_set1_ps(left->by_error[i]);
        __m512 best = _mm512_loadu_ps(least + i * BYTE_RANK_MOST);
        float limit = _mm512_reduce_max_ps(best);
        for (size_t j = 0; j < PANEL; j += 16) {
            __m512 sum = _mm512_cvtepi32_ps(_mm512_loadu_si512(sums + i * PANEL + j));
            __m512 above = _mm512_add_ps(norm, _mm512_loadu_ps(right->norms + j));
            above = _mm512_fmadd_ps(above, _mm512_set1_ps(0x1p-16f), above);
            above = _mm512_fmadd_ps(by_length, _mm512_loadu_ps(right->lengths + j), above);
            above = _mm512_fmadd_ps(by_error, _mm512_loadu_ps(right->errors + j), above);
            above = _mm512_fnmadd_ps(step, _mm512_mul_ps(sum, _mm512_loadu_ps(right->steps + j)), above);
            uint32_t less = _mm512_cmp_ps_mask(above, _mm512_set1_ps(limit), _CMP_LT_OQ) & there >> j;
            if (!less) continue;
            float values[16];
            _mm512_storeu_ps(values, above);
            for (; less; less &= less - 1) {
                float value = values[__builtin_ctz(less)];
                if (!(value < limit)) continue;
                uint32_t greatest = _mm512_cmp_ps_mask(best, _mm512_set1_ps(limit), _CMP_EQ_OQ);
                best = _mm512_mask_mov_ps(best, (__mmask16)(greatest & -greatest), _mm512_set1_ps(value));
                limit = _mm512_reduce_max_ps(best);
            }
        }
        _mm512_storeu_ps(least + i * BYTE_RANK_MOST, best);
    }
}

// The same steps as in `byte_passing`, so the same bits.
__attribute__((target("avx512f,fma"))) float byte_bound(int32_t sum, const byte_rows *left, size_t row,
                                                        const byte_columns *right, size_t column) {
    float bound = left->norms[row] + right->norms[column];
    bound = __builtin_fmaf(-left->by_length[row], right->lengths[column], bound);
    bound = __builtin_fmaf(-left->by_error[row], right->errors[column], bound);
    return __builtin_fmaf(-left->steps[row], (float)sum * right->steps[column], bound);
}

__attribute__((target("avx512f,avx512bw"))) float byte_word_product(const int16_t *x, const int16_t *y, size_t count) {
    __m512 sums[2] = {_mm512_setzero_ps(), _mm512_setzero_ps()};
    size_t p = 0;
    for (; p + 64 <= count; p += 64) {
#pragma clang loop unroll(full)
        for (size_t i = 0; i < 2; i++) {
            __m512i a = _mm512_loadu_si512(x + p + 32 * i), b = _mm512_loadu_si512(y + p + 32 * i);
            sums[i] = _mm512_add_ps(sums[i], _mm512_cvtepi32_ps(_mm512_madd_epi16(a, b)));
        }
    }
    if (p < count) {
        __m512i a = _mm512_loadu_si512(x + p), b = _mm512_loadu_si512(y + p);
        sums[0] = _mm512_add_ps(sums[0], _mm512_cvtepi32_ps(_mm512_madd_epi16(a, b)));
    }
    return _mm512_reduce_add_ps(_mm512_add_ps(sums[0], sums[1]));
}
#else
int secchi_neighbour_bytes_available(void) { return 0; }

// Never called: bytes are laid out only where they are available.
void byte_tile(const uint32_t *a, const uint32_t *b, size_t k, const int32_t *starts, int32_t *c, int more) {
    (void)a, (void)b, (void)k, (void)starts, (void)c, (void)more;
}

int byte_passing(const int32_t *sums, size_t rows, const byte_rows *left, const byte_columns *right, uint32_t *bits) {
    (void)sums, (void)rows, (void)left, (void)right, (void)bits;
    return 0;
}

void byte_least(const int32_t *sums, size_t rows, const byte_rows *left, const byte_columns *right, uint32_t there,
                float *least) {
    (void)sums, (void)rows, (void)left, (void)right, (void)there, (void)least;
}

float byte_bound(int32_t sum, const byte_rows *left, size_t row, const byte_columns *right, size_t column) {
    (void)sum, (void)left, (void)row, (void)right, (void)column;
    return 0;
}

float byte_word_product(const int16_t *x, const int16_t *y, size_t count) {
    (void)x, (void)y, (void)count;
    return 0;
}
#endif
