// SPDX-License-Identifier: Apache-2.0
// Kernels of the random forest: binning, growing one tree, and sending rows through trees. Equal bits from every clone:
// class counts are integers, and floating-point sums have a fixed order without contraction.
#ifndef SECCHI_FOREST_H
#define SECCHI_FOREST_H

#include <stddef.h>
#include <stdint.h>

// NaN has this bin; values have bins below it.
#define SECCHI_FOREST_NAN_BIN 255
#define SECCHI_FOREST_BINS 256

// A node: `column` < 0 marks a leaf, then `child` is its number among the leaves; else x <= threshold goes to `child` and
// all else, NaN too, to `child + 1`.
typedef struct {
    int32_t column;
    float threshold;
    int32_t child;
} secchi_forest_node;

typedef struct {
    const uint8_t *bins;      // column after column, `row_count` places each: bin b has place (b % 16) * 16 + b / 16
    const uint8_t *row_bins;  // the same row after row, `column_count` bins each
    const float *lowest;      // per column 256 values: the least value in a bin
    const float *highest;     // per column 256 values: the greatest value in a bin
    size_t row_count;
    size_t column_count;
    const uint16_t *labels;   // per row; NULL for regression
    const int32_t *targets;   // per row, for regression: (y - target_origin) / target_step; NULL for classes
    double target_origin;
    double target_step;
    uint32_t class_count;
    uint32_t columns_per_node;
    uint32_t minimum_leaf;    // rows, at least 1
    uint32_t maximum_depth;
    int32_t entropy;          // else Gini impurity
    int32_t random_thresholds;
} secchi_forest_task;

// Sorts floats without NaN ascending; `scratch` has twice `count` elements.
void secchi_forest_sort(float *values, uint32_t *scratch, size_t count);

// Finds at most `limit` - 1 edges that cut sorted values into bins of about equal count; a value is in bin b if
// edges[b - 1] < value <= edges[b]. Returns the number of edges.
size_t secchi_forest_edges(const float *sorted, size_t count, size_t limit, float *edges);

// Gives the place of each value's bin and notes the least and greatest value per bin (256 each).
void secchi_forest_bin(const float *values, size_t count, const float *edges, size_t edge_count, uint8_t *bins,
                       float *lowest, float *highest);

// Copies up to 16 neighbouring columns of a row-major matrix, one after another; `values` is the first of them in row 0.
void secchi_forest_take_columns(const float *values, size_t stride, size_t row_count, size_t column_count, float *taken);

// Writes the bins of up to 16 neighbouring columns into a row-major matrix; `by_row` is the first of them in row 0.
void secchi_forest_put_rows(const uint8_t *bins, size_t row_count, size_t column_count, uint8_t *by_row, size_t stride);

// Grows one tree on the rows with weight > 0. `nodes` has room for 2 * rows - 1 nodes and `leaves` for rows * class_count
// probabilities, or for as many means as rows. Adds each split's decrease of weighted impurity to importance[column].
// Returns the number of nodes, or -1 without memory. The sum of the weights is below 2^31.
int64_t secchi_forest_grow(const secchi_forest_task *task, const uint32_t *weights, uint64_t seed,
                           secchi_forest_node *nodes, float *leaves, double *importance);

// Adds the leaf probabilities of one tree to sums[place * class_count + c] for the rows of `stride` values whose numbers are
// in `rows`, in this order.
void secchi_forest_predict(const secchi_forest_node *nodes, const float *leaves, uint32_t class_count,
                           const float *values, size_t stride, const uint32_t *rows, size_t row_count, float *sums);

// Puts rows in groups of eight, a group's values of one column side by side, as numbers in the order of the values; the last
// group is filled up. `keys` has room for `stride` times the row count rounded up to eights.
void secchi_forest_keys(const float *values, size_t stride, size_t row_count, uint32_t *keys);

// A node in eight bytes: keys up to `threshold` go to `child`, greater ones to the next; a leaf leads to itself.
typedef struct {
    uint32_t threshold;
    uint16_t child;
    uint16_t place;  // where the column is in a group of keys, in pairs of keys
} secchi_forest_packed;

// Packs the nodes of a tree; returns 0 if it has more than 65536 nodes or asks for a column above 16383.
int secchi_forest_pack(const secchi_forest_node *nodes, size_t count, const float *leaves, uint32_t class_count,
                       secchi_forest_packed *packed);

// As secchi_forest_predict for consecutive rows given as keys, with a tree that stays in the first cache.
void secchi_forest_predict_packed(const secchi_forest_packed *packed, const float *leaves, uint32_t class_count,
                                  const uint32_t *keys, size_t stride, size_t row_count, float *sums);

#endif
