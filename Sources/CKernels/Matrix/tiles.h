// SPDX-License-Identifier: Apache-2.0
// The innermost step of a product: a few rows of `a` by 32 rows of `b` in registers.
#ifndef SECCHI_MATRIX_TILES_H
#define SECCHI_MATRIX_TILES_H

#include <stddef.h>

// Rows of `b` packed side by side.
enum { MATRIX_PANEL = 32 };

// The most rows of `a` that a tile takes.
enum { MATRIX_TILE_ROWS_MAX = 12 };

// `a` holds `rows` values for each of k steps, `b` 32. The tile of c (rows x 32, ldc apart) becomes the product, or with
// `more` gets it added to the sums so far. What will be read soon, MATRIX_FETCHED values a step from `soon` on, is fetched meanwhile.
typedef void matrix_tile(const float *a, const float *b, size_t k, float *c, size_t ldc, int more, const float *soon);

enum { MATRIX_FETCHED = 4 };

typedef struct {
    const char *name;
    size_t rows;
    matrix_tile *tile;
} matrix_instructions;

// The best that this CPU has.
const matrix_instructions *matrix_best(void);

#endif
