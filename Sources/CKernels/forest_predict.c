// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

enum { LANES = 16 };

// Sends a few rows down together, so that their memory accesses overlap.
SECCHI_CLONES
void secchi_forest_predict(const secchi_forest_node *nodes, const float *leaves, uint32_t class_count,
                           const float *values, size_t stride, const uint32_t *rows, size_t row_count, float *sums) {
    for (size_t start = 0; start < row_count; start += LANES) {
        size_t lanes = row_count - start < LANES ? row_count - start : LANES;
        const float *row[LANES];
        int32_t at[LANES] = {0};
        for (size_t lane = 0; lane < LANES; lane++) {
            size_t number = start + (lane < lanes ? lane : 0);
            row[lane] = values + (rows ? rows[number] : number) * stride;
        }
        int moved = 1;
        while (moved) {
            moved = 0;
            for (size_t lane = 0; lane < LANES; lane++) {
                secchi_forest_node node = nodes[at[lane]];
                int inner = node.column >= 0;
                float value = row[lane][inner ? node.column : 0];
                int32_t next = node.child + !(value <= node.threshold);
                at[lane] = inner ? next : at[lane];
                moved |= inner;
            }
        }
        for (size_t lane = 0; lane < lanes; lane++) {
            const float *leaf = leaves + (size_t)nodes[at[lane]].child * class_count;
            float *sum = sums + (start + lane) * class_count;
            for (uint32_t c = 0; c < class_count; c++) sum[c] += leaf[c];
        }
    }
}
