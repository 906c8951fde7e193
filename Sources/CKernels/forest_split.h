// SPDX-License-Identifier: Apache-2.0
// Between forest_grow.c and forest_split.c: the best split of a node by one column.
#ifndef SECCHI_FOREST_SPLIT_H
#define SECCHI_FOREST_SPLIT_H

#include "CKernels.h"

// The rows of a node, side by side, and its weighted class counts.
typedef struct {
    const uint32_t *rows;
    const uint16_t *labels;
    const int32_t *weights;
    size_t count;
    const int64_t *class_weights;
    int64_t total;
} forest_node_rows;

// A row goes left if its bin is at most `low`; `high` is the next bin that has rows. `score` is larger for purer children:
// the sum over both of sum_c(n_c^2) / n for Gini, of sum_c(n_c ln n_c) - n ln n for entropy.
typedef struct {
    double score;
    int32_t low;
    int32_t high;
} forest_split;

// Memory that one tree's search needs over and over.
typedef struct {
    int32_t *histogram;  // (class_count + 1) * 256: weights by class and bin, then rows by bin
    double *scores;      // 256
    int64_t *left;       // class_count
    int64_t *right;      // class_count
    uint8_t *bins;       // row_count
    uint64_t random;     // state of the generator
} forest_scratch;

// What the rows of one child add to a score.
double forest_purity(int entropy, const int64_t *class_weights, uint32_t class_count, int64_t total);

// A uniform number in 0..<bound, bound > 0 (SplitMix64, Steele et al. 2014, doi:10.1145/2660193.2660195).
static inline uint64_t forest_random(uint64_t *state, uint64_t bound) {
    *state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    mixed ^= mixed >> 31;
    return (uint64_t)(((unsigned __int128)mixed * bound) >> 64);
}

// Finds the best split by a column. Returns 0 if all rows lie in one bin, 1 otherwise; `best->score` rises, and `best` is
// replaced, only if a split with large enough children beats it.
int forest_split_column(const secchi_forest_task *task, const forest_node_rows *node, size_t column,
                        forest_scratch *scratch, forest_split *best);

#endif
