// SPDX-License-Identifier: Apache-2.0
// Rebinning of many spectra that share a grid: a fixed banded matrix, applied to blocks of sixteen spectra.
//
// A block is turned so that one vector holds one pixel of all its spectra. Then every weight is one broadcast and one fused
// multiply-add for sixteen results, with no gathering, and the traffic of memory is that of reading and writing once.
#include "CKernels.h"

#include <string.h>

#define BLOCK SECCHI_REBIN_BLOCK

typedef float block __attribute__((vector_size(4 * BLOCK)));
typedef float loose_block __attribute__((vector_size(4 * BLOCK), aligned(4)));

size_t secchi_rebin_banded_scratch(size_t n, size_t m, size_t band) {
    size_t columns = (n + BLOCK - 1) / BLOCK * BLOCK + band;
    size_t results = (m + BLOCK - 1) / BLOCK * BLOCK;
    return (columns + results) * sizeof(block);
}

#define LOW(a, b)                                                                                                              \
    __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
#define HIGH(a, b)                                                                                                             \
    __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)

// Interleaving the first half with the second four times over turns a 16 × 16 tile on its side.
static inline __attribute__((always_inline)) void interleave(const block *from, block *to) {
    for (int k = 0; k < BLOCK / 2; k++) {
        to[2 * k] = LOW(from[k], from[k + BLOCK / 2]);
        to[2 * k + 1] = HIGH(from[k], from[k + BLOCK / 2]);
    }
}

static inline __attribute__((always_inline)) void turn(block *tile) {
    block other[BLOCK];
    interleave(tile, other);
    interleave(other, tile);
    interleave(tile, other);
    interleave(other, tile);
}

static inline __attribute__((always_inline)) void multiply(const block *in, const int32_t *first, const float *weights,
                                                           size_t band, block *out, size_t m) {
    for (size_t j = 0; j < m; j++) {
        const block *column = in + first[j];
        const float *w = weights + j * band;
        block sum = column[0] * w[0];
        for (size_t k = 1; k < band; k++) sum += column[k] * w[k];
        out[j] = sum;
    }
}

SECCHI_CLONES
static void rebin_block(const float *in, size_t rows, size_t n, const int32_t *first, const float *weights, size_t band,
                        float *out, size_t m, block *columns, block *results) {
    for (size_t at = 0; at < n; at += BLOCK) {
        block tile[BLOCK];
        size_t count = n - at < BLOCK ? n - at : BLOCK;
        for (size_t r = 0; r < BLOCK; r++) {
            if (r < rows && count == BLOCK) {
                tile[r] = *(const loose_block *)(in + r * n + at);
            } else {
                tile[r] = (block){0};
                if (r < rows) memcpy(&tile[r], in + r * n + at, count * sizeof(float));
            }
        }
        turn(tile);
        for (size_t k = 0; k < BLOCK; k++) columns[at + k] = tile[k];
    }
    switch (band) {
    case 1: multiply(columns, first, weights, 1, results, m); break;
    case 2: multiply(columns, first, weights, 2, results, m); break;
    case 3: multiply(columns, first, weights, 3, results, m); break;
    case 4: multiply(columns, first, weights, 4, results, m); break;
    default: multiply(columns, first, weights, band, results, m);
    }
    for (size_t at = 0; at < m; at += BLOCK) {
        block tile[BLOCK];
        size_t count = m - at < BLOCK ? m - at : BLOCK;
        for (size_t k = 0; k < BLOCK; k++) tile[k] = k < count ? results[at + k] : (block){0};
        turn(tile);
        for (size_t r = 0; r < rows; r++) memcpy(out + r * m + at, &tile[r], count * sizeof(float));
    }
}

void secchi_rebin_banded(const float *in, size_t rows, size_t n, const int32_t *first, const float *weights, size_t band,
                         float *out, size_t m, void *scratch) {
    block *columns = scratch;
    block *results = columns + (n + BLOCK - 1) / BLOCK * BLOCK + band;
    for (size_t row = 0; row < rows; row += BLOCK) {
        size_t count = rows - row < BLOCK ? rows - row : BLOCK;
        rebin_block(in + row * n, count, n, first, weights, band, out + row * m, m, columns, results);
    }
}
