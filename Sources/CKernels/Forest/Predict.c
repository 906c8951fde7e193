// SPDX-License-Identifier: Apache-2.0
// Sends rows through a tree, some together, so that their memory accesses overlap.
#include <string.h>

#include "CKernels.h"

enum { LANES = 8 };

static void add_leaf(const float *leaf, uint32_t width, float *sum) {
    for (uint32_t c = 0; c < width; c++) sum[c] += leaf[c];
}

void secchi_forest_predict(const secchi_forest_node *nodes, const float *leaves, uint32_t class_count,
                           const float *values, size_t stride, const uint32_t *rows, size_t row_count, float *sums) {
    for (size_t start = 0; start < row_count; start += LANES) {
        size_t lanes = row_count - start < LANES ? row_count - start : LANES;
        const float *row[LANES];
        uint32_t at[LANES] = {0};
        for (size_t lane = 0; lane < LANES; lane++) {
            size_t number = start + (lane < lanes ? lane : 0);
            row[lane] = values + (rows ? rows[number] : number) * stride;
        }
        int moved = 1;
        while (moved) {
            moved = 0;
            for (size_t lane = 0; lane < LANES; lane++) {
                const secchi_forest_node *node = nodes + at[lane];
                int inner = node->column >= 0;
                float value = row[lane][inner ? node->column : 0];
                uint32_t next = (uint32_t)node->child + !(value <= node->threshold);
                at[lane] = inner ? next : at[lane];
                moved |= inner;
            }
        }
        for (size_t lane = 0; lane < lanes; lane++)
            add_leaf(leaves + (size_t)nodes[at[lane]].child * class_count, class_count,
                     sums + (start + lane) * class_count);
    }
}

// A leaf's threshold is NaN, and nothing is at most NaN: the row goes right of the child, which is the leaf itself. The NaN
// carries the class of a pure leaf, or the number of another.
enum { NOT_A_NUMBER = 0x7FC00000, PURE = 0x200000, PAYLOAD = 0x1FFFFF };

int secchi_forest_pack(const secchi_forest_node *nodes, size_t count, const float *leaves, uint32_t class_count,
                       secchi_forest_packed *packed) {
    if (count > 65536) return 0;
    for (size_t i = 0; i < count; i++) {
        if (nodes[i].column > 65535) return 0;
        if (nodes[i].column >= 0) {
            packed[i].link = (uint32_t)nodes[i].column << 16 | (uint32_t)nodes[i].child;
            memcpy(&packed[i].threshold, &nodes[i].threshold, sizeof nodes[i].threshold);
            continue;
        }
        const float *leaf = leaves + (size_t)nodes[i].child * class_count;
        uint32_t class = 0, zeros = 0;
        for (uint32_t c = 0; c < class_count; c++) {
            if (leaf[c] == 1) class = c;
            zeros += leaf[c] == 0;
        }
        int pure = class_count > 1 && leaf[class] == 1 && zeros + 1 == class_count;
        packed[i].link = (uint32_t)(i - 1) & 0xFFFF;
        packed[i].threshold = NOT_A_NUMBER | (pure ? PURE | class : (uint32_t)nodes[i].child);
    }
    return 1;
}

// Where some rows end; `lanes` unrolled chains of loads hide each other's latency. (Gathers of sixteen lanes took 1.4 times as
// long on Zen 4.)
static inline void find_leaves(const secchi_forest_packed *packed, const float *const *row, uint32_t *found) {
    uint32_t at[LANES] = {0}, moved = 1;
    while (moved) {
        moved = 0;
#pragma clang loop unroll(full) vectorize(disable)
        for (size_t lane = 0; lane < LANES; lane++) {
            uint64_t node;
            memcpy(&node, packed + at[lane], sizeof node);
            float threshold;
            uint32_t low = (uint32_t)node, link = (uint32_t)(node >> 32);
            memcpy(&threshold, &low, sizeof threshold);
            uint32_t next = (uint16_t)(link + !(row[lane][link >> 16] <= threshold));
            moved |= next ^ at[lane];
            at[lane] = next;
        }
    }
    memcpy(found, at, sizeof at);
}

void secchi_forest_predict_packed(const secchi_forest_packed *packed, const float *leaves, uint32_t class_count,
                                  const float *values, size_t stride, size_t row_count, float *sums) {
    for (size_t start = 0; start < row_count; start += LANES) {
        size_t lanes = row_count - start < LANES ? row_count - start : LANES;
        const float *row[LANES];
        for (size_t lane = 0; lane < LANES; lane++) row[lane] = values + (start + (lane < lanes ? lane : 0)) * stride;
        uint32_t found[LANES];
        find_leaves(packed, row, found);
        for (size_t lane = 0; lane < lanes; lane++) {
            uint32_t told = packed[found[lane]].threshold, number = told & PAYLOAD;
            float *sum = sums + (start + lane) * class_count;
            if (told & PURE) {
                sum[number] += 1;
            } else {
                for (uint32_t c = 0; c < class_count; c++) sum[c] += leaves[(size_t)number * class_count + c];
            }
        }
    }
}
