// SPDX-License-Identifier: Apache-2.0
// Kernels of the nearest-neighbour search: lower bounds of all distances at the rate of a matrix product, a short list of
// candidates per row, and their exact distances.
#ifndef SECCHI_NEIGHBOURS_H
#define SECCHI_NEIGHBOURS_H

#include <stddef.h>
#include <stdint.h>

// Rows of a block: the unit of work, of locking, and of what stays in the second-level cache.
#define SECCHI_NEIGHBOUR_BLOCK 192

// Rows that Strassen's scheme takes together: four parts of 192.
#define SECCHI_NEIGHBOUR_STRASSEN_BLOCK 768

// What a value is laid out as: a float, a bfloat16, a byte of a step of its row's own, or as part of sums of floats.
enum { SECCHI_NEIGHBOUR_FLOAT, SECCHI_NEIGHBOUR_HALF, SECCHI_NEIGHBOUR_BYTE, SECCHI_NEIGHBOUR_STRASSEN };

// The most values a row may have as bytes: their products are summed in 32 bits.
#define SECCHI_NEIGHBOUR_BYTES_MOST 65536

// Words of a row of `depth` steps of four bytes.
static inline size_t secchi_neighbour_words(size_t depth) { return (depth + 7) / 8 * 32; }

// What to measure: d^2(x, y) = sum over p of weights[p] (x[p] x_scale - y[p] y_scale)^2; without `weights` or scales they
// are 1. With scales, a row of scale 0 is at d^2 = 2 from every other and 0 from its like (the cosine of "no direction").
typedef struct {
    const float *values;       // row after row, finite
    size_t column_count;
    const double *weights;     // per column, or NULL
    const double *scales;      // per row, or NULL
} secchi_neighbour_rows;

// How rows are laid out for bounds: value p of row x becomes (x[p] scale - centre[p]) factor[p].
typedef struct {
    const double *centre;      // per column
    const double *factor;      // per column, and one for `extra`: sqrt(weight) times the common power of two
    int32_t form;              // SECCHI_NEIGHBOUR_FLOAT, …: one, two or four values in four bytes, or 49 sums of 16 quarter rows
    int32_t extra;             // one more column, that sets rows of scale 0 apart
} secchi_neighbour_layout;

// Rows laid out: panels of 32, the last filled up with zeros.
typedef struct {
    size_t row_count;
    size_t depth;              // steps: values, or twos or fours of them
    int32_t form;
    void *panels;              // secchi_neighbour_panel_bytes
    float *norms;              // squared lengths, lowered by what rounding may add
    float *lengths;            // rounded up; by Strassen's scheme those of all sums that the row is in
    float *errors;             // lengths of what the form lost, rounded up
    float *steps;              // what 1 counts, of bytes and by Strassen's scheme; else NULL
    // Of bytes; else NULL.
    int32_t *shifts;           // -128 times the sum of the bytes
    int16_t *words;            // row after row, 256 times as fine: secchi_neighbour_words each
    float *fine_errors;        // lengths of what the words lost, rounded up
} secchi_neighbour_side;

// Candidates of each row: the `keep` with the least (bound, number) among those seen, and up to capacity - keep others.
typedef struct {
    size_t row_count;
    uint32_t keep;
    uint32_t capacity;         // above keep
    uint64_t *entries;         // capacity a row: the bound's bits in ascending order above the row number
    uint32_t *counts;
    float *thresholds;         // the keep-th bound; while there are fewer infinity, or a limit chosen before
    uint8_t *locks;            // one for every block of rows, 0 at first
} secchi_neighbour_lists;

// 1 if this CPU multiplies bfloat16.
int secchi_neighbour_half_available(void);

// 1 if this CPU multiplies bytes.
int secchi_neighbour_bytes_available(void);

// Steps of a row.
size_t secchi_neighbour_depth(size_t columns, const secchi_neighbour_layout *layout);

// Rows that a side has memory for: a multiple of 32, or of the block of Strassen's scheme.
size_t secchi_neighbour_filled(size_t rows, int32_t form);

// Bytes of the panels of so many rows.
size_t secchi_neighbour_panel_bytes(size_t rows, size_t depth, int32_t form);

// Lays out `count` rows, of which `from` is the first, as rows `first` and on of `side`. `first` is a multiple of 32, or of
// the block of Strassen's scheme. Returns 0 without memory.
int secchi_neighbour_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from,
                             size_t first, size_t count, const secchi_neighbour_side *side);

// Lays out one row, not for Strassen's scheme; the rows of a panel in order, beginning with its first, which clears it.
void secchi_neighbour_lay_out_one(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from,
                                  size_t to, const secchi_neighbour_side *side);

// Bounds from the rows of one block of `left` to those of blocks from..<to of `right`, into the lists of `left`; row j of
// `right` is called right_offset + j. A bound is at most d^2. With `symmetric` (left is right) each pair serves both rows,
// no row is its own candidate, and in the block itself each pair is taken once. Returns 0 without memory.
int secchi_neighbour_blocks(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *right,
                            size_t from, size_t to, size_t right_offset, int symmetric, secchi_neighbour_lists *lists);

// As secchi_neighbour_blocks with `symmetric`, for one of the side's blocks of Strassen's scheme, with blocks from..<to. `rows` and
// `layout` are what the side was laid out from; `memory` has secchi_neighbour_strassen_bytes, aligned to 64.
int secchi_neighbour_strassen_blocks(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout,
                                     const secchi_neighbour_side *side, size_t block, size_t from, size_t to,
                                     secchi_neighbour_lists *lists, void *memory);

// What a call needs; nothing is kept in it between two.
size_t secchi_neighbour_strassen_bytes(const secchi_neighbour_side *side);

// As secchi_neighbour_blocks from products of bytes, where the CPU has them. What they let pass is bounded again by products of words.
int secchi_neighbour_byte_blocks(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *right,
                                 size_t from, size_t to, size_t right_offset, int symmetric,
                                 secchi_neighbour_lists *lists);

// The most that `rank` of secchi_neighbour_byte_limits may be.
#define SECCHI_NEIGHBOUR_RANK_MOST 16

// For each row of a block a number that is above its distances^2 to `rank` of the rows of a sample. Returns 0 without memory.
int secchi_neighbour_byte_limits(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *sample,
                                 uint32_t rank, float *limits);

// Adds the candidates of `other`, rows first..<last, to those of `lists`.
void secchi_neighbour_merge(secchi_neighbour_lists *lists, const secchi_neighbour_lists *other, size_t first, size_t last);

// Ranks the candidates of row `list` by (exact d^2, number): at most `count` numbers and squares, in the rows' units;
// returns how many. `unit` is what the layout multiplied d^2 by. `*certain` is 1 if no row left out can be nearer, or as
// near with the lower number, unless at distance 0. Row `except` does not count (SIZE_MAX for none).
uint32_t secchi_neighbour_rank(const secchi_neighbour_rows *query, size_t row, const secchi_neighbour_rows *among,
                               secchi_neighbour_lists *lists, size_t list, double unit, size_t except,
                               uint32_t count, uint32_t *numbers, double *squares, int *certain);

// The same by exact distances to all `among_count` rows but `except` (SIZE_MAX for none).
uint32_t secchi_neighbour_scan(const secchi_neighbour_rows *query, size_t row, const secchi_neighbour_rows *among,
                               size_t among_count, size_t except, uint32_t count, uint32_t *numbers, double *squares);

// d^2 in double precision: equal bits on every CPU.
double secchi_neighbour_square(const secchi_neighbour_rows *x, size_t i, const secchi_neighbour_rows *y, size_t j);

#endif
