// SPDX-License-Identifier: Apache-2.0
// The bounds of two blocks of rows from Strassen's products.
#include <stdlib.h>

#include "../compare.h"
#include "strassen.h"

#pragma STDC FP_CONTRACT OFF

enum {
    PARTS = STRASSEN_PARTS,
    ROWS = STRASSEN_ROWS,
    WHOLE = SECCHI_NEIGHBOUR_STRASSEN_BLOCK,
    HALF = WHOLE / 2,
    BLOCK = SECCHI_NEIGHBOUR_BLOCK,
    PANEL = MATRIX_PANEL,
    STEPS = 384,
};

// What a call works on; behind it `packed`.
typedef struct {
    _Alignas(64) float sums[WHOLE * WHOLE];
    float half[HALF * HALF];                      // one of the seven products of halves
    float product[ROWS * ROWS];                   // one of the seven that make it
    strassen_rows taken;                          // the left rows
    double lengths[STRASSEN_PRODUCTS * ROWS];
    strassen_product products[STRASSEN_PRODUCTS];
    int is_nothing[STRASSEN_PRODUCTS];            // where the left rows' sum is 0
    block_comparison comparisons[WHOLE / BLOCK];  // one for each block of left rows
    const matrix_instructions *set;
    size_t quarter;
    float *packed;                                // the left rows' sums, a tile's rows side by side
    float *values;                                // of the left rows
} strassen_work;

size_t secchi_neighbour_strassen_bytes(const secchi_neighbour_side *side) {
    size_t quarter = side->depth / PARTS;
    return sizeof(strassen_work) + (STRASSEN_PRODUCTS + PARTS * PARTS) * ROWS * quarter * sizeof(float);
}

static size_t rows_of(const secchi_neighbour_side *side, size_t first) {
    return first < side->row_count ? least(BLOCK, side->row_count - first) : 0;
}

static int pack_left(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout,
                     const secchi_neighbour_side *side, size_t first, strassen_work *work) {
    size_t count = least(WHOLE, side->row_count - first), size = ROWS * work->quarter;
    if (!strassen_take(rows, layout, first, count, work->values, &work->taken)) return 0;
    for (size_t k = 0; k < STRASSEN_PRODUCTS; k++) {
        double *lengths = work->lengths + k * ROWS;
        strassen_add(&work->taken, work->products[k].left, work->set->rows, work->packed + k * size, lengths);
        work->is_nothing[k] = 1;
        for (size_t i = 0; i < ROWS; i++) work->is_nothing[k] &= lengths[i] == 0;
    }
    float growth[WHOLE];
    strassen_growth(work->products, 1, work->lengths, &work->taken, growth);
    double rounding = comparison_rounding(strassen_steps(work->quarter));
    for (size_t start = 0; start < WHOLE; start += BLOCK)
        comparison_take_left(&work->comparisons[start / BLOCK], work->taken.norms + start, growth + start,
                             side->errors + first + start, BLOCK, rounding);
    return 1;
}

// Values of the product of two sums, a round of its steps at a time.
typedef struct {
    const float *left, *right;
    size_t start, steps;
} strassen_round;

// What to fetch while a tile is multiplied: by turns of the panel of columns that comes next, and of the left rows of the next
// round.
static const float *soon(const strassen_round *now, const strassen_round *next, size_t column, size_t row,
                         const strassen_work *work) {
    size_t width = work->set->rows, quarter = work->quarter, turn = row / width, turns = ROWS / width;
    if (turn % 2) {
        size_t values = (column / PANEL * turns + turn) / 2 * next->steps * MATRIX_FETCHED % (ROWS * next->steps);
        size_t tile = values / (width * next->steps);
        return next->left + tile * width * quarter + next->start * width + values % (width * next->steps);
    }
    int is_last = column + PANEL == ROWS;
    const strassen_round *from = is_last ? next : now;
    const float *panel = from->right + (is_last ? 0 : column + PANEL) * quarter + from->start * PANEL;
    return panel + turn / 2 * from->steps * MATRIX_FETCHED % (from->steps * PANEL);
}

static void multiply_round(const strassen_round *now, const strassen_round *next, strassen_work *work) {
    size_t quarter = work->quarter, width = work->set->rows;
    for (size_t j = 0; j < ROWS; j += PANEL) {
        const float *b = now->right + j * quarter + now->start * PANEL;
        for (size_t i = 0; i < ROWS; i += width) {
            const float *a = now->left + i * quarter + now->start * width;
            work->set->tile(a, b, now->steps, work->product + i * ROWS + j, ROWS, now->start > 0,
                            soon(now, next, j, i, work));
        }
    }
}

// The product number k; number k + 1 comes next.
static void multiply(const float *right, size_t k, strassen_work *work) {
    size_t quarter = work->quarter, size = ROWS * quarter, after = k + 1 < STRASSEN_PRODUCTS ? k + 1 : 0;
    size_t rounds = (quarter + STEPS - 1) / STEPS, most = (quarter + rounds - 1) / rounds;
    strassen_round now = {work->packed + k * size, right + k * size, 0, most};
    while (now.start < quarter) {
        strassen_round next = {now.left, now.right, now.start + most, least(most, quarter - now.start - most)};
        if (now.start + most >= quarter)
            next = (strassen_round){work->packed + after * size, right + (k + 1) * size, 0, most};
        multiply_round(&now, &next, work);
        if (next.start == 0) return;
        now = next;
    }
}

// Adds a square to one that is part of a greater one.
SECCHI_CLONES
static void add_square(const float *square, size_t size, float sign, float *sums, size_t stride) {
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++) sums[i * stride + j] += sign * square[i * size + j];
}

// Adds a square to the quarters of another that is twice as wide.
static void add_to_quarters(const float *square, size_t size, const strassen_halves signs, float *sums) {
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < 2; j++)
            if (signs[i][j]) add_square(square, size, signs[i][j], sums + (i * 2 * size + j) * size, 2 * size);
}

// The products of all pairs of rows of two blocks.
static void multiply_blocks(const float *right, strassen_work *work) {
    memset(work->sums, 0, sizeof work->sums);
    for (size_t outer = 0; outer < 7; outer++) {
        memset(work->half, 0, sizeof work->half);
        for (size_t inner = 0; inner < 7; inner++) {
            size_t k = outer * 7 + inner;
            if (work->is_nothing[k]) continue;
            multiply(right, k, work);
            add_to_quarters(work->product, ROWS, strassen_seven[inner].sum, work->half);
        }
        add_to_quarters(work->half, HALF, strassen_seven[outer].sum, work->sums);
    }
}

SECCHI_CLONES
static void scale_tile(const float *sums, const float *left_scales, const float *right_scales, float *tile) {
    for (size_t i = 0; i < MATRIX_TILE_ROWS_MAX; i++)
        for (size_t j = 0; j < PANEL; j++)
            tile[i * PANEL + j] = sums[i * WHOLE + j] * left_scales[i] * right_scales[j];
}

static void compare(const secchi_neighbour_side *side, size_t left, size_t right, secchi_neighbour_lists *lists,
                    strassen_work *work) {
    size_t rows = rows_of(side, left), columns = rows_of(side, right), upper = left % WHOLE, start = right % WHOLE;
    if (!rows || !columns) return;
    block_comparison *comparison = &work->comparisons[upper / BLOCK];
    comparison_begin(comparison, lists, left / BLOCK, rows, right / BLOCK, columns, 1);
    for (size_t j = 0; j < columns; j += PANEL) {
        right_terms terms = {side->norms + right + j, side->lengths + right + j, side->errors + right + j,
                             comparison->right_limits + j};
        for (size_t i = 0; i < rows; i += MATRIX_TILE_ROWS_MAX) {
            if (left == right && j + PANEL <= i) continue;
            _Alignas(64) float tile[MATRIX_TILE_ROWS_MAX * PANEL];
            scale_tile(work->sums + (upper + i) * WHOLE + start + j, work->taken.scales + upper + i,
                       side->steps + right + j, tile);
            comparison_look(comparison, tile, i, least(MATRIX_TILE_ROWS_MAX, rows - i), &terms, j, columns);
        }
    }
    comparison_end(comparison, lists, left / BLOCK, right / BLOCK, right, 1);
}

static int prepare(strassen_work *work, const secchi_neighbour_side *side) {
    work->set = matrix_best();
    work->quarter = side->depth / PARTS;
    work->packed = (float *)(work + 1);
    work->values = work->packed + STRASSEN_PRODUCTS * ROWS * work->quarter;
    strassen_products(work->products);
    int ready = 1;
    for (size_t i = 0; i < WHOLE / BLOCK; i++) ready &= comparison_init(&work->comparisons[i]);
    return ready;
}

int secchi_neighbour_strassen_blocks(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout,
                                     const secchi_neighbour_side *side, size_t block, size_t from, size_t to,
                                     secchi_neighbour_lists *lists, void *memory) {
    strassen_work *work = memory;
    size_t first = block * WHOLE, size = ROWS * (side->depth / PARTS);
    int ready = prepare(work, side) && pack_left(rows, layout, side, first, work);
    for (size_t other = from; ready && other < to; other++) {
        size_t second = other * WHOLE;
        multiply_blocks((const float *)side->panels + other * STRASSEN_PRODUCTS * size, work);
        for (size_t left = first; left < first + WHOLE; left += BLOCK) {
            for (size_t right = second; right < second + WHOLE; right += BLOCK) {
                if (block != other || left <= right) compare(side, left, right, lists, work);
            }
        }
    }
    for (size_t i = 0; i < WHOLE / BLOCK; i++) comparison_free(&work->comparisons[i]);
    return ready;
}
