// SPDX-License-Identifier: Apache-2.0
#include "forest_split.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

enum { BINS = SECCHI_FOREST_BINS, SWEEP_LIMIT = 320 };

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

// MARK: - Few rows: sort them by bin and move them from right to left one by one

static int sweep(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *column,
                 forest_scratch *scratch, forest_split *best) {
    uint32_t start[BINS + 1];
    memset(start, 0, sizeof start);
    uint16_t order[SWEEP_LIMIT];
    uint8_t bins[SWEEP_LIMIT];
    size_t count = node->count;
    uint8_t least = 255, most = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t bin = column[node->rows[i]];
        bins[i] = bin;
        least = bin < least ? bin : least;
        most = bin > most ? bin : most;
    }
    if (least == most) return 0;
    if (count <= 24) {
        for (size_t i = 0; i < count; i++) {
            size_t at = i;
            for (; at > 0 && bins[order[at - 1]] > bins[i]; at--) order[at] = order[at - 1];
            order[at] = (uint16_t)i;
        }
    } else {
        for (size_t i = 0; i < count; i++) start[bins[i] + 1]++;
        for (int bin = least; bin <= most; bin++) start[bin + 1] += start[bin];
        for (size_t i = 0; i < count; i++) order[start[bins[i]]++] = (uint16_t)i;
    }

    int64_t *left = scratch->left, *right = scratch->right;
    for (uint32_t c = 0; c < task->class_count; c++) {
        left[c] = 0;
        right[c] = node->class_weights[c];
    }
    int64_t left_total = 0, left_squares = 0, right_squares = 0;
    for (uint32_t c = 0; c < task->class_count; c++) right_squares += right[c] * right[c];
    for (size_t i = 0; i + 1 < count; i++) {
        size_t at = order[i];
        uint16_t label = node->labels[at];
        int64_t weight = node->weights[at];
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
                           : (double)left_squares / (double)left_total + (double)right_squares / (double)right_total;
        if (score > best->score) *best = (forest_split){score, bin, next};
    }
    return 1;
}

// MARK: - Many rows: a histogram by class and bin

SECCHI_CLONES
static void score_gini(const int32_t *histogram, uint32_t class_count, const int64_t *totals, int64_t total,
                       double *scores) {
    double left_squares[BINS] = {0}, right_squares[BINS] = {0}, left_total[BINS] = {0};
    for (uint32_t c = 0; c < class_count; c++) {
        int32_t running[BINS];
        int32_t sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += histogram[c * BINS + bin];
            running[bin] = sum;
        }
        double all = (double)totals[c];
        for (int bin = 0; bin < BINS; bin++) {
            double left = running[bin], right = all - left;
            left_total[bin] += left;
            left_squares[bin] += left * left;
            right_squares[bin] += right * right;
        }
    }
    for (int bin = 0; bin < BINS; bin++) {
        scores[bin] = left_squares[bin] / left_total[bin] + right_squares[bin] / ((double)total - left_total[bin]);
    }
}

static void score_entropy(const int32_t *histogram, uint32_t class_count, const forest_node_rows *node,
                          forest_scratch *scratch) {
    memset(scratch->left, 0, class_count * sizeof *scratch->left);
    int64_t left_total = 0;
    for (int bin = 0; bin < BINS; bin++) {
        for (uint32_t c = 0; c < class_count; c++) {
            scratch->left[c] += histogram[c * BINS + bin];
            left_total += histogram[c * BINS + bin];
            scratch->right[c] = node->class_weights[c] - scratch->left[c];
        }
        scratch->scores[bin] = forest_purity(1, scratch->left, class_count, left_total) +
                               forest_purity(1, scratch->right, class_count, node->total - left_total);
    }
}

static int scan(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *column,
                forest_scratch *scratch, forest_split *best) {
    int32_t *histogram = scratch->histogram;
    int32_t *rows_in_bin = histogram + (size_t)task->class_count * BINS;
    memset(histogram, 0, ((size_t)task->class_count + 1) * BINS * sizeof *histogram);
    for (size_t i = 0; i < node->count; i++) {
        uint8_t bin = column[node->rows[i]];
        histogram[(size_t)node->labels[i] * BINS + bin] += node->weights[i];
        rows_in_bin[bin]++;
    }
    int least = 0, most = BINS - 1;
    while (rows_in_bin[least] == 0) least++;
    while (rows_in_bin[most] == 0) most--;
    if (least == most) return 0;

    if (task->entropy) {
        score_entropy(histogram, task->class_count, node, scratch);
    } else {
        score_gini(histogram, task->class_count, node->class_weights, node->total, scratch->scores);
    }
    size_t left_rows = 0;
    int chosen = -1;
    for (int bin = least; bin < most; bin++) {
        left_rows += (size_t)rows_in_bin[bin];
        if (left_rows < task->minimum_leaf || node->count - left_rows < task->minimum_leaf) continue;
        if (rows_in_bin[bin] > 0 && scratch->scores[bin] > best->score) {
            best->score = scratch->scores[bin];
            chosen = bin;
        }
    }
    if (chosen >= 0) {
        best->low = chosen;
        best->high = chosen + 1;
        while (rows_in_bin[best->high] == 0) best->high++;
    }
    return 1;
}

// MARK: - One threshold at random

// The bin below a threshold drawn evenly between the least and the greatest value; NaN is parted from numbers as one more
// value, one step above them.
static int random_bin(const secchi_forest_task *task, size_t column, int least, int most, uint64_t *random) {
    const float *lowest = task->lowest + column * BINS, *highest = task->highest + column * BINS;
    if (most == SECCHI_FOREST_NAN_BIN) {
        int top = most - 1;
        while (top > least && !(lowest[top] <= highest[top])) top--;
        if (top == least || forest_random(random, 2)) return top;
        most = top;
    }
    double low = lowest[least], high = highest[most];
    double drawn = low + (high - low) * ((double)forest_random(random, 1u << 30) / (1u << 30));
    int bin = least;
    while (bin + 1 < most && lowest[bin + 1] <= drawn) bin++;
    return bin;
}

static int draw(const secchi_forest_task *task, const forest_node_rows *node, size_t number, const uint8_t *column,
                forest_scratch *scratch, forest_split *best) {
    uint8_t *bins = scratch->bins;
    uint8_t least = 255, most = 0;
    for (size_t i = 0; i < node->count; i++) {
        uint8_t bin = column[node->rows[i]];
        bins[i] = bin;
        least = bin < least ? bin : least;
        most = bin > most ? bin : most;
    }
    if (least == most) return 0;
    int chosen = random_bin(task, number, least, most, &scratch->random);

    int64_t *left = scratch->left, *right = scratch->right;
    memset(left, 0, task->class_count * sizeof *left);
    size_t left_rows = 0;
    int below = least, above = most;
    for (size_t i = 0; i < node->count; i++) {
        int is_left = bins[i] <= chosen;
        left[node->labels[i]] += is_left ? node->weights[i] : 0;
        left_rows += (size_t)is_left;
        below = is_left && bins[i] > below ? bins[i] : below;
        above = !is_left && bins[i] < above ? bins[i] : above;
    }
    if (left_rows < task->minimum_leaf || node->count - left_rows < task->minimum_leaf) return 1;
    int64_t left_total = 0;
    for (uint32_t c = 0; c < task->class_count; c++) {
        left_total += left[c];
        right[c] = node->class_weights[c] - left[c];
    }
    double score = forest_purity(task->entropy, left, task->class_count, left_total) +
                   forest_purity(task->entropy, right, task->class_count, node->total - left_total);
    if (score > best->score) *best = (forest_split){score, below, above};
    return 1;
}

int forest_split_column(const secchi_forest_task *task, const forest_node_rows *node, size_t column,
                        forest_scratch *scratch, forest_split *best) {
    const uint8_t *bins = task->bins + column * task->row_count;
    if (task->random_thresholds) return draw(task, node, column, bins, scratch, best);
    if (node->count <= SWEEP_LIMIT) return sweep(task, node, bins, scratch, best);
    return scan(task, node, bins, scratch, best);
}
