// SPDX-License-Identifier: Apache-2.0
// The minimum spanning trees of blocks of rows by Prim's method: the shortest links among all of them are the tree of all rows.
#ifndef SECCHI_SPANNING_H
#define SECCHI_SPANNING_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint32_t from, to;  // from < to
    float distance;
} secchi_spanning_edge;

// The distance of rows x and y is the greatest of cores[x], cores[y] and |x - y|, the last summed in double precision and
// rounded once: equal bits on every CPU.
typedef struct {
    const float *values;   // row after row, finite
    size_t column_count;
    const float *cores;    // per row, 0 for the plain distance
} secchi_spanning_rows;

// The tree of count rows from `first` on; or, where other_count is not 0, the tree of the links that these have with the
// other_count rows from `other` > first on. Writes one edge less than there are rows, and returns 0 without the memory:
// a copy of the rows. Both counts are at most 2^20.
int secchi_spanning_tree(const secchi_spanning_rows *rows, size_t first, size_t count, size_t other, size_t other_count,
                         secchi_spanning_edge *edges);

#endif
