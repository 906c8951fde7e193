// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#include <string.h>

#include "../Matrix/tiles.h"

SECCHI_CLONES
static void pack_panel(const float *b, size_t ldb, size_t width, size_t k, const float *mean, float *to) {
    float away[MATRIX_PANEL] = {0};
    if (mean) memcpy(away, mean, width * sizeof *away);
    if (width == MATRIX_PANEL) {
        for (size_t p = 0; p < k; p++) {
            for (size_t j = 0; j < MATRIX_PANEL; j++) to[p * MATRIX_PANEL + j] = b[p * ldb + j] - away[j];
        }
        return;
    }
    for (size_t p = 0; p < k; p++) {
        for (size_t j = 0; j < MATRIX_PANEL; j++) to[p * MATRIX_PANEL + j] = j < width ? b[p * ldb + j] - away[j] : 0;
    }
}

void secchi_pack_transposed_f32(const float *b, size_t ldb, size_t n, size_t k, const float *mean, float *packed) {
    for (size_t j = 0; j < n; j += MATRIX_PANEL) {
        size_t width = n - j < MATRIX_PANEL ? n - j : MATRIX_PANEL;
        pack_panel(b + j, ldb, width, k, mean ? mean + j : NULL, packed + j * k);
    }
}

void secchi_transpose_f32(const float *b, size_t ldb, size_t m, size_t n, const float *mean, float *turned) {
    enum { SIDE = 16 };
    for (size_t j = 0; j < n; j += SIDE) {
        size_t width = n - j < SIDE ? n - j : SIDE;
        for (size_t i = 0; i < m; i += SIDE) {
            size_t height = m - i < SIDE ? m - i : SIDE;
            for (size_t y = 0; y < height; y++) {
                for (size_t x = 0; x < width; x++) {
                    turned[(j + x) * m + i + y] = b[(i + y) * ldb + j + x] - (mean ? mean[j + x] : 0);
                }
            }
        }
    }
}
