// SPDX-License-Identifier: Apache-2.0
// The pass of krylov.c in bfloat16: half the bytes, twice the multiplications a cycle.
#include "CKernels.h"

#include <string.h>

enum { ROWS = SECCHI_HALF_ROWS, COLUMNS = SECCHI_KRYLOV_COLUMNS, VALUES = 32, STEPS = 512, HEIGHT = 24 };

size_t secchi_half_depth(size_t k) { return (k + VALUES - 1) / VALUES * VALUES; }

static inline uint16_t rounded(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

SECCHI_CLONES
static void round_row(const float *row, const float *mean, size_t k, uint16_t *to) {
    for (size_t p = 0; p < k; p++) to[p] = rounded(row[p] - mean[p]);
}

void secchi_half_rows(const float *rows, size_t stride, size_t m, size_t k, const float *mean, uint16_t *half) {
    size_t depth = secchi_half_depth(k);
    for (size_t r = 0; r < m; r++) {
        round_row(rows + r * stride, mean, k, half + r * depth);
        memset(half + r * depth + k, 0, (depth - k) * sizeof *half);
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

#define HALF __attribute__((target("avx512f,avx512bw,avx512bf16")))

HALF static inline __m512 multiply(__m512 sums, __m512i a, __m512i b) {
    return _mm512_dpbf16_ps(sums, (__m512bh)a, (__m512bh)b);
}

HALF static inline __m512i two_values(const void *at) {
    int32_t pair;
    memcpy(&pair, at, sizeof pair);
    return _mm512_set1_epi32(pair);
}

// y (HEIGHT x 16) += the rows' values `from` to `to` times q, two values a step.
HALF static void rows_by_q(const uint16_t *rows, size_t depth, const uint32_t *q, size_t from, size_t to, float *y) {
    __m512 sums[HEIGHT];
#pragma clang loop unroll(full)
    for (int i = 0; i < HEIGHT; i++) sums[i] = _mm512_loadu_ps(y + i * COLUMNS);
    for (size_t p = from; p < to; p += 2) {
        __m512i values = _mm512_loadu_si512(q + p / 2 * COLUMNS);
#pragma clang loop unroll(full)
        for (int i = 0; i < HEIGHT; i++) sums[i] = multiply(sums[i], two_values(rows + (size_t)i * depth + p), values);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < HEIGHT; i++) _mm512_storeu_ps(y + i * COLUMNS, sums[i]);
}

// Sixteen columns of z (each `depth` apart) += the turned rows times y, two rows a step, for values p to p + 31.
HALF static void turned_by_y(const uint16_t *rows, size_t depth, const uint32_t *y, size_t p, float *z) {
    for (int high = 0; high < 2; high++) {
        __m512 sums[COLUMNS];
#pragma clang loop unroll(full)
        for (int j = 0; j < COLUMNS; j++) sums[j] = _mm512_loadu_ps(z + (size_t)j * depth + p + (size_t)high * 16);
        for (size_t r = 0; r < ROWS; r += 2) {
            __m512i one = _mm512_loadu_si512(rows + r * depth + p), two = _mm512_loadu_si512(rows + (r + 1) * depth + p);
            __m512i pairs = high ? _mm512_unpackhi_epi16(one, two) : _mm512_unpacklo_epi16(one, two);
#pragma clang loop unroll(full)
            for (int j = 0; j < COLUMNS; j++) sums[j] = multiply(sums[j], two_values(y + r / 2 * COLUMNS + j), pairs);
        }
#pragma clang loop unroll(full)
        for (int j = 0; j < COLUMNS; j++) _mm512_storeu_ps(z + (size_t)j * depth + p + (size_t)high * 16, sums[j]);
    }
}

HALF static void pass(const uint16_t *rows, size_t m, size_t depth, const uint32_t *q, float *z, uint16_t *filled) {
    for (size_t first = 0; first < m; first += ROWS) {
        const uint16_t *block = rows + first * depth;
        if (m - first < ROWS) {
            memcpy(filled, block, (m - first) * depth * sizeof *filled);
            memset(filled + (m - first) * depth, 0, (ROWS - (m - first)) * depth * sizeof *filled);
            block = filled;
        }
        float y[ROWS * COLUMNS] = {0};
        for (size_t p = 0; p < depth; p += STEPS) {
            size_t to = depth - p < STEPS ? depth : p + STEPS;
            for (size_t r = 0; r < ROWS; r += HEIGHT) rows_by_q(block + r * depth, depth, q, p, to, y + r * COLUMNS);
        }
        uint32_t pairs[ROWS / 2 * COLUMNS];
        for (size_t r = 0; r < ROWS; r += 2) {
            for (size_t j = 0; j < COLUMNS; j++) {
                pairs[r / 2 * COLUMNS + j] =
                    rounded(y[r * COLUMNS + j]) | (uint32_t)rounded(y[(r + 1) * COLUMNS + j]) << 16;
            }
        }
        for (size_t p = 0; p < depth; p += VALUES) turned_by_y(block, depth, pairs, p, z);
    }
}

int secchi_half_available(void) { return secchi_neighbour_half_available() && __builtin_cpu_supports("avx512bw"); }
#else
int secchi_half_available(void) { return 0; }
#endif

void secchi_half_pass(const uint16_t *rows, size_t m, size_t k, const float *q, float *z, void *scratch) {
#if defined(__x86_64__)
    size_t depth = secchi_half_depth(k);
    uint32_t *pairs = scratch;
    float *turned = (float *)(pairs + depth / 2 * COLUMNS);
    uint16_t *filled = (uint16_t *)(turned + depth * COLUMNS);
    memset(scratch, 0, depth / 2 * COLUMNS * sizeof *pairs + depth * COLUMNS * sizeof *turned);
    for (size_t p = 0; p < k; p++) {
        for (size_t j = 0; j < COLUMNS; j++) {
            pairs[p / 2 * COLUMNS + j] |= (uint32_t)rounded(q[p * COLUMNS + j]) << (p % 2 * 16);
        }
    }
    pass(rows, m, depth, pairs, turned, filled);
    // Unpacking took every other four values to the other half.
    for (size_t p = 0; p < k; p++) {
        size_t within = p % VALUES, place = within % 8 / 4 * 16 + within / 8 * 4 + within % 4;
        for (size_t j = 0; j < COLUMNS; j++) z[p * COLUMNS + j] += turned[j * depth + p - within + place];
    }
#else
    // Never called: there are no such rows.
    (void)rows, (void)m, (void)k, (void)q, (void)z, (void)scratch;
#endif
}

size_t secchi_half_scratch(size_t k) {
    size_t depth = secchi_half_depth(k);
    return depth / 2 * COLUMNS * 4 + depth * COLUMNS * 4 + ROWS * depth * 2;
}
