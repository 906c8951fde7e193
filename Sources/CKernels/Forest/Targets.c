// SPDX-License-Identifier: Apache-2.0
// Regression: a split is good when the squared sum of the targets over their weight is large on both sides. Targets are whole
// numbers, so their sums have no rounding and no order.
#include <string.h>

#include "Split.h"

#pragma STDC FP_CONTRACT OFF

static inline double score_of(int64_t left_sum, int64_t left, int64_t right_sum, int64_t right) {
    return (double)left_sum * (double)left_sum / (double)left + (double)right_sum * (double)right_sum / (double)right;
}

int forest_draw_targets(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *bins, int cut,
                        forest_split *best) {
    int64_t sum = 0, total = 0;
    size_t rows = 0;
    int below = 0, above = FOREST_BINS;
    for (size_t i = 0; i < node->count; i++) {
        int is_left = bins[i] <= cut;
        sum += is_left ? (int64_t)node->rows[i].answer * node->rows[i].weight : 0;
        total += is_left ? node->rows[i].weight : 0;
        rows += (size_t)is_left;
        below = is_left && bins[i] > below ? bins[i] : below;
        above = !is_left && bins[i] < above ? bins[i] : above;
    }
    if (rows < task->minimum_leaf || node->count - rows < task->minimum_leaf) return 1;
    double score = score_of(sum, total, node->sum - sum, node->total - total);
    if (score > best->score) *best = (forest_split){score, below, above};
    return 1;
}

// Fills sums and weights by bin, then tries every bin that has rows.
int forest_targets(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *bins,
                   forest_scratch *scratch, forest_split *best) {
    int64_t sum = 0, total = 0;
    size_t rows = 0;
    if (node->count <= FOREST_FEW) {
        uint8_t order[FOREST_FEW];
        if (!forest_order(bins, node->count, order)) return 0;
        for (size_t i = 0; i + 1 < node->count; i++) {
            size_t at = order[i];
            sum += (int64_t)node->rows[at].answer * node->rows[at].weight;
            total += node->rows[at].weight;
            rows++;
            uint8_t bin = bins[at], next = bins[order[i + 1]];
            if (bin == next || rows < task->minimum_leaf || node->count - rows < task->minimum_leaf) continue;
            double score = score_of(sum, total, node->sum - sum, node->total - total);
            if (score > best->score) *best = (forest_split){score, bin, next};
        }
        return 1;
    }
    // One plane has the weights, the next the rows; both are left as they were found, all 0.
    uint32_t *weights = scratch->planes, *counts = weights + FOREST_BINS;
    int64_t *sums = scratch->sums;
    memset(sums, 0, FOREST_BINS * sizeof *sums);
    for (size_t i = 0; i < node->count; i++) {
        uint8_t bin = bins[i];
        sums[bin] += (int64_t)node->rows[i].answer * node->rows[i].weight;
        weights[bin] += (uint32_t)node->rows[i].weight;
        counts[bin]++;
    }
    int bins_with_rows = 0, waiting = 0;
    for (int bin = 0; bin < FOREST_BINS; bin++) {
        if (counts[bin] == 0) continue;
        bins_with_rows++;
        if (waiting) best->high = bin;
        waiting = 0;
        sum += sums[bin];
        total += weights[bin];
        rows += counts[bin];
        if (rows == node->count || rows < task->minimum_leaf || node->count - rows < task->minimum_leaf) continue;
        double score = score_of(sum, total, node->sum - sum, node->total - total);
        if (score > best->score) {
            best->score = score;
            best->low = bin;
            waiting = 1;
        }
    }
    memset(weights, 0, 2 * FOREST_BINS * sizeof *weights);
    return bins_with_rows > 1;
}
