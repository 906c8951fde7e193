// SPDX-License-Identifier: Apache-2.0
// Tiles of products become bounds, which are compared with the limits of both rows; what passes is noted.
#ifndef SECCHI_NEIGHBOURS_COMPARE_H
#define SECCHI_NEIGHBOURS_COMPARE_H

#include "../Matrix/tiles.h"
#include "lists.h"

// A pair within the limit of its left row (1), its right row (2) or both.
typedef struct {
    uint8_t row;
    uint8_t column;
    uint8_t sides;
    float bound;
} neighbour_hit;

// What a tile is compared with, for its rows and for its columns.
typedef struct {
    const float *norms, *by_length, *by_error, *limits;
} left_terms;

typedef struct {
    const float *norms, *lengths, *errors, *limits;
} right_terms;

// Which bounds of a row of a tile pass, one bit each, by the row's limit and by the columns'.
typedef struct {
    uint32_t left, right;
} row_bits;

// The bounds of a tile, and what passes. Returns whether any does.
typedef int passing_function(const float *products, size_t rows, const left_terms *left, const right_terms *right,
                             float *bounds, row_bits *bits);

// Two blocks of rows: the left rows' side of the bounds, the limits of both, and the pairs that passed.
typedef struct {
    passing_function *passing;
    neighbour_hit *hits;  // as many as pairs
    size_t hit_count;
    float norms[SECCHI_NEIGHBOUR_BLOCK], by_length[SECCHI_NEIGHBOUR_BLOCK], by_error[SECCHI_NEIGHBOUR_BLOCK];
    float left_limits[SECCHI_NEIGHBOUR_BLOCK], right_limits[SECCHI_NEIGHBOUR_BLOCK];
} block_comparison;

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }

// What rounding adds to a sum of so many products, relative to the lengths of both rows.
double comparison_rounding(size_t steps);

// Returns 0 without memory.
int comparison_init(block_comparison *comparison);
void comparison_free(block_comparison *comparison);

// Takes `count` left rows from row `first` on. A product of two laid-out rows is wrong by at most errors_i lengths_j +
// (lengths_i + errors_i) errors_j for what the form lost, and by `rounding` times both lengths for the sums.
void comparison_take_left(block_comparison *comparison, const float *norms, const float *lengths, const float *errors,
                          size_t count, double rounding);

// Takes the limits of both blocks' rows as they are now, and forgets what passed; without `symmetric` only the left rows have any.
void comparison_begin(block_comparison *comparison, secchi_neighbour_lists *lists, size_t left_block, size_t rows,
                      size_t right_block, size_t columns, int symmetric);

// Looks at a tile of products, `height` x 32, of the rows from `row` on and the columns from `column` on.
void comparison_look(block_comparison *comparison, const float *products, size_t row, size_t height,
                     const right_terms *right, size_t column, size_t columns);

// Adds what passed to the lists. Rows of the right block are called right_first and on; with `symmetric`, those of the left
// one are candidates of its rows, too.
void comparison_end(block_comparison *comparison, secchi_neighbour_lists *lists, size_t left_block, size_t right_block,
                    size_t right_first, int symmetric);

#endif
