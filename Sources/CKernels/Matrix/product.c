// SPDX-License-Identifier: Apache-2.0
// Goto & van de Geijn 2008, doi:10.1145/1356052.1356053: a block of `a` in the second-level cache meets a panel of `b` in
// the first.
#include "matrix.h"

#include <string.h>

#include "tiles.h"

// A panel of 32 x 320 floats is 40 KiB, a block of 144 x 320 is 180 KiB; 144 is a multiple of every tile's rows.
enum { STEPS = 320, BLOCK = 144 };

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }

size_t secchi_packed_size_f32(size_t n, size_t k) { return (n + MATRIX_PANEL - 1) / MATRIX_PANEL * MATRIX_PANEL * k; }

const char *secchi_matrix_instructions(void) { return matrix_best()->name; }

typedef float four __attribute__((vector_size(16), aligned(4)));

// Four rows side by side, turned four values at a time.
static void pack_four(const float *from, size_t stride, size_t width, size_t k, float *to) {
    const float *rows[4] = {from, from + stride, from + 2 * stride, from + 3 * stride};
    size_t p = 0;
    for (; p + 4 <= k; p += 4) {
        four a = *(const four *)(rows[0] + p), b = *(const four *)(rows[1] + p);
        four c = *(const four *)(rows[2] + p), d = *(const four *)(rows[3] + p);
        four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5), cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
        *(four *)(to + p * width) = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
        *(four *)(to + (p + 1) * width) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
        ab = __builtin_shufflevector(a, b, 2, 6, 3, 7), cd = __builtin_shufflevector(c, d, 2, 6, 3, 7);
        *(four *)(to + (p + 2) * width) = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
        *(four *)(to + (p + 3) * width) = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
    }
    for (; p < k; p++) {
        for (size_t i = 0; i < 4; i++) to[p * width + i] = rows[i][p];
    }
}

// `width` rows side by side; with fewer, zeros for the rest.
static void pack_rows(const float *from, size_t stride, size_t rows, size_t width, size_t k, float *to) {
    if (rows < width) memset(to, 0, width * k * sizeof *to);
    size_t i = 0;
    for (; i + 4 <= rows; i += 4) pack_four(from + i * stride, stride, width, k, to + i);
    for (; i < rows; i++) {
        const float *row = from + i * stride;
        for (size_t p = 0; p < k; p++) to[p * width + i] = row[p];
    }
}

void secchi_pack_f32(const float *b, size_t ldb, size_t n, size_t k, float *packed) {
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        pack_rows(b + j * ldb, ldb, least(MATRIX_PANEL, n - j), MATRIX_PANEL, k, packed + j * k);
    }
}

// One tile where it fits into c, else by way of a whole one beside it.
static void place_tile(const matrix_instructions *set, const float *a, const float *b, size_t k, float *c, size_t ldc,
                       size_t rows, size_t columns, int more) {
    if (rows == set->rows && columns == MATRIX_PANEL) {
        set->tile(a, b, k, c, ldc, more, a);
        return;
    }
    float whole[MATRIX_TILE_ROWS_MAX * MATRIX_PANEL] = {0};
    if (more) {
        for (size_t i = 0; i < rows; i++) memcpy(whole + i * MATRIX_PANEL, c + i * ldc, columns * sizeof *c);
    }
    set->tile(a, b, k, whole, MATRIX_PANEL, more, a);
    for (size_t i = 0; i < rows; i++) memcpy(c + i * ldc, whole + i * MATRIX_PANEL, columns * sizeof *c);
}

// Up to BLOCK rows of `a` by all panels of `b`, a panel beginning every `panel_size` floats, for up to STEPS values.
static void multiply_block(const float *a, size_t lda, const float *b, size_t panel_size, float *c, size_t ldc, size_t m,
                           size_t n, size_t k, int more) {
    const matrix_instructions *set = matrix_best();
    _Alignas(64) float packed[BLOCK * STEPS];
    for (size_t i = 0; i < m; i += set->rows) {
        pack_rows(a + i * lda, lda, least(set->rows, m - i), set->rows, k, packed + i * k);
    }
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        const float *panel = b + j / MATRIX_PANEL * panel_size;
        for (size_t i = 0; i < m; i += set->rows) {
            place_tile(set, packed + i * k, panel, k, c + i * ldc + j, ldc, least(set->rows, m - i),
                       least(MATRIX_PANEL, n - j), more);
        }
    }
}

static void clear(float *c, size_t ldc, size_t m, size_t n) {
    for (size_t i = 0; i < m; i++) memset(c + i * ldc, 0, n * sizeof *c);
}

void secchi_product_packed_f32(const float *a, size_t lda, const float *packed, float *c, size_t ldc, size_t m, size_t n,
                               size_t k) {
    if (k == 0) clear(c, ldc, m, n);
    for (size_t p = 0; p < k; p += STEPS) {
        for (size_t i = 0; i < m; i += BLOCK) {
            multiply_block(a + i * lda + p, lda, packed + p * MATRIX_PANEL, k * MATRIX_PANEL, c + i * ldc, ldc,
                           least(BLOCK, m - i), n, least(STEPS, k - p), p > 0);
        }
    }
}

void secchi_product_f32(const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc, size_t m, size_t n,
                        size_t k) {
    enum { COLUMNS = 4 * MATRIX_PANEL };
    _Alignas(64) float packed[COLUMNS * STEPS];
    if (k == 0) clear(c, ldc, m, n);
    for (size_t p = 0; p < k; p += STEPS) {
        size_t steps = least(STEPS, k - p);
        for (size_t j = 0; j < n; j += COLUMNS) {
            size_t columns = least(COLUMNS, n - j);
            secchi_pack_f32(b + j * ldb + p, ldb, columns, steps, packed);
            for (size_t i = 0; i < m; i += BLOCK) {
                multiply_block(a + i * lda + p, lda, packed, steps * MATRIX_PANEL, c + i * ldc + j, ldc,
                               least(BLOCK, m - i), columns, steps, p > 0);
            }
        }
    }
}
