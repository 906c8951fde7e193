// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "Split.h"

#pragma STDC FP_CONTRACT OFF

// A node that waits to be split: its rows are start..<end.
typedef struct {
    size_t start, end;
    int32_t node;
    uint32_t depth;
    uint32_t column;  // its parent's question
} waiting_node;

typedef struct {
    const secchi_forest_task *task;
    forest_row *rows, *spare;
    uint32_t *columns;  // a permutation; each node draws from it
    int64_t *class_weights;
    uint32_t *present;
    waiting_node *stack;
    size_t waiting;
    forest_scratch scratch;
} grower;

static void *parts(char *base, size_t *offset, size_t bytes) {
    void *part = base ? base + *offset : NULL;
    *offset += (bytes + 63) / 64 * 64;
    return part;
}

static size_t plane_bytes(const secchi_forest_task *task) {
    return FOREST_BATCH * ((size_t)task->class_count + 1) * FOREST_BINS * sizeof(uint32_t);
}

// Lays all arrays out in one block; with no block yet, only measures it.
static size_t lay_out(grower *g, char *base, size_t count) {
    size_t classes = g->task->class_count, offset = 0;
    g->rows = parts(base, &offset, count * sizeof *g->rows);
    g->spare = parts(base, &offset, count * sizeof *g->spare);
    g->columns = parts(base, &offset, g->task->column_count * sizeof *g->columns);
    g->class_weights = parts(base, &offset, classes * sizeof *g->class_weights);
    g->present = parts(base, &offset, classes * sizeof *g->present);
    g->stack = parts(base, &offset, (count + 1) * sizeof *g->stack);
    g->scratch.planes = parts(base, &offset, plane_bytes(g->task));
    g->scratch.sums = parts(base, &offset, FOREST_BINS * sizeof(int64_t));
    g->scratch.left = parts(base, &offset, classes * sizeof(int64_t));
    g->scratch.right = parts(base, &offset, classes * sizeof(int64_t));
    g->scratch.bins = parts(base, &offset, count > FOREST_FEW * FOREST_FEW ? count : FOREST_FEW * FOREST_FEW);
    return offset;
}

// Draws columns without replacement until enough of them can split the node.
static forest_split best_split(grower *g, const forest_node_rows *node, uint32_t *column) {
    forest_split best = {-INFINITY, -1, -1};
    size_t useful = 0, drawn = 0, columns = g->task->column_count, limit = forest_batch_limit(g->task, node);
    while (useful < g->task->columns_per_node && drawn < columns) {
        size_t first = drawn, wanted = g->task->columns_per_node - useful;
        if (wanted > limit) wanted = limit;
        while (drawn < columns && drawn - first < wanted) {
            size_t pick = drawn + (size_t)forest_random(&g->scratch.random, columns - drawn);
            uint32_t number = g->columns[pick];
            g->columns[pick] = g->columns[drawn];
            g->columns[drawn++] = number;
        }
        useful += forest_split_columns(g->task, node, g->columns + first, drawn - first, &g->scratch, &best, column);
    }
    return best;
}

// Moves the rows of the left child to the front, keeping the order within both; returns where the right one begins.
static size_t part_rows(grower *g, size_t start, size_t end, const uint8_t *bins, size_t step, int32_t low) {
    size_t left = start, right = 0;
    for (size_t i = start; i < end; i++) {
        forest_row row = g->rows[i];
        size_t is_right = forest_place(bins[row.number * step]) > low;
        g->rows[left] = row;
        g->spare[right] = row;
        left += 1 - is_right;
        right += is_right;
    }
    memcpy(g->rows + left, g->spare, right * sizeof *g->rows);
    return left;
}

static float threshold_between(const secchi_forest_task *task, size_t column, const forest_split *split) {
    if (split->high == SECCHI_FOREST_NAN_BIN) return INFINITY;
    float below = task->highest[column * SECCHI_FOREST_BINS + (size_t)split->low];
    float above = task->lowest[column * SECCHI_FOREST_BINS + (size_t)split->high];
    float middle = below + (above - below) / 2;
    return middle >= below && middle < above ? middle : below;
}

// Counts the node's rows by class, or sums their targets. Returns whether they are all alike.
static int look_at(grower *g, forest_node_rows *node) {
    uint32_t classes = g->task->class_count;
    int32_t first = node->rows[0].answer, differ = 0, greatest = 0;
    int64_t total = 0, sum = 0;
    if (g->task->targets) {
        for (size_t i = 0; i < node->count; i++) {
            total += node->rows[i].weight;
            sum += (int64_t)node->rows[i].answer * node->rows[i].weight;
            differ |= node->rows[i].answer ^ first;
        }
    } else {
        memset(g->class_weights, 0, classes * sizeof *g->class_weights);
        for (size_t i = 0; i < node->count; i++) {
            g->class_weights[node->rows[i].answer] += node->rows[i].weight;
            greatest |= node->rows[i].weight;
            differ |= node->rows[i].answer ^ first;
        }
        for (uint32_t c = 0; c < classes; c++) {
            if (g->class_weights[c] == 0) continue;
            total += g->class_weights[c];
            g->present[node->present_count++] = c;
        }
    }
    node->greatest_weight = greatest;
    node->total = total;
    node->sum = sum;
    return differ == 0;
}

static double purity(const grower *g, const forest_node_rows *node) {
    if (g->task->targets) return (double)node->sum * (double)node->sum / (double)node->total;
    return forest_purity(g->task->entropy, g->class_weights, g->task->class_count, node->total);
}

static void write_leaf(const grower *g, const forest_node_rows *node, float *leaf) {
    if (g->task->targets) {
        *leaf = (float)(g->task->target_origin + g->task->target_step * ((double)node->sum / (double)node->total));
        return;
    }
    for (uint32_t c = 0; c < g->task->class_count; c++)
        leaf[c] = (float)((double)g->class_weights[c] / (double)node->total);
}

static int64_t grow(grower *g, size_t count, secchi_forest_node *nodes, float *leaves, double *importance) {
    const secchi_forest_task *task = g->task;
    size_t width = task->targets ? 1 : task->class_count;
    int32_t node_count = 1, leaf_count = 0;
    double all = 0;
    g->stack[0] = (waiting_node){0, count, 0, 0, 0};
    g->waiting = 1;
    while (g->waiting > 0) {
        waiting_node item = g->stack[--g->waiting];
        forest_node_rows node = {.rows = g->rows + item.start,
                                 .count = item.end - item.start,
                                 .class_weights = g->class_weights,
                                 .present = g->present};
        int alike = look_at(g, &node);
        double pure = purity(g, &node);
        if (item.node == 0) all = (double)node.total;
        // A split is worth what its children are purer than itself.
        if (item.node > 0) importance[item.column] += pure / all;
        forest_split split = {-INFINITY, -1, -1};
        uint32_t column = 0;
        if (!alike && item.depth < task->maximum_depth && node.count / 2 >= task->minimum_leaf)
            split = best_split(g, &node, &column);
        if (split.low < 0) {
            nodes[item.node] = (secchi_forest_node){-1, 0, leaf_count};
            write_leaf(g, &node, leaves + (size_t)leaf_count++ * width);
            continue;
        }
        importance[column] -= pure / all;
        nodes[item.node] = (secchi_forest_node){(int32_t)column, threshold_between(task, column, &split), node_count};
        int by_row = forest_by_row(task, node.count);
        size_t middle = part_rows(g, item.start, item.end,
                                  by_row ? task->row_bins + column : task->bins + column * task->row_count,
                                  by_row ? task->column_count : 1, split.low);
        g->stack[g->waiting++] = (waiting_node){middle, item.end, node_count + 1, item.depth + 1, column};
        g->stack[g->waiting++] = (waiting_node){item.start, middle, node_count, item.depth + 1, column};
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
    memset(g.scratch.planes, 0, plane_bytes(task));
    g.scratch.random = seed;
    for (size_t column = 0; column < task->column_count; column++) g.columns[column] = (uint32_t)column;
    size_t at = 0;
    for (size_t row = 0; row < task->row_count; row++) {
        if (weights[row] == 0) continue;
        int32_t answer = task->targets ? task->targets[row] : task->labels[row];
        g.rows[at++] = (forest_row){(uint32_t)row, answer, (int32_t)weights[row]};
    }
    int64_t result = grow(&g, count, nodes, leaves, importance);
    free(memory);
    return result;
}
