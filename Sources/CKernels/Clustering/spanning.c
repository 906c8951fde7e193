// SPDX-License-Identifier: Apache-2.0
// Prim 1957, doi:10.1002/j.1538-7305.1957.tb01515.x. Squared distances in single precision sort out the many rows that
// cannot have come nearer to the tree; the rest is computed in double precision.
#include "spanning.h"

#include <math.h>
#include <string.h>

#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { BLOCK = 64 };

void secchi_spanning_begin(secchi_spanning_tree *tree) {
    size_t rows = tree->row_count, outside = rows - 1;
    for (size_t column = 0; column < tree->column_count; column++) {
        float *target = tree->columns + column * tree->stride;
        for (size_t i = 0; i < outside; i++) target[i] = tree->values[(i + 1) * tree->column_count + column];
        for (size_t i = outside; i < tree->stride; i++) target[i] = 0;
    }
    for (size_t i = 0; i < tree->stride; i++) {
        tree->numbers[i] = i < outside ? (uint32_t)(i + 1) : UINT32_MAX;
        tree->nearest[i] = INFINITY;
        tree->limits[i] = INFINITY;
        tree->hooks[i] = 0;
    }
    tree->outside = outside;
    tree->newest = 0;
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
static void block_squares(const float *columns, size_t stride, const float *row, size_t count, float *squares) {
    float sums[BLOCK] = {0};
    for (size_t p = 0; p < count; p++) {
        const float *column = columns + p * stride;
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

static void update(secchi_spanning_tree *tree, float share) {
    const float *row = tree->values + tree->newest * tree->column_count;
    float core = tree->cores[tree->newest];
    for (size_t start = 0; start < tree->outside; start += BLOCK) {
        float squares[BLOCK];
        block_squares(tree->columns + start, tree->stride, row, tree->column_count, squares);
        uint64_t mask = below(squares, tree->limits + start, share);
        while (mask) {
            size_t at = start + (size_t)__builtin_ctzll(mask);
            mask &= mask - 1;
            if (at >= tree->outside) break;
            uint32_t number = tree->numbers[at];
            float reach = fmaxf(core, tree->cores[number]);
            if (reach >= tree->nearest[at]) continue;
            float distance = fmaxf(reach, exact_distance(row, tree->values + number * tree->column_count, tree->column_count));
            if (distance >= tree->nearest[at]) continue;
            tree->nearest[at] = distance;
            tree->limits[at] = distance * distance;
            tree->hooks[at] = tree->newest;
        }
    }
}

static size_t nearest_row(const secchi_spanning_tree *tree) {
    // Beyond the last row stands infinity.
    float least = least_of(tree->nearest, (tree->outside + 15) / 16 * 16);
    size_t best = tree->outside;
    for (size_t i = 0; i < tree->outside; i++) {
        if (tree->nearest[i] == least && (best == tree->outside || tree->numbers[i] < tree->numbers[best])) best = i;
    }
    return best;
}

static void take_out(secchi_spanning_tree *tree, size_t at) {
    size_t last = --tree->outside;
    for (size_t column = 0; column < tree->column_count; column++) {
        float *values = tree->columns + column * tree->stride;
        values[at] = values[last];
    }
    tree->numbers[at] = tree->numbers[last];
    tree->nearest[at] = tree->nearest[last];
    tree->limits[at] = tree->limits[last];
    tree->hooks[at] = tree->hooks[last];
    tree->nearest[last] = INFINITY;
}

size_t secchi_spanning_advance(secchi_spanning_tree *tree, size_t steps, uint32_t *from, uint32_t *to, float *distances) {
    // What rounding can have added to a sum of squares.
    float share = 1 - (float)(tree->column_count + 8) * 2.4e-7f;
    if (share < 0) share = 0;
    size_t step = 0;
    for (; step < steps && tree->outside > 0; step++) {
        update(tree, share);
        size_t at = nearest_row(tree);
        if (at == tree->outside) at = 0;
        from[step] = tree->hooks[at];
        to[step] = tree->newest = tree->numbers[at];
        distances[step] = tree->nearest[at];
        take_out(tree, at);
    }
    return step;
}
