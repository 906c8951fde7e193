// SPDX-License-Identifier: Apache-2.0
#include "compare.h"

#include <math.h>
#include <stdlib.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = SECCHI_NEIGHBOUR_BLOCK, PANEL = MATRIX_PANEL };

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

double comparison_rounding(size_t steps) {
    double lost = (double)steps * 0x1p-24;
    return lost / (1 - lost) * 1.02;
}

int comparison_init(block_comparison *comparison) {
    comparison->passing = best_passing();
    comparison->hits = malloc(BLOCK * BLOCK * sizeof *comparison->hits);
    return comparison->hits != NULL;
}

void comparison_free(block_comparison *comparison) { free(comparison->hits); }

void comparison_take_left(block_comparison *comparison, const float *norms, const float *lengths, const float *errors,
                          size_t count, double rounding) {
    for (size_t i = 0; i < count; i++) {
        double length = lengths[i], error = errors[i];
        comparison->norms[i] = norms[i];
        comparison->by_length[i] = (float)(2.000001 * (error + rounding * length));
        comparison->by_error[i] = (float)(2.000001 * (length + error));
    }
}

static void take_limits(secchi_neighbour_lists *lists, size_t block, float *limits, size_t rows) {
    list_lock(lists, block);
    memcpy(limits, lists->thresholds + block * BLOCK, rows * sizeof *limits);
    list_unlock(lists, block);
}

void comparison_begin(block_comparison *comparison, secchi_neighbour_lists *lists, size_t left_block, size_t rows,
                      size_t right_block, size_t columns, int symmetric) {
    comparison->hit_count = 0;
    for (size_t j = 0; j < BLOCK; j++) comparison->right_limits[j] = -INFINITY;
    take_limits(lists, left_block, comparison->left_limits, rows);
    if (symmetric && right_block == left_block)
        memcpy(comparison->right_limits, comparison->left_limits, columns * sizeof(float));
    else if (symmetric)
        take_limits(lists, right_block, comparison->right_limits, columns);
}

static inline void note(block_comparison *comparison, const float *bounds, row_bits bits, size_t row, size_t column) {
    for (uint32_t any = bits.left | bits.right; any; any &= any - 1) {
        uint32_t j = (uint32_t)__builtin_ctz(any);
        uint8_t sides = (uint8_t)((bits.left >> j & 1) | (bits.right >> j & 1) << 1);
        comparison->hits[comparison->hit_count++] =
            (neighbour_hit){(uint8_t)row, (uint8_t)(column + j), sides, bounds[j]};
    }
}

void comparison_look(block_comparison *comparison, const float *products, size_t row, size_t height,
                     const right_terms *right, size_t column, size_t columns) {
    _Alignas(64) float bounds[MATRIX_TILE_ROWS_MAX * PANEL];
    row_bits bits[MATRIX_TILE_ROWS_MAX];
    left_terms left = {comparison->norms + row, comparison->by_length + row, comparison->by_error + row,
                       comparison->left_limits + row};
    if (!comparison->passing(products, height, &left, right, bounds, bits)) return;
    uint32_t there = columns - column < PANEL ? (1u << (columns - column)) - 1 : UINT32_MAX;
    for (size_t r = 0; r < height; r++) {
        row_bits seen = {bits[r].left & there, bits[r].right & there};
        note(comparison, bounds + r * PANEL, seen, row + r, column);
    }
}

// In the block itself the pairs right of the diagonal.
static void drop_lower_half(block_comparison *comparison) {
    size_t kept = 0;
    for (size_t h = 0; h < comparison->hit_count; h++) {
        if (comparison->hits[h].column > comparison->hits[h].row) comparison->hits[kept++] = comparison->hits[h];
    }
    comparison->hit_count = kept;
}

static void add_hits(const block_comparison *comparison, secchi_neighbour_lists *lists, size_t block, uint32_t number,
                     int of_left) {
    list_lock(lists, block);
    for (size_t h = 0; h < comparison->hit_count; h++) {
        neighbour_hit found = comparison->hits[h];
        if (!(found.sides & (of_left ? 1 : 2))) continue;
        size_t row = of_left ? found.row : found.column, other = of_left ? found.column : found.row;
        list_add(lists, block * BLOCK + row, found.bound, number + (uint32_t)other);
    }
    list_unlock(lists, block);
}

void comparison_end(block_comparison *comparison, secchi_neighbour_lists *lists, size_t left_block, size_t right_block,
                    size_t right_first, int symmetric) {
    if (symmetric && left_block == right_block) drop_lower_half(comparison);
    add_hits(comparison, lists, left_block, (uint32_t)right_first, 1);
    if (symmetric) add_hits(comparison, lists, right_block, (uint32_t)(left_block * BLOCK), 0);
}
