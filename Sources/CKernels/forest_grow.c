// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "forest_split.h"

#pragma STDC FP_CONTRACT OFF

// A node that waits to be split: its rows are start..<end.
typedef struct {
    size_t start, end;
    int32_t node;
    uint32_t depth;
} waiting_node;

typedef struct {
    const secchi_forest_task *task;
    uint32_t *rows, *spare_rows;
    uint16_t *labels, *spare_labels;
    int32_t *weights, *spare_weights;
    uint32_t *columns;  // a permutation; each node draws from it
    int64_t *class_weights;
    waiting_node *stack;
    size_t waiting;
    forest_scratch scratch;
} grower;

static void *parts(char *base, size_t *offset, size_t bytes) {
    void *part = base ? base + *offset : NULL;
    *offset += (bytes + 63) / 64 * 64;
    return part;
}

// Lays all arrays out in one block; with no block yet, only measures it.
static size_t lay_out(grower *g, char *base, size_t count) {
    size_t classes = g->task->class_count, offset = 0;
    g->rows = parts(base, &offset, count * sizeof *g->rows);
    g->spare_rows = parts(base, &offset, count * sizeof *g->spare_rows);
    g->labels = parts(base, &offset, count * sizeof *g->labels);
    g->spare_labels = parts(base, &offset, count * sizeof *g->spare_labels);
    g->weights = parts(base, &offset, count * sizeof *g->weights);
    g->spare_weights = parts(base, &offset, count * sizeof *g->spare_weights);
    g->columns = parts(base, &offset, g->task->column_count * sizeof *g->columns);
    g->class_weights = parts(base, &offset, classes * sizeof *g->class_weights);
    g->stack = parts(base, &offset, (count + 1) * sizeof *g->stack);
    g->scratch.histogram = parts(base, &offset, (classes + 1) * SECCHI_FOREST_BINS * sizeof(int32_t));
    g->scratch.scores = parts(base, &offset, SECCHI_FOREST_BINS * sizeof(double));
    g->scratch.left = parts(base, &offset, classes * sizeof(int64_t));
    g->scratch.right = parts(base, &offset, classes * sizeof(int64_t));
    g->scratch.bins = parts(base, &offset, count);
    return offset;
}

// Draws columns without replacement until enough of them can split the node.
static forest_split best_split(grower *g, const forest_node_rows *node, size_t *column) {
    forest_split best = {-INFINITY, -1, -1};
    size_t useful = 0, drawn = 0, columns = g->task->column_count;
    while (useful < g->task->columns_per_node && drawn < columns) {
        size_t pick = drawn + (size_t)forest_random(&g->scratch.random, columns - drawn);
        uint32_t number = g->columns[pick];
        g->columns[pick] = g->columns[drawn];
        g->columns[drawn++] = number;
        double before = best.score;
        useful += (size_t)forest_split_column(g->task, node, number, &g->scratch, &best);
        if (best.score > before) *column = number;
    }
    return best;
}

// Moves the rows of the left child to the front, keeping the order within both; returns where the right one begins.
static size_t part_rows(grower *g, size_t start, size_t end, const uint8_t *bins, int32_t low) {
    size_t left = start, right = 0;
    for (size_t i = start; i < end; i++) {
        uint32_t row = g->rows[i];
        uint16_t label = g->labels[i];
        int32_t weight = g->weights[i];
        size_t is_right = bins[row] > low;
        g->rows[left] = row;
        g->labels[left] = label;
        g->weights[left] = weight;
        g->spare_rows[right] = row;
        g->spare_labels[right] = label;
        g->spare_weights[right] = weight;
        left += 1 - is_right;
        right += is_right;
    }
    memcpy(g->rows + left, g->spare_rows, right * sizeof *g->rows);
    memcpy(g->labels + left, g->spare_labels, right * sizeof *g->labels);
    memcpy(g->weights + left, g->spare_weights, right * sizeof *g->weights);
    return left;
}

static float threshold_between(const secchi_forest_task *task, size_t column, const forest_split *split) {
    if (split->high == SECCHI_FOREST_NAN_BIN) return INFINITY;
    float below = task->highest[column * SECCHI_FOREST_BINS + (size_t)split->low];
    float above = task->lowest[column * SECCHI_FOREST_BINS + (size_t)split->high];
    float middle = below + (above - below) / 2;
    return middle >= below && middle < above ? middle : below;
}

static void write_leaf(const grower *g, int64_t total, float *leaf) {
    for (uint32_t c = 0; c < g->task->class_count; c++) leaf[c] = (float)((double)g->class_weights[c] / (double)total);
}

static int64_t grow(grower *g, size_t count, secchi_forest_node *nodes, float *leaves, double *importance) {
    const secchi_forest_task *task = g->task;
    int32_t node_count = 1, leaf_count = 0;
    double all = 0;
    g->stack[0] = (waiting_node){0, count, 0, 0};
    g->waiting = 1;
    while (g->waiting > 0) {
        waiting_node item = g->stack[--g->waiting];
        forest_node_rows node = {g->rows + item.start,  g->labels + item.start, g->weights + item.start,
                                 item.end - item.start, g->class_weights,       0};
        memset(g->class_weights, 0, task->class_count * sizeof *g->class_weights);
        for (size_t i = 0; i < node.count; i++) {
            g->class_weights[node.labels[i]] += node.weights[i];
            node.total += node.weights[i];
        }
        if (item.node == 0) all = (double)node.total;
        int pure = g->class_weights[node.labels[0]] == node.total;
        forest_split split = {-INFINITY, -1, -1};
        size_t column = 0;
        if (!pure && item.depth < task->maximum_depth && node.count / 2 >= task->minimum_leaf)
            split = best_split(g, &node, &column);
        if (split.low < 0) {
            nodes[item.node] = (secchi_forest_node){-1, 0, leaf_count};
            write_leaf(g, node.total, leaves + (size_t)leaf_count++ * task->class_count);
            continue;
        }
        double parent = forest_purity(task->entropy, g->class_weights, task->class_count, node.total);
        importance[column] += (split.score - parent) / all;
        nodes[item.node] = (secchi_forest_node){(int32_t)column, threshold_between(task, column, &split), node_count};
        size_t middle = part_rows(g, item.start, item.end, task->bins + column * task->row_count, split.low);
        g->stack[g->waiting++] = (waiting_node){middle, item.end, node_count + 1, item.depth + 1};
        g->stack[g->waiting++] = (waiting_node){item.start, middle, node_count, item.depth + 1};
        node_count += 2;
    }
    return node_count;
}

int64_t secchi_forest_grow(const secchi_forest_task *task, const uint32_t *weights, uint64_t seed,
                           secchi_forest_node *nodes, float *leaves, double *importance) {
    size_t count = 0;
    for (size_t row = 0; row < task->row_count; row++) count += weights[row] > 0;
    grower g = {.task = task};
    char *memory = aligned_alloc(64, lay_out(&g, NULL, count) + 64);
    if (!memory) return -1;
    lay_out(&g, memory, count);
    g.scratch.random = seed;
    for (size_t column = 0; column < task->column_count; column++) g.columns[column] = (uint32_t)column;
    size_t at = 0;
    for (size_t row = 0; row < task->row_count; row++) {
        if (weights[row] == 0) continue;
        g.rows[at] = (uint32_t)row;
        g.labels[at] = task->labels[row];
        g.weights[at++] = (int32_t)weights[row];
    }
    int64_t result = grow(&g, count, nodes, leaves, importance);
    free(memory);
    return result;
}
