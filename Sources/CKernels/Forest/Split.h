// SPDX-License-Identifier: Apache-2.0
// Between the files of this folder: the best split of a node by some columns.
#ifndef SECCHI_FOREST_SPLIT_H
#define SECCHI_FOREST_SPLIT_H

#include "CKernels.h"

enum {
    FOREST_BINS = SECCHI_FOREST_BINS,
    FOREST_FEW = 64,   // rows whose bins fit into one register, and whose sides into one word
    FOREST_BATCH = 4,  // columns whose histograms are filled while the rows of a node are hot
};

typedef struct {
    uint32_t number;
    int32_t answer;  // class number, or scaled target
    int32_t weight;
} forest_row;

// The rows of a node and its weighted class counts.
typedef struct {
    const forest_row *rows;
    size_t count;
    int32_t greatest_weight;
    const int64_t *class_weights;
    const uint32_t *present;  // the classes with weight, ascending
    uint32_t present_count;
    int64_t total;  // of the weights
    int64_t sum;    // of weight times target
} forest_node_rows;

// A row goes left if its bin is at most `low`; `high` is the next bin that has rows. `score` is larger for purer children:
// the sum over both of sum_c(n_c^2) / n for Gini, of sum_c(n_c ln n_c) - n ln n for entropy, of (sum y)^2 / n for targets.
typedef struct {
    double score;
    int32_t low;
    int32_t high;
} forest_split;

// Memory that one tree's search needs over and over.
typedef struct {
    uint32_t *planes;   // (class_count + 1) * FOREST_BATCH * 256: by class, column and bin its weight, then rows; all 0
    int64_t *sums;      // 256: of weight times target by bin
    int64_t *left;      // class_count
    int64_t *right;     // class_count
    uint8_t *bins;      // the bins of the node's rows: of FOREST_FEW columns if there are few rows
    uint64_t random;    // state of the generator
} forest_scratch;

// What the rows of one child add to a score.
double forest_purity(int entropy, const int64_t *class_weights, uint32_t class_count, int64_t total);

// The score of two children by their squared class weights: exact before the division as long as the products are below
// 2^53, so that equal splits tie whatever the instruction set.
static inline double forest_gini(double left_squares, double left, double right_squares, double right) {
    return (left_squares * right + right_squares * left) / (left * right);
}

// A uniform number in 0..<bound, bound > 0 (SplitMix64, Steele et al. 2014, doi:10.1145/2660193.2660195).
static inline uint64_t forest_random(uint64_t *state, uint64_t bound) {
    *state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    mixed ^= mixed >> 31;
    return (uint64_t)(((unsigned __int128)mixed * bound) >> 64);
}

// How many columns forest_split_columns may be given at once.
size_t forest_batch_limit(const secchi_forest_task *task, const forest_node_rows *node);

// Finds the best split by some columns. Returns how many of them can tell rows apart; `best` is replaced, and `chosen` set,
// only if a split with large enough children beats its score. Of equal splits the first column's lowest bin wins.
size_t forest_split_columns(const secchi_forest_task *task, const forest_node_rows *node, const uint32_t *columns,
                            size_t column_count, forest_scratch *scratch, forest_split *best, uint32_t *chosen);

// Orders up to FOREST_FEW rows by bin, keeping the order of equal ones. Returns 0 if all have one bin.
static inline int forest_order(const uint8_t *bins, size_t count, uint8_t *order) {
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0 && bins[order[at - 1]] > bins[i]; at--) order[at] = order[at - 1];
        order[at] = (uint8_t)i;
    }
    return bins[order[0]] != bins[order[count - 1]];
}

// The kinds of search behind it, for one column each unless said otherwise; `bins` are those of the node's rows.
// Returns 0 if all rows lie in one bin.
int forest_sweep(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *bins,
                 forest_scratch *scratch, forest_split *best);
int forest_few(const forest_node_rows *node, const uint8_t *bins, forest_split *best);
int forest_few_allowed(const secchi_forest_task *task, const forest_node_rows *node);
int forest_draw(const secchi_forest_task *task, const forest_node_rows *node, size_t column, const uint8_t *bins,
                forest_scratch *scratch, forest_split *best);
int forest_draw_targets(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *bins, int cut,
                        forest_split *best);
int forest_targets(const secchi_forest_task *task, const forest_node_rows *node, const uint8_t *bins,
                   forest_scratch *scratch, forest_split *best);

// Up to half a megabyte the bins of a node's rows stay in cache while its subtree grows, so they are read row by row; above
// it column by column.
static inline int forest_by_row(const secchi_forest_task *task, size_t row_count) {
    return row_count <= FOREST_FEW || row_count <= ((size_t)1 << 19) / task->column_count;
}

// A bin and its place in a plane, and in secchi_forest_task: sums over all bins below run down sixteen lanes at once then.
static inline uint8_t forest_place(uint8_t bin) { return (uint8_t)(bin << 4 | bin >> 4); }

// Fills the histograms of up to FOREST_BATCH columns; row r of column f has bin bins[f][r * step].
void forest_count(const forest_node_rows *node, const uint8_t *const *bins, size_t step, size_t column_count,
                  uint32_t class_count, int with_rows, uint32_t *planes);
// Finds the best split in one histogram and clears it.
int forest_score_gini(const secchi_forest_task *task, const forest_node_rows *node, uint32_t *planes,
                      forest_split *best);
int forest_score_entropy(const secchi_forest_task *task, const forest_node_rows *node, uint32_t *planes,
                         forest_scratch *scratch, forest_split *best);

#endif
