// SPDX-License-Identifier: Apache-2.0
// A block of rows is brought into the second-level cache, less its mean, and used there for both products.
#include "CKernels.h"

#include <string.h>

enum { ROWS = 48, STEPS = 256, COLUMNS = SECCHI_KRYLOV_COLUMNS };

typedef float lanes __attribute__((vector_size(64)));
typedef float loose __attribute__((vector_size(64), aligned(4)));

size_t secchi_krylov_depth(size_t k) { return (k + ROWS - 1) / ROWS * ROWS; }

// Rows must not lie a multiple of a page apart, or they would compete for the same places of the cache.
static size_t row_size(size_t k) {
    size_t depth = secchi_krylov_depth(k);
    return depth % 256 == 0 ? depth + 16 : depth;
}

size_t secchi_krylov_scratch(size_t k) { return ROWS * row_size(k) + (size_t)ROWS * COLUMNS; }

#define ALL(x) (lanes){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}

// c (HEIGHT x 16) += the sum over p of a[i * row + p * step] b[p * 16 + j].
#define TILE(NAME, TARGET, HEIGHT)                                                                                             \
    TARGET static void NAME(const float *a, size_t row, size_t step, const float *b, size_t k, float *c) {                     \
        lanes sums[HEIGHT];                                                                                                    \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < HEIGHT; i++) sums[i] = *(const loose *)(c + i * COLUMNS);       \
        for (size_t p = 0; p < k; p++) {                                                                                       \
            lanes values = *(const loose *)(b + p * COLUMNS);                                                                  \
            _Pragma("clang loop unroll(full)") for (int i = 0; i < HEIGHT; i++) {                                              \
                sums[i] += ALL(a[(size_t)i * row + p * step]) * values;                                                        \
            }                                                                                                                  \
        }                                                                                                                      \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < HEIGHT; i++) *(loose *)(c + i * COLUMNS) = sums[i];             \
    }

typedef void tile_function(const float *a, size_t row, size_t step, const float *b, size_t k, float *c);

TILE(tile_portable, , 6)
#if defined(__x86_64__)
TILE(tile_256, __attribute__((target("avx2,fma"))), 6)
TILE(tile_512, __attribute__((target("avx512f"))), 24)
#endif

static tile_function *best_tile(size_t *height) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        *height = 24;
        return tile_512;
    }
    *height = 6;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return tile_256;
#endif
    *height = 6;
    return tile_portable;
}

SECCHI_CLONES
static void centre(const float *row, const float *mean, size_t k, size_t size, float *to) {
    for (size_t i = 0; i < k; i++) to[i] = row[i] - mean[i];
    memset(to + k, 0, (size - k) * sizeof *to);
}

void secchi_krylov_pass(const float *rows, size_t stride, size_t m, size_t k, const float *mean, const float *q, float *z,
                        float *scratch) {
    size_t height, depth = secchi_krylov_depth(k), size = row_size(k);
    tile_function *tile = best_tile(&height);
    float *block = scratch, *y = scratch + ROWS * size;
    for (size_t first = 0; first < m; first += ROWS) {
        size_t count = m - first < ROWS ? m - first : ROWS;
        for (size_t r = 0; r < count; r++) centre(rows + (first + r) * stride, mean, k, size, block + r * size);
        memset(block + count * size, 0, (ROWS - count) * size * sizeof *block);
        memset(y, 0, ROWS * COLUMNS * sizeof *y);
        for (size_t p = 0; p < depth; p += STEPS) {
            size_t steps = depth - p < STEPS ? depth - p : STEPS;
            for (size_t r = 0; r < ROWS; r += height) {
                tile(block + r * size + p, size, 1, q + p * COLUMNS, steps, y + r * COLUMNS);
            }
        }
        for (size_t j = 0; j < depth; j += height) {
            tile(block + j, 1, size, y, ROWS, z + j * COLUMNS);
        }
    }
}
