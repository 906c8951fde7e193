// SPDX-License-Identifier: Apache-2.0
// Products of bytes, where the CPU has them.
#ifndef SECCHI_NEIGHBOURS_BYTES_H
#define SECCHI_NEIGHBOURS_BYTES_H

#include "../../Matrix/tiles.h"
#include "CKernels.h"

enum { BYTE_TILE_ROWS = 12 };

// As `matrix_tile`: four bytes in the place of each float, those of `a` from 0 to 255, those of `b` from -128 to 127. What the
// sums of the 32 columns begin with is in `starts`, or with `more` in `c`.
void byte_tile(const uint32_t *a, const uint32_t *b, size_t k, const int32_t *starts, int32_t *c, int more);

enum { BYTE_BLOCK = SECCHI_NEIGHBOUR_BLOCK };

// A block of the left side: its rows packed for tiles, and their side of the bounds.
typedef struct {
    uint32_t *packed;          // a tile's rows side by side
    float norms[BYTE_BLOCK], steps[BYTE_BLOCK], by_length[BYTE_BLOCK], by_error[BYTE_BLOCK];
} byte_left;

// Takes a block of `rows` rows. Returns 0 without memory; `packed` is the caller's to free.
int byte_take_left(byte_left *left, const secchi_neighbour_side *side, size_t first, size_t rows);

// What a tile of sums is compared with. By rows: squared lengths, twice the step, what the others' lengths and errors count,
// and limits; by columns as in `secchi_neighbour_side`, and limits.
typedef struct {
    const float *norms, *steps, *by_length, *by_error, *limits;
} byte_rows;

typedef struct {
    const float *norms, *steps, *lengths, *errors, *limits;
} byte_columns;

// Which bounds of each row are within its limit or the column's, one bit each. Returns whether any is.
int byte_passing(const int32_t *sums, size_t rows, const byte_rows *left, const byte_columns *right, uint32_t *bits);

// Of each row the least `rank` (1 to BYTE_RANK_MOST) of what is above its squared distances, in a tile whose last columns
// are not `there`; `least` begins with `rank` infinities a row, and -infinity for the rest.
enum { BYTE_RANK_MOST = SECCHI_NEIGHBOUR_RANK_MOST };
void byte_least(const int32_t *sums, size_t rows, const byte_rows *left, const byte_columns *right, uint32_t there,
                float *least);

// One of the bounds of `byte_passing`.
float byte_bound(int32_t sum, const byte_rows *left, size_t row, const byte_columns *right, size_t column);

// The product of two rows of words, which is wrong by at most BYTE_WORD_ROUNDING times the sum of all terms' sizes.
float byte_word_product(const int16_t *x, const int16_t *y, size_t count);

#define BYTE_WORD_ROUNDING(count) (((double)(count) / 64 + 8) * 0x1.02p-24)

// Lays out row `from` as row `to`; the rows of a panel in order.
void byte_row(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from, size_t to,
              const secchi_neighbour_side *side);

#endif
