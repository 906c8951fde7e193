// SPDX-License-Identifier: Apache-2.0
// The bounds of two blocks of rows, tile by tile: a tile of products is compared with both rows' thresholds while it is in
// the first-level cache, and what passes is noted.
#include <math.h>
#include <stdlib.h>

#include "../Matrix/tiles.h"
#include "half.h"
#include "lists.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = SECCHI_NEIGHBOUR_BLOCK, PANEL = MATRIX_PANEL, STEPS = 384 };

// Four bytes of a panel, whatever is in them.
typedef uint32_t __attribute__((may_alias)) word;

// A pair within the limit of its left row (1), its right row (2) or both.
typedef struct {
    uint8_t row;
    uint8_t column;
    uint8_t sides;
    float bound;
} hit;

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

typedef struct {
    size_t tile_rows;
    matrix_tile *tile;
    passing_function *passing;
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

static int passing(const float *products, size_t rows, const left_terms *left, const right_terms *right, float *bounds,
                   row_bits *bits) {
    uint32_t found = 0;
    for (size_t i = 0; i < rows; i++) {
        float norm = left->norms[i], by_length = left->by_length[i], by_error = left->by_error[i];
        float limit = left->limits[i];
        bits[i] = (row_bits){0, 0};
        for (size_t j = 0; j < PANEL; j++) {
            float bound = (norm + right->norms[j]) - 2 * products[i * PANEL + j] - by_length * right->lengths[j] -
                          by_error * right->errors[j];
            bounds[i * PANEL + j] = bound;
            bits[i].left |= (uint32_t)(bound <= limit) << j;
            bits[i].right |= (uint32_t)(bound <= right->limits[j]) << j;
        }
        found |= bits[i].left | bits[i].right;
    }
    return found != 0;
}

#if defined(__x86_64__)
typedef struct {
    __m512 norms, lengths, errors, limits;
} right_lanes;

__attribute__((target("avx512f"))) static inline right_lanes take_lanes(const right_terms *right, size_t j) {
    return (right_lanes){_mm512_loadu_ps(right->norms + j), _mm512_loadu_ps(right->lengths + j),
                         _mm512_loadu_ps(right->errors + j), _mm512_loadu_ps(right->limits + j)};
}

// The same bits as `passing`: no step is fused.
__attribute__((target("avx512f"))) static int passing_512(const float *products, size_t rows, const left_terms *left,
                                                          const right_terms *right, float *bounds, row_bits *bits) {
    uint32_t found = 0;
    right_lanes halves[2] = {take_lanes(right, 0), take_lanes(right, 16)};
    for (size_t i = 0; i < rows; i++) {
        __m512 norm = _mm512_set1_ps(left->norms[i]), limit = _mm512_set1_ps(left->limits[i]);
        __m512 by_length = _mm512_set1_ps(left->by_length[i]), by_error = _mm512_set1_ps(left->by_error[i]);
        uint32_t own = 0, other = 0;
#pragma clang loop unroll(full)
        for (int h = 0; h < 2; h++) {
            __m512 product = _mm512_loadu_ps(products + i * PANEL + h * 16);
            __m512 bound = _mm512_sub_ps(_mm512_add_ps(norm, halves[h].norms), _mm512_add_ps(product, product));
            bound = _mm512_sub_ps(bound, _mm512_mul_ps(by_length, halves[h].lengths));
            bound = _mm512_sub_ps(bound, _mm512_mul_ps(by_error, halves[h].errors));
            _mm512_storeu_ps(bounds + i * PANEL + h * 16, bound);
            own |= (uint32_t)_mm512_cmp_ps_mask(bound, limit, _CMP_LE_OQ) << (16 * h);
            other |= (uint32_t)_mm512_cmp_ps_mask(bound, halves[h].limits, _CMP_LE_OQ) << (16 * h);
        }
        bits[i] = (row_bits){own, other};
        found |= own | other;
    }
    return found != 0;
}
#endif

static passing_function *best_passing(void) {
#if defined(__x86_64__)
    if (!strcmp(matrix_best()->name, "AVX-512")) return passing_512;
#endif
    return passing;
}

static inline void note(block_work *work, const float *bounds, row_bits bits, size_t row, size_t column) {
    for (uint32_t any = bits.left | bits.right; any; any &= any - 1) {
        uint32_t j = (uint32_t)__builtin_ctz(any);
        uint8_t sides = (uint8_t)((bits.left >> j & 1) | (bits.right >> j & 1) << 1);
        work->hits[work->hit_count++] = (hit){(uint8_t)row, (uint8_t)(column + j), sides, bounds[j]};
    }
}

// A product of two laid-out rows is wrong by at most errors_i lengths_j + (lengths_i + errors_i) errors_j for bfloat16, and
// by `rounding` times both lengths for the sums.
static void take_left(const secchi_neighbour_side *side, size_t first, size_t count, block_work *work) {
    double steps = (double)side->depth * (side->form == SECCHI_NEIGHBOUR_HALF ? 2 : 1);
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
                row_bits bits[MATRIX_TILE_ROWS_MAX];
                size_t height = least(width, rows - i);
                if (!work->passing(products, height, &about, &terms, bounds, bits)) continue;
                uint32_t there = columns - j < PANEL ? (1u << (columns - j)) - 1 : UINT32_MAX;
                for (size_t r = 0; r < height; r++) {
                    note(work, bounds + r * PANEL, (row_bits){bits[r].left & there, bits[r].right & there}, i + r, j);
                }
            }
        }
    }
}

static void add_hits(const block_work *work, secchi_neighbour_lists *lists, size_t block, uint32_t number, int of_left) {
    list_lock(lists, block);
    for (size_t h = 0; h < work->hit_count; h++) {
        hit found = work->hits[h];
        if (!(found.sides & (of_left ? 1 : 2))) continue;
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
    int half = left->form == SECCHI_NEIGHBOUR_HALF;
    work->tile_rows = half ? HALF_TILE_ROWS : set->rows;
    work->tile = half ? half_tile : set->tile;
    work->passing = best_passing();
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
