// SPDX-License-Identifier: Apache-2.0
// One threshold at random (extremely randomised trees).
#include <string.h>

#include "Split.h"

#pragma STDC FP_CONTRACT OFF

// The bin below a threshold drawn evenly between the least and the greatest value; NaN is parted from numbers as one more
// value, one step above them.
static int random_bin(const secchi_forest_task *task, size_t column, int least, int most, uint64_t *random) {
    const float *lowest = task->lowest + column * FOREST_BINS, *highest = task->highest + column * FOREST_BINS;
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

int forest_draw(const secchi_forest_task *task, const forest_node_rows *node, size_t column, const uint8_t *bins,
                forest_scratch *scratch, forest_split *best) {
    uint8_t least = 255, most = 0;
    for (size_t i = 0; i < node->count; i++) {
        uint8_t bin = bins[i];
        least = bin < least ? bin : least;
        most = bin > most ? bin : most;
    }
    if (least == most) return 0;
    int chosen = random_bin(task, column, least, most, &scratch->random);

    if (task->targets) return forest_draw_targets(task, node, bins, chosen, best);
    int64_t *left = scratch->left, *right = scratch->right;
    memset(left, 0, task->class_count * sizeof *left);
    size_t left_rows = 0;
    int below = least, above = most;
    for (size_t i = 0; i < node->count; i++) {
        int is_left = bins[i] <= chosen;
        left[node->rows[i].answer] += is_left ? node->rows[i].weight : 0;
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
