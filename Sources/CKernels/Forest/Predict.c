// SPDX-License-Identifier: Apache-2.0
// Sends rows through a tree, some together, so that their memory accesses overlap.
#include <string.h>

#include "CKernels.h"

enum { LANES = 8, STEPS = 4 };

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
            row[lane] = values + rows[number] * stride;
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

// Keys order floats as unsigned integers do; NaN is greater than all others.
#define NAN_KEY 0xFF800001u
enum { PURE = 0x200000, PAYLOAD = 0x1FFFFF };

static inline uint32_t key_of(float value) {
    float sum = value + 0.0f;  // -0 is 0
    uint32_t bits;
    memcpy(&bits, &sum, sizeof bits);
    uint32_t key = bits & 0x80000000 ? ~bits : bits | 0x80000000;
    return value == value ? key : NAN_KEY;
}

void secchi_forest_keys(const float *values, size_t stride, size_t row_count, uint32_t *keys) {
    for (size_t start = 0; start < row_count; start += LANES, keys += LANES * stride) {
        const float *row[LANES];
        for (size_t lane = 0; lane < LANES; lane++)
            row[lane] = values + (start + lane < row_count ? start + lane : start) * stride;
        for (size_t column = 0; column < stride; column++)
            for (size_t lane = 0; lane < LANES; lane++) keys[column * LANES + lane] = key_of(row[lane][column]);
    }
}

// What a leaf says: the class of a pure one, or its number.
static uint32_t told_by(const float *leaves, uint32_t number, uint32_t class_count) {
    const float *leaf = leaves + (size_t)number * class_count;
    uint32_t class = 0, others = 0;
    for (uint32_t c = 0; c < class_count; c++) {
        class = leaf[c] == 1 ? c : class;
        others += leaf[c] != 0;
    }
    return class_count > 1 && others == 1 && leaf[class] == 1 ? PURE | class : number;
}

// No key is greater than a leaf's threshold, so that rows stay at it. Above the key of NaN it carries what the leaf says. Leaves are
// noted and seen to in a second loop, for nothing foretells whether the next node is one.
int secchi_forest_pack(const secchi_forest_node *nodes, size_t count, const float *leaves, uint32_t class_count,
                       secchi_forest_packed *packed) {
    enum { TOGETHER = 256 };
    if (count > 65536) return 0;
    for (size_t start = 0; start < count; start += TOGETHER) {
        size_t end = count - start < TOGETHER ? count : start + TOGETHER, found = 0;
        uint32_t leaf[TOGETHER];
        for (size_t i = start; i < end; i++) {
            int32_t column = nodes[i].column;
            if (column > 65535 / (LANES / 2)) return 0;
            packed[i] = (secchi_forest_packed){.threshold = key_of(nodes[i].threshold),
                                               .child = (uint16_t)nodes[i].child,
                                               .place = (uint16_t)(column * (LANES / 2))};
            leaf[found] = (uint32_t)i;
            found += column < 0;
        }
        for (size_t i = 0; i < found; i++)
            packed[leaf[i]] = (secchi_forest_packed){
                .threshold = NAN_KEY + told_by(leaves, (uint32_t)nodes[leaf[i]].child, class_count),
                .child = (uint16_t)leaf[i], .place = 0};
    }
    return 1;
}

// The node after `at` for the row whose keys begin at `keys`; a comparison and an addition with its carry on most processors.
static inline uint64_t step(const secchi_forest_packed *packed, const uint32_t *keys, uint64_t at) {
    const secchi_forest_packed *node = packed + at;
    unsigned greater;
    unsigned long long carry;
    (void)__builtin_subc(node->threshold, keys[(size_t)node->place * 2], 0, &greater);
    return __builtin_addcll(node->child, 0, greater, &carry);
}

// Where the rows of two groups end. Chains of loads hide each other's latency; some steps are taken before it is asked whether
// all rows have arrived.
__attribute__((noinline)) static void find_leaves(const secchi_forest_packed *packed, const uint32_t *first,
                                                  const uint32_t *second, uint32_t *found) {
    uint64_t at[2 * LANES] = {0}, moving = 1;
    while (moving) {
#pragma clang loop unroll(disable)
        for (int taken = 0; taken < STEPS; taken++) {
#pragma clang loop unroll(full) vectorize(disable)
            for (size_t lane = 0; lane < LANES; lane++) at[lane] = step(packed, first + lane, at[lane]);
#pragma clang loop unroll(full) vectorize(disable)
            for (size_t lane = 0; lane < LANES; lane++)
                at[LANES + lane] = step(packed, second + lane, at[LANES + lane]);
        }
        moving = 0;
#pragma clang loop unroll(full) vectorize(disable)
        for (size_t lane = 0; lane < 2 * LANES; lane++) moving += packed[at[lane]].threshold < NAN_KEY;
    }
    for (size_t lane = 0; lane < 2 * LANES; lane++) found[lane] = (uint32_t)at[lane];
}

void secchi_forest_predict_packed(const secchi_forest_packed *packed, const float *leaves, uint32_t class_count,
                                  const uint32_t *keys, size_t stride, size_t row_count, float *sums) {
    for (size_t start = 0; start < row_count; start += 2 * LANES) {
        size_t rows = row_count - start < 2 * LANES ? row_count - start : 2 * LANES;
        const uint32_t *first = keys + start * stride, *second = rows > LANES ? first + LANES * stride : first;
        uint32_t found[2 * LANES];
        find_leaves(packed, first, second, found);
        for (size_t row = 0; row < rows; row++) {
            uint32_t told = packed[found[row]].threshold - NAN_KEY, number = told & PAYLOAD;
            float *sum = sums + (start + row) * class_count;
            if (told & PURE) {
                sum[number] += 1;
            } else {
                for (uint32_t c = 0; c < class_count; c++) sum[c] += leaves[(size_t)number * class_count + c];
            }
        }
    }
}
