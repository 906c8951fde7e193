// SPDX-License-Identifier: Apache-2.0
// Which search a node gets, and the plain one for few rows.
#include <math.h>
#include <string.h>

#include "Split.h"

#pragma STDC FP_CONTRACT OFF

static inline double weighted_logarithm(int64_t count) {
    return count > 0 ? (double)count * log((double)count) : 0;
}

double forest_purity(int entropy, const int64_t *class_weights, uint32_t class_count, int64_t total) {
    if (total == 0) return 0;
    if (!entropy) {
        int64_t squares = 0;
        for (uint32_t c = 0; c < class_count; c++) squares += class_weights[c] * class_weights[c];
        return (double)squares / (double)total;
    }
    double sum = -weighted_logarithm(total);
    for (uint32_t c = 0; c < class_count; c++) sum += weighted_logarithm(class_weights[c]);
    return sum;
}

// Sorts the rows by bin and moves them from right to left one by one.
int forest_sweep(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *bins,
                 forest_scratch *scratch, forest_split *best) {
    uint8_t order[FOREST_FEW];
    size_t count = node->count;
    if (!forest_order(bins, count, order)) return 0;

    int64_t *left = scratch->left, *right = scratch->right;
    for (uint32_t c = 0; c < task->class_count; c++) {
        left[c] = 0;
        right[c] = node->class_weights[c];
    }
    int64_t left_total = 0, left_squares = 0, right_squares = 0;
    for (uint32_t c = 0; c < task->class_count; c++) right_squares += right[c] * right[c];
    for (size_t i = 0; i + 1 < count; i++) {
        size_t at = order[i];
        int32_t label = node->rows[at].answer;
        int64_t weight = node->rows[at].weight;
        left_squares += weight * (2 * left[label] + weight);
        right_squares -= weight * (2 * right[label] - weight);
        left[label] += weight;
        right[label] -= weight;
        left_total += weight;
        uint8_t bin = bins[at], next = bins[order[i + 1]];
        if (bin == next || i + 1 < task->minimum_leaf || count - i - 1 < task->minimum_leaf) continue;
        int64_t right_total = node->total - left_total;
        double score = task->entropy
                           ? forest_purity(1, left, task->class_count, left_total) +
                                 forest_purity(1, right, task->class_count, right_total)
                           : forest_gini((double)left_squares, (double)left_total, (double)right_squares, (double)right_total);
        if (score > best->score) *best = (forest_split){score, bin, next};
    }
    return 1;
}

// MARK: - The choice

size_t forest_batch_limit(const secchi_forest_task *task, const forest_node_rows *node) {
    if (task->random_thresholds || task->entropy || (task->targets && node->count > FOREST_FEW)) return 1;
    return node->count <= FOREST_FEW ? FOREST_FEW : FOREST_BATCH;
}

static int search(const secchi_forest_task *task, const forest_node_rows *node, uint32_t column, const uint8_t *bins,
                  int few, forest_scratch *scratch, forest_split *best) {
    if (task->random_thresholds) return forest_draw(task, node, column, bins, scratch, best);
    if (task->targets) return forest_targets(task, node, bins, scratch, best);
    return few ? forest_few(node, bins, best) : forest_sweep(task, node, bins, scratch, best);
}

size_t forest_split_columns(const secchi_forest_task *task, const forest_node_rows *node, const uint32_t *columns,
                            size_t column_count, forest_scratch *scratch, forest_split *best, uint32_t *chosen) {
    size_t useful = 0, width = task->column_count, count = node->count;
    int by_row = forest_by_row(task, count);
    if (count <= FOREST_FEW || task->random_thresholds || task->targets) {
        size_t stride = count <= FOREST_FEW ? FOREST_FEW : count;
        uint8_t *gathered = scratch->bins;
        for (size_t i = 0; i < count; i++) {
            size_t row = node->rows[i].number;
            if (by_row) {
                const uint8_t *values = task->row_bins + row * width;
                for (size_t f = 0; f < column_count; f++) gathered[f * stride + i] = values[columns[f]];
            } else {
                for (size_t f = 0; f < column_count; f++)
                    gathered[f * stride + i] = task->bins[columns[f] * task->row_count + row];
            }
        }
        for (size_t i = 0; i < column_count * stride; i++) gathered[i] = forest_place(gathered[i]);
        int few = !task->targets && !task->random_thresholds && forest_few_allowed(task, node);
        for (size_t f = 0; f < column_count; f++) {
            double before = best->score;
            useful += (size_t)search(task, node, columns[f], gathered + f * stride, few, scratch, best);
            if (best->score > before) *chosen = columns[f];
        }
        return useful;
    }
    const uint8_t *bins[FOREST_BATCH];
    for (size_t f = 0; f < column_count; f++)
        bins[f] = by_row ? task->row_bins + columns[f] : task->bins + columns[f] * task->row_count;
    forest_count(node, bins, by_row ? width : 1, column_count, task->class_count, task->minimum_leaf > 1,
                 scratch->planes);
    for (size_t f = 0; f < column_count; f++) {
        double before = best->score;
        uint32_t *planes = scratch->planes + f * FOREST_BINS;
        useful += (size_t)(task->entropy ? forest_score_entropy(task, node, planes, scratch, best)
                                         : forest_score_gini(task, node, planes, best));
        if (best->score > before) *chosen = columns[f];
    }
    return useful;
}
