// SPDX-License-Identifier: Apache-2.0
// The left side of tiles of bytes, and limits to begin with: how far a sample of the rows is.
#include <math.h>
#include <stdlib.h>

#include "bytes.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = BYTE_BLOCK, PANEL = MATRIX_PANEL, ROWS = BYTE_TILE_ROWS };

static inline size_t least_of(size_t a, size_t b) { return a < b ? a : b; }

// Bytes of the left side are moved up by 128: the instruction takes those without a sign. A product of two rows is wrong by
// at most errors_i lengths_j + (lengths_i + errors_i) errors_j.
int byte_take_left(byte_left *left, const secchi_neighbour_side *side, size_t first, size_t rows) {
    size_t depth = side->depth;
    left->packed = malloc(BLOCK * depth * sizeof *left->packed + 64);
    if (!left->packed) return 0;
    const uint32_t *panels = side->panels;
    for (size_t i = 0; i < BLOCK; i++) {
        size_t row = first + i;
        uint32_t *to = left->packed + i / ROWS * ROWS * depth + i % ROWS;
        const uint32_t *from = panels + (row - row % PANEL) * depth + row % PANEL;
        for (size_t p = 0; p < depth; p++) to[p * ROWS] = i < rows ? from[p * PANEL] ^ 0x80808080u : 0;
    }
    for (size_t i = 0; i < rows; i++) {
        double length = side->lengths[first + i], error = side->errors[first + i];
        left->norms[i] = side->norms[first + i];
        left->steps[i] = 2 * side->steps[first + i];
        left->by_length[i] = (float)(2.000001 * error);
        left->by_error[i] = (float)(2.000001 * (length + error));
    }
    return 1;
}

int secchi_neighbour_byte_limits(const secchi_neighbour_side *left, size_t block, const secchi_neighbour_side *sample,
                                 uint32_t rank, float *limits) {
    size_t first = block * BLOCK, rows = least_of(BLOCK, left->row_count - first), depth = left->depth;
    byte_left terms;
    if (!byte_take_left(&terms, left, first, rows)) return 0;
    float found[BLOCK][BYTE_RANK_MOST];
    for (size_t i = 0; i < BLOCK; i++) {
        for (uint32_t r = 0; r < BYTE_RANK_MOST; r++) found[i][r] = r < rank ? INFINITY : -INFINITY;
    }
    _Alignas(64) int32_t sums[ROWS * PANEL];
    for (size_t j = 0; j < sample->row_count; j += PANEL) {
        size_t columns = least_of(PANEL, sample->row_count - j);
        uint32_t there = columns < PANEL ? (1u << columns) - 1 : UINT32_MAX;
        byte_columns right = {sample->norms + j, sample->steps + j, sample->lengths + j, sample->errors + j, NULL};
        for (size_t i = 0; i < rows; i += ROWS) {
            byte_rows about = {terms.norms + i, terms.steps + i, terms.by_length + i, terms.by_error + i, NULL};
            const uint32_t *panel = (const uint32_t *)sample->panels + j * depth;
            byte_tile(terms.packed + i * depth, panel, depth, sample->shifts + j, sums, 0);
            byte_least(sums, least_of(ROWS, rows - i), &about, &right, there, found[i]);
        }
    }
    for (size_t i = 0; i < rows; i++) {
        float most = -INFINITY;
        for (uint32_t r = 0; r < rank; r++) most = found[i][r] > most ? found[i][r] : most;
        limits[first + i] = most;
    }
    free(terms.packed);
    return 1;
}
