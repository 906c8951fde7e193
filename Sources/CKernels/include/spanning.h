// SPDX-License-Identifier: Apache-2.0
// The minimum spanning tree of all rows by Prim's method, in n^2 m steps and a copy of the rows as memory.
#ifndef SECCHI_SPANNING_H
#define SECCHI_SPANNING_H

#include <stddef.h>
#include <stdint.h>

// The distance of rows x and y is the greatest of cores[x], cores[y] and |x - y|, the last summed in double precision and
// rounded once. The tree begins at row 0. Of equal distances the row of least number comes first, and it hangs on the row
// that was first in the tree.
typedef struct {
    const float *values;   // row after row, finite
    size_t row_count, column_count;
    const float *cores;    // per row, 0 for the plain distance
    float *columns;        // column_count * stride; column after column, the rows outside the tree
    size_t stride;         // row_count rounded up to 64
    uint32_t *numbers;     // stride; which row stands where
    float *nearest;        // stride; the distance of each to the tree
    float *limits;         // stride; its square, or infinity
    uint32_t *hooks;       // stride; to which row of the tree
    size_t outside;        // rows outside the tree
    uint32_t newest;       // the row that came last
} secchi_spanning_tree;

// Sets all but the given memory up; row_count > 0.
void secchi_spanning_begin(secchi_spanning_tree *tree);

// Takes up to `steps` more rows in; writes for each the row it hangs on, itself, and their distance. Returns how many.
size_t secchi_spanning_advance(secchi_spanning_tree *tree, size_t steps, uint32_t *from, uint32_t *to, float *distances);

#endif
