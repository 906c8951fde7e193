// SPDX-License-Identifier: Apache-2.0
// The bounds of two blocks of rows, tile by tile: a tile of products is compared with both rows' thresholds while it is in
// the first-level cache, and what passes is noted.
#include <stdlib.h>

#include "compare.h"
#include "half.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = SECCHI_NEIGHBOUR_BLOCK, PANEL = MATRIX_PANEL, STEPS = 384 };

// Four bytes of a panel, whatever is in them.
typedef uint32_t __attribute__((may_alias)) word;

typedef struct {
    size_t tile_rows;
    matrix_tile *tile;
    word *packed;  // the left block, `tile_rows` rows side by side
    float *sums;   // BLOCK * BLOCK, when a row takes several rounds of STEPS
    block_comparison comparison;
} block_work;

static void pack_left(const secchi_neighbour_side *side, size_t first, block_work *work) {
    size_t width = work->tile_rows;
    const word *panels = side->panels;
    size_t rounded = (side->row_count + PANEL - 1) / PANEL * PANEL;
    for (size_t i = 0; i < BLOCK; i++) {
        size_t row = first + i;
        word *to = work->packed + i / width * width * side->depth + i % width;
        const word *from = panels + (row - row % PANEL) * side->depth + row % PANEL;
        for (size_t p = 0; p < side->depth; p++) to[p * width] = row < rounded ? from[p * PANEL] : 0;
    }
}

static void tiles(size_t rows, const secchi_neighbour_side *right, size_t second, size_t columns, int diagonal,
                  block_work *work) {
    size_t depth = right->depth, width = work->tile_rows;
    _Alignas(64) float small[MATRIX_TILE_ROWS_MAX * PANEL];
    for (size_t p = 0; p < depth; p += STEPS) {
        size_t steps = least(STEPS, depth - p);
        int last = p + steps == depth;
        for (size_t j = 0; j < columns; j += PANEL) {
            const word *panel = (const word *)right->panels + (second + j) * depth + p * PANEL;
            right_terms terms = {right->norms + second + j, right->lengths + second + j, right->errors + second + j,
                                 work->comparison.right_limits + j};
            for (size_t i = 0; i < rows; i += width) {
                if (diagonal && j + PANEL <= i) continue;
                const float *a = (const float *)(work->packed + i * depth + p * width);
                float *products = depth > STEPS ? work->sums + i * BLOCK + j * width : small;
                work->tile(a, (const float *)panel, steps, products, PANEL, p > 0, a);
                if (last)
                    comparison_look(&work->comparison, products, i, least(width, rows - i), &terms, j, columns);
            }
        }
    }
}

static int prepare(block_work *work, const secchi_neighbour_side *left) {
    const matrix_instructions *set = matrix_best();
    int half = left->form == SECCHI_NEIGHBOUR_HALF;
    work->tile_rows = half ? HALF_TILE_ROWS : set->rows;
    work->tile = half ? half_tile : set->tile;
    work->packed = malloc(BLOCK * left->depth * sizeof *work->packed + 64);
    work->sums = malloc(BLOCK * BLOCK * sizeof *work->sums);
    return comparison_init(&work->comparison) && work->packed && work->sums;
}

int secchi_neighbour_blocks(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *right,
                            size_t from, size_t to, size_t right_offset, int symmetric, secchi_neighbour_lists *lists) {
    block_work work;
    int ready = prepare(&work, left);
    size_t first = block * BLOCK, rows = least(BLOCK, left->row_count - first);
    if (ready) {
        pack_left(left, first, &work);
        comparison_take_left(&work.comparison, left->norms + first, left->lengths + first, left->errors + first, rows,
                             comparison_rounding(left->depth * (left->form == SECCHI_NEIGHBOUR_HALF ? 2 : 1)));
    }
    for (size_t other = from; ready && other < to; other++) {
        size_t second = other * BLOCK, columns = least(BLOCK, right->row_count - second);
        comparison_begin(&work.comparison, lists, block, rows, other, columns, symmetric);
        tiles(rows, right, second, columns, symmetric && other == block, &work);
        comparison_end(&work.comparison, lists, block, other, right_offset + second, symmetric);
    }
    free(work.packed);
    free(work.sums);
    comparison_free(&work.comparison);
    return ready;
}
