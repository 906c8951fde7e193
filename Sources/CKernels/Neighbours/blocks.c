// SPDX-License-Identifier: Apache-2.0
// The bounds of two blocks of rows, tile by tile: a tile of products is compared with both rows' thresholds while it is in
// the first-level cache, and what passes is noted.
#include <math.h>
#include <stdlib.h>

#include "../Matrix/tiles.h"
#include "half.h"
#include "lists.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = SECCHI_NEIGHBOUR_BLOCK, PANEL = MATRIX_PANEL, STEPS = 384 };

// Four bytes of a panel, whatever is in them.
typedef uint32_t __attribute__((may_alias)) word;

typedef struct {
    uint16_t row;
    uint16_t column;
    float bound;
} hit;

typedef struct {
    size_t tile_rows;
    matrix_tile *tile;
    word *packed;          // the left block, `tile_rows` rows side by side
    float *sums;           // BLOCK * BLOCK, when a row takes several rounds of STEPS
    hit *hits;             // BLOCK * BLOCK
    size_t hit_count;
    // The left rows' side of the bounds, and both sides' limits.
    float norms[BLOCK], by_length[BLOCK], by_error[BLOCK], left_limits[BLOCK], right_limits[BLOCK];
} block_work;

static inline size_t least(size_t a, size_t b) { return a < b ? a : b; }

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

// What a tile is compared with, for its rows and for its columns.
typedef struct {
    const float *norms, *by_length, *by_error, *limits;
} left_terms;

typedef struct {
    const float *norms, *lengths, *errors, *limits;
} right_terms;

// The bounds of a tile, and the rows (as bits) where one is at most its row's or its column's limit.
SECCHI_CLONES
static uint32_t passing(const float *products, size_t rows, const left_terms *left, const right_terms *right,
                        float *bounds) {
    uint32_t found = 0;
    for (size_t i = 0; i < rows; i++) {
        float norm = left->norms[i], by_length = left->by_length[i], by_error = left->by_error[i];
        float limit = left->limits[i];
        uint32_t any = 0;
        for (size_t j = 0; j < PANEL; j++) {
            float bound = (norm + right->norms[j]) - 2 * products[i * PANEL + j] - by_length * right->lengths[j] -
                          by_error * right->errors[j];
            bounds[i * PANEL + j] = bound;
            float most = limit > right->limits[j] ? limit : right->limits[j];
            any |= (uint32_t)(bound <= most);
        }
        found |= any << i;
    }
    return found;
}

static void note(block_work *work, const float *bounds, float row_limit, const float *limits, size_t row, size_t column,
                 size_t count) {
    for (size_t j = 0; j < count; j++) {
        if (bounds[j] <= row_limit || bounds[j] <= limits[j]) {
            work->hits[work->hit_count++] = (hit){(uint16_t)row, (uint16_t)(column + j), bounds[j]};
        }
    }
}

// A product of two laid-out rows is wrong by at most errors_i lengths_j + (lengths_i + errors_i) errors_j for bfloat16, and
// by `rounding` times both lengths for the sums.
static void take_left(const secchi_neighbour_side *side, size_t first, size_t count, block_work *work) {
    double steps = (double)side->depth * (side->half ? 2 : 1);
    double rounding = steps * 0x1p-24 / (1 - steps * 0x1p-24) * 1.02;
    for (size_t i = 0; i < count; i++) {
        double length = side->lengths[first + i], error = side->errors[first + i];
        work->norms[i] = side->norms[first + i];
        work->by_length[i] = (float)(2.000001 * (error + rounding * length));
        work->by_error[i] = (float)(2.000001 * (length + error));
    }
}

static void take_limits(secchi_neighbour_lists *lists, size_t block, float *limits, size_t rows) {
    list_lock(lists, block);
    memcpy(limits, lists->thresholds + block * BLOCK, rows * sizeof *limits);
    list_unlock(lists, block);
}

static void tiles(size_t rows, const secchi_neighbour_side *right,
                  size_t second, size_t columns, int diagonal, block_work *work) {
    size_t depth = right->depth, width = work->tile_rows;
    _Alignas(64) float small[MATRIX_TILE_ROWS_MAX * PANEL], bounds[MATRIX_TILE_ROWS_MAX * PANEL];
    for (size_t p = 0; p < depth; p += STEPS) {
        size_t steps = least(STEPS, depth - p);
        int last = p + steps == depth;
        for (size_t j = 0; j < columns; j += PANEL) {
            const word *panel = (const word *)right->panels + (second + j) * depth + p * PANEL;
            right_terms terms = {right->norms + second + j, right->lengths + second + j, right->errors + second + j,
                                 work->right_limits + j};
            for (size_t i = 0; i < rows; i += width) {
                if (diagonal && j + PANEL <= i) continue;
                const float *a = (const float *)(work->packed + i * depth + p * width);
                float *products = depth > STEPS ? work->sums + i * BLOCK + j * width : small;
                work->tile(a, (const float *)panel, steps, products, PANEL, p > 0);
                if (!last) continue;
                left_terms about = {work->norms + i, work->by_length + i, work->by_error + i, work->left_limits + i};
                uint32_t found = passing(products, least(width, rows - i), &about, &terms, bounds);
                for (; found; found &= found - 1) {
                    size_t r = (size_t)__builtin_ctz(found);
                    note(work, bounds + r * PANEL, about.limits[r], terms.limits, i + r, j, least(PANEL, columns - j));
                }
            }
        }
    }
}

static void add_hits(const block_work *work, secchi_neighbour_lists *lists, size_t block, uint32_t number, int of_left) {
    list_lock(lists, block);
    for (size_t h = 0; h < work->hit_count; h++) {
        hit found = work->hits[h];
        size_t row = of_left ? found.row : found.column, other = of_left ? found.column : found.row;
        list_add(lists, block * BLOCK + row, found.bound, number + (uint32_t)other);
    }
    list_unlock(lists, block);
}

// In the block itself the pairs right of the diagonal.
static void drop_lower_half(block_work *work) {
    size_t kept = 0;
    for (size_t h = 0; h < work->hit_count; h++) {
        if (work->hits[h].column > work->hits[h].row) work->hits[kept++] = work->hits[h];
    }
    work->hit_count = kept;
}

static int prepare(block_work *work, const secchi_neighbour_side *left) {
    const matrix_instructions *set = matrix_best();
    work->tile_rows = left->half ? HALF_TILE_ROWS : set->rows;
    work->tile = left->half ? half_tile : set->tile;
    work->packed = malloc(BLOCK * left->depth * sizeof *work->packed + 64);
    work->sums = malloc(BLOCK * BLOCK * sizeof *work->sums);
    work->hits = malloc(BLOCK * BLOCK * sizeof *work->hits);
    return work->packed && work->sums && work->hits;
}

int secchi_neighbour_blocks(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *right,
                            size_t from, size_t to, size_t right_offset, int symmetric, secchi_neighbour_lists *lists) {
    block_work work;
    int ready = prepare(&work, left);
    size_t first = block * BLOCK, rows = least(BLOCK, left->row_count - first);
    if (ready) {
        pack_left(left, first, &work);
        take_left(left, first, rows, &work);
    }
    for (size_t other = from; ready && other < to; other++) {
        size_t second = other * BLOCK, columns = least(BLOCK, right->row_count - second);
        for (size_t j = 0; j < BLOCK; j++) work.right_limits[j] = -INFINITY;
        take_limits(lists, block, work.left_limits, rows);
        if (symmetric && other != block) take_limits(lists, other, work.right_limits, columns);
        if (symmetric && other == block) memcpy(work.right_limits, work.left_limits, columns * sizeof(float));
        work.hit_count = 0;
        tiles(rows, right, second, columns, symmetric && other == block, &work);
        if (symmetric && other == block) drop_lower_half(&work);
        add_hits(&work, lists, block, (uint32_t)(right_offset + second), 1);
        if (symmetric) add_hits(&work, lists, other, (uint32_t)first, 0);
    }
    free(work.packed);
    free(work.sums);
    free(work.hits);
    return ready;
}
