// SPDX-License-Identifier: Apache-2.0
// Two blocks of rows by products of bytes: what a tile's bounds let pass is measured, and goes into the lists.
#include <math.h>
#include <stdlib.h>

#include "bytes.h"
#include "../lists.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = SECCHI_NEIGHBOUR_BLOCK, PANEL = MATRIX_PANEL, ROWS = BYTE_TILE_ROWS, STEPS = 384 };

typedef struct {
    uint8_t row;
    uint8_t column;
    float bound;
} hit;

typedef struct {
    const secchi_neighbour_side *left, *right;
    size_t first, second;      // rows of the left and the right side
    size_t rows, columns;      // of the two blocks
    int symmetric, diagonal;
    uint32_t left_number, right_number;  // of their first rows, in the lists
    secchi_neighbour_lists *lists;
    byte_left terms;           // of the left block
    int32_t *sums;             // BLOCK * BLOCK, when a row takes several rounds of STEPS
    hit *hits;                 // BLOCK * BLOCK
    size_t hit_count;
    float left_limits[BLOCK], right_limits[BLOCK];
} byte_work;

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void copy_limits(const byte_work *work, uint32_t number, float *limits, size_t rows) {
    list_lock(work->lists, number / BLOCK);
    memcpy(limits, work->lists->thresholds + number, rows * sizeof *limits);
    list_unlock(work->lists, number / BLOCK);
}

static void take_limits(byte_work *work) {
    for (size_t j = 0; j < BLOCK; j++) work->right_limits[j] = -INFINITY;
    copy_limits(work, work->left_number, work->left_limits, work->rows);
    if (work->symmetric) copy_limits(work, work->right_number, work->right_limits, work->columns);
}

// As the bounds of a tile, by words.
static float fine_bound(const byte_work *work, size_t row, size_t column) {
    const secchi_neighbour_side *x = work->left, *y = work->right;
    size_t i = work->first + row, j = work->second + column, count = secchi_neighbour_words(x->depth);
    double sum = (double)byte_word_product(x->words + i * count, y->words + j * count, count);
    double x_length = (double)x->lengths[i] + (double)x->fine_errors[i];
    double y_length = (double)y->lengths[j] + (double)y->fine_errors[j];
    double product = (double)x->steps[i] * (double)y->steps[j] * 0x1p-16 * sum;
    double error = (double)x->fine_errors[i] * y_length + x_length * (double)y->fine_errors[j] +
                   BYTE_WORD_ROUNDING(count) * x_length * y_length;
    return (float)((double)x->norms[i] + (double)y->norms[j] - 2 * (product + error));
}

static void add_hits(const byte_work *work, uint32_t to, uint32_t number, int of_left) {
    list_lock(work->lists, to / BLOCK);
    for (size_t h = 0; h < work->hit_count; h++) {
        hit found = work->hits[h];
        size_t row = of_left ? found.row : found.column, other = of_left ? found.column : found.row;
        list_add(work->lists, to + row, found.bound, number + (uint32_t)other);
    }
    list_unlock(work->lists, to / BLOCK);
}

// Takes what passed and is still within a limit, bounded again. A pair's bound is the greater of both, whichever limits it
// met, so it does not depend on the order.
static void settle(byte_work *work) {
    if (work->hit_count == 0) return;
    take_limits(work);
    size_t kept = 0;
    for (size_t h = 0; h < work->hit_count; h++) {
        hit found = work->hits[h];
        float left = work->left_limits[found.row], right = work->right_limits[found.column];
        if (found.bound > (left > right ? left : right)) continue;
        float bound = fine_bound(work, found.row, found.column);
        found.bound = bound > found.bound ? bound : found.bound;
        work->hits[kept++] = found;
    }
    work->hit_count = kept;
    add_hits(work, work->left_number, work->right_number, 1);
    if (work->symmetric) add_hits(work, work->right_number, work->left_number, 0);
    work->hit_count = 0;
}

// Notes what passes of a tile of `sums`, whose first row and column are i and j.
static void note(byte_work *work, const int32_t *sums, size_t i, size_t j) {
    const secchi_neighbour_side *side = work->right;
    size_t at = work->second + j, height = least(ROWS, work->rows - i);
    const byte_left *terms = &work->terms;
    byte_rows left = {terms->norms + i, terms->steps + i, terms->by_length + i, terms->by_error + i,
                      work->left_limits + i};
    byte_columns right = {side->norms + at, side->steps + at, side->lengths + at, side->errors + at,
                          work->right_limits + j};
    uint32_t bits[ROWS];
    if (!byte_passing(sums, height, &left, &right, bits)) return;
    uint32_t there = work->columns - j < PANEL ? (1u << (work->columns - j)) - 1 : UINT32_MAX;
    for (size_t r = 0; r < height; r++) {
        for (uint32_t any = bits[r] & there; any; any &= any - 1) {
            size_t column = (size_t)__builtin_ctz(any);
            if (work->diagonal && j + column <= i + r) continue;
            float bound = byte_bound(sums[r * PANEL + column], &left, r, &right, column);
            work->hits[work->hit_count++] = (hit){(uint8_t)(i + r), (uint8_t)(j + column), bound};
        }
    }
}

// Some of the columns' words are needed soon: two rows for each tile of a panel.
static inline void fetch_words(const secchi_neighbour_side *side, size_t row) {
    size_t size = secchi_neighbour_words(side->depth) * sizeof *side->words;
    if (size > 2048 || row + 2 > side->row_count) return;
    const char *words = (const char *)side->words + row * size;
    for (size_t p = 0; p < 2 * size; p += 64) __builtin_prefetch(words + p);
}

static void tiles(byte_work *work) {
    const secchi_neighbour_side *side = work->right;
    size_t depth = side->depth;
    _Alignas(64) int32_t small[ROWS * PANEL];
    for (size_t p = 0; p < depth; p += STEPS) {
        size_t steps = least(STEPS, depth - p);
        for (size_t j = 0; j < work->columns; j += PANEL) {
            const uint32_t *panel = (const uint32_t *)side->panels + (work->second + j) * depth + p * PANEL;
            for (size_t i = 0; i < work->rows; i += ROWS) {
                if (work->diagonal && j + PANEL <= i) continue;
                fetch_words(side, work->second + j + i / ROWS * 2);
                int32_t *sums = depth > STEPS ? work->sums + i * BLOCK + j * ROWS : small;
                const uint32_t *a = work->terms.packed + i * depth + p * ROWS;
                byte_tile(a, panel, steps, side->shifts + work->second + j, sums, p > 0);
                if (p + steps == depth) note(work, sums, i, j);
            }
            if (p + steps == depth) settle(work);
        }
    }
}

static int prepare(byte_work *work) {
    int packed = byte_take_left(&work->terms, work->left, work->first, work->rows);
    work->sums = malloc(BLOCK * BLOCK * sizeof *work->sums);
    work->hits = malloc(BLOCK * BLOCK * sizeof *work->hits);
    return packed && work->sums && work->hits;
}

int secchi_neighbour_byte_blocks(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *right,
                                 size_t from, size_t to, size_t right_offset, int symmetric,
                                 secchi_neighbour_lists *lists) {
    byte_work work = {.left = left, .right = right, .first = block * BLOCK, .symmetric = symmetric, .lists = lists};
    work.rows = least(BLOCK, left->row_count - work.first);
    work.left_number = (uint32_t)work.first;
    int ready = prepare(&work);
    for (size_t other = from; ready && other < to; other++) {
        work.second = other * BLOCK;
        work.columns = least(BLOCK, right->row_count - work.second);
        work.right_number = (uint32_t)(right_offset + work.second);
        work.diagonal = symmetric && other == block;
        take_limits(&work);
        tiles(&work);
    }
    free(work.terms.packed);
    free(work.sums);
    free(work.hits);
    return ready;
}
