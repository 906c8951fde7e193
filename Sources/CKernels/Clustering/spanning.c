// SPDX-License-Identifier: Apache-2.0
// Prim 1957, doi:10.1002/j.1538-7305.1957.tb01515.x. Squared distances in single precision sort out the many rows that
// cannot have come nearer to the tree; the rest is computed in double precision.
#include "spanning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = 64 };

// Rows that are not in the tree yet.
typedef struct {
    size_t outside;      // how many
    size_t stride;       // places, a multiple of BLOCK
    float *blocks;       // of 64 rows the first column, the second, and so on; then the next 64 rows
    uint32_t *numbers;   // which row stands where
    float *nearest;      // the distance of each to the tree
    float *limits;       // its square, or infinity
    uint32_t *hooks;     // to which row of the tree
} tree_side;

// The first value of a row; the next are BLOCK apart.
static float *value_place(const tree_side *side, size_t column_count, size_t at) {
    return side->blocks + at / BLOCK * BLOCK * column_count + at % BLOCK;
}

static int begin(tree_side *side, const secchi_spanning_rows *rows, size_t first, size_t count) {
    side->outside = count;
    size_t stride = side->stride = (count + BLOCK - 1) / BLOCK * BLOCK;
    // No rows, no memory; one place more keeps the sizes above 0.
    side->blocks = calloc(stride * rows->column_count + 1, sizeof(float));
    side->numbers = calloc(stride + 1, sizeof(uint32_t));
    side->nearest = calloc(stride + 1, sizeof(float));
    side->limits = calloc(stride + 1, sizeof(float));
    side->hooks = calloc(stride + 1, sizeof(uint32_t));
    if (!side->blocks || !side->numbers || !side->nearest || !side->limits || !side->hooks) return 0;
    for (size_t i = 0; i < count; i++) {
        const float *row = rows->values + (first + i) * rows->column_count;
        float *place = value_place(side, rows->column_count, i);
        for (size_t column = 0; column < rows->column_count; column++) place[column * BLOCK] = row[column];
    }
    for (size_t i = 0; i < stride; i++) {
        side->numbers[i] = i < count ? (uint32_t)(first + i) : UINT32_MAX;
        side->nearest[i] = side->limits[i] = INFINITY;
    }
    return 1;
}

static void end(tree_side *side) {
    free(side->blocks);
    free(side->numbers);
    free(side->nearest);
    free(side->limits);
    free(side->hooks);
}


static float exact_distance(const float *x, const float *y, size_t count) {
    double sum = 0;
    for (size_t p = 0; p < count; p++) {
        double difference = (double)x[p] - (double)y[p];
        sum += difference * difference;
    }
    return (float)sqrt(sum);
}

// Squared distances of 64 rows outside the tree from one row.
SECCHI_CLONES
static void block_squares(const float *columns, const float *row, size_t count, float *squares) {
    float sums[BLOCK] = {0};
    for (size_t p = 0; p < count; p++) {
        const float *column = columns + p * BLOCK;
        float value = row[p];
        for (size_t i = 0; i < BLOCK; i++) {
            float difference = column[i] - value;
            sums[i] += difference * difference;
        }
    }
    memcpy(squares, sums, sizeof sums);
}

// Which of 64 may have come nearer.
SECCHI_CLONES
static uint64_t below(const float *squares, const float *limits, float share) {
    uint8_t flags[BLOCK];
    for (size_t i = 0; i < BLOCK; i++) flags[i] = !(squares[i] * share > limits[i]);
    uint64_t mask = 0;
    for (size_t i = 0; i < BLOCK; i++) mask |= (uint64_t)flags[i] << i;
    return mask;
}

SECCHI_CLONES
static float least_of(const float *values, size_t count) {
    typedef float lanes __attribute__((vector_size(64), aligned(4)));
    typedef int32_t mask __attribute__((vector_size(64)));
    lanes least = *(const lanes *)values;
    for (size_t i = 16; i < count; i += 16) {
        lanes next = *(const lanes *)(values + i);
        mask smaller = next < least;
        least = (lanes)(((mask)next & smaller) | ((mask)least & ~smaller));
    }
    float result = least[0];
    for (int i = 1; i < 16; i++) result = least[i] < result ? least[i] : result;
    return result;
}

// What a row new in the tree brings nearer.
static void update(tree_side *side, const secchi_spanning_rows *rows, uint32_t newest, float share) {
    size_t columns = rows->column_count;
    const float *row = rows->values + newest * columns;
    float core = rows->cores[newest];
    for (size_t start = 0; start < side->outside; start += BLOCK) {
        float squares[BLOCK];
        block_squares(side->blocks + start * columns, row, columns, squares);
        uint64_t mask = below(squares, side->limits + start, share);
        while (mask) {
            size_t at = start + (size_t)__builtin_ctzll(mask);
            mask &= mask - 1;
            if (at >= side->outside) break;
            uint32_t number = side->numbers[at];
            float reach = fmaxf(core, rows->cores[number]);
            if (reach >= side->nearest[at]) continue;
            float distance = fmaxf(reach, exact_distance(row, rows->values + number * columns, columns));
            if (distance >= side->nearest[at]) continue;
            side->nearest[at] = distance;
            side->limits[at] = distance * distance;
            side->hooks[at] = newest;
        }
    }
}

// Beyond the last row stands infinity.
static float least_distance(const tree_side *side) {
    return side->outside ? least_of(side->nearest, (side->outside + 15) / 16 * 16) : INFINITY;
}

// Of equally near rows that of least number.
static size_t nearest_row(const tree_side *side, float least) {
    size_t best = 0;
    for (size_t i = 1; i < side->outside; i++) {
        int is_nearer = side->nearest[best] != least || side->numbers[i] < side->numbers[best];
        if (side->nearest[i] == least && is_nearer) best = i;
    }
    return best;
}

static void take_out(tree_side *side, size_t column_count, size_t at) {
    size_t last = --side->outside;
    float *to = value_place(side, column_count, at), *from = value_place(side, column_count, last);
    for (size_t column = 0; column < column_count; column++) to[column * BLOCK] = from[column * BLOCK];
    side->numbers[at] = side->numbers[last];
    side->nearest[at] = side->nearest[last];
    side->limits[at] = side->limits[last];
    side->hooks[at] = side->hooks[last];
    side->nearest[last] = INFINITY;
}

static void grow(tree_side sides[2], int is_crossing, const secchi_spanning_rows *rows, uint32_t newest,
                 secchi_spanning_edge *edges) {
    // What rounding can have added to a sum of squares.
    float share = 1 - (float)(rows->column_count + 8) * 2.4e-7f;
    if (share < 0) share = 0;
    int own = 0;
    for (size_t left = sides[0].outside + sides[1].outside; left > 0; left--) {
        update(&sides[is_crossing ? !own : 0], rows, newest, share);
        float least[2] = {least_distance(&sides[0]), least_distance(&sides[1])};
        own = sides[0].outside == 0 || (sides[1].outside > 0 && least[1] < least[0]);
        tree_side *side = &sides[own];
        size_t at = nearest_row(side, least[own]);
        uint32_t hook = side->hooks[at], number = side->numbers[at];
        *edges++ = (secchi_spanning_edge){hook < number ? hook : number, hook < number ? number : hook, side->nearest[at]};
        newest = number;
        take_out(side, rows->column_count, at);
    }
}

int secchi_spanning_tree(const secchi_spanning_rows *rows, size_t first, size_t count, size_t other, size_t other_count,
                         secchi_spanning_edge *edges) {
    if (count == 0) return 1;
    tree_side sides[2] = {{0}};
    int is_ready = begin(&sides[0], rows, first + 1, count - 1) & begin(&sides[1], rows, other, other_count);
    if (is_ready) {
        for (size_t i = 0; i < sides[0].stride; i++) sides[0].hooks[i] = (uint32_t)first;
        for (size_t i = 0; i < sides[1].stride; i++) sides[1].hooks[i] = (uint32_t)first;
        grow(sides, other_count > 0, rows, (uint32_t)first, edges);
    }
    end(&sides[0]);
    end(&sides[1]);
    return is_ready;
}
