// SPDX-License-Identifier: Apache-2.0
// Many rows: a histogram by class and bin. Bin b stands at place (b % 16) * 16 + b / 16 of its plane.
#include <math.h>
#include <string.h>

#include "Split.h"

#pragma STDC FP_CONTRACT OFF

typedef int32_t lanes_i __attribute__((vector_size(64)));
typedef float lanes_f __attribute__((vector_size(64)));

enum { PLANES = FOREST_BATCH * FOREST_BINS };

void forest_count(const forest_node_rows *node, const uint8_t *const *bins, size_t step, size_t column_count,
                  uint32_t class_count, int with_rows, uint32_t *planes) {
    const forest_row *row = node->rows, *end = row + node->count;
    if (column_count == 4) {
        const uint8_t *a = bins[0], *b = bins[1], *c = bins[2], *d = bins[3];
        for (; row < end; row++) {
            size_t at = row->number * step;
            uint32_t *plane = planes + (size_t)row->answer * PLANES, weight = (uint32_t)row->weight;
            plane[a[at]] += weight;
            plane[FOREST_BINS + b[at]] += weight;
            plane[2 * FOREST_BINS + c[at]] += weight;
            plane[3 * FOREST_BINS + d[at]] += weight;
        }
    } else {
        for (size_t f = 0; f < column_count; f++) {
            const uint8_t *column = bins[f];
            for (row = node->rows; row < end; row++)
                planes[(size_t)row->answer * PLANES + f * FOREST_BINS + column[row->number * step]] +=
                    (uint32_t)row->weight;
        }
    }
    if (!with_rows) return;
    for (size_t f = 0; f < column_count; f++) {
        uint32_t *plane = planes + (size_t)class_count * PLANES + f * FOREST_BINS;
        for (row = node->rows; row < end; row++) plane[bins[f][row->number * step]]++;
    }
}

// Turns a plane into the sums over the bins up to each; the plane itself is cleared.
#define RUNNING(plane, running)                                                              \
    do {                                                                                     \
        lanes_i sum = {0}, before = {0};                                                     \
        for (int j = 0; j < 16; j++) {                                                       \
            lanes_i here;                                                                    \
            memcpy(&here, (plane) + 16 * j, sizeof here);                                    \
            memset((plane) + 16 * j, 0, sizeof here);                                        \
            sum += here;                                                                     \
            (running)[j] = sum;                                                              \
        }                                                                                    \
        int32_t carry = 0;                                                                   \
        for (int lane = 0; lane < 16; lane++) {                                              \
            before[lane] = carry;                                                            \
            carry += sum[lane];                                                              \
        }                                                                                    \
        for (int j = 0; j < 16; j++) (running)[j] += before;                                 \
    } while (0)

SECCHI_CLONES
int forest_score_gini(const secchi_forest_task *task, const forest_node_rows *node, uint32_t *planes,
                      forest_split *best) {
    lanes_f left_squares[16], right_squares[16];
    lanes_i left_total[16], running[16];
    memset(left_squares, 0, sizeof left_squares);
    memset(right_squares, 0, sizeof right_squares);
    memset(left_total, 0, sizeof left_total);
    for (uint32_t p = 0; p < node->present_count; p++) {
        uint32_t *plane = planes + (size_t)node->present[p] * PLANES;
        RUNNING(plane, running);
        lanes_i all = (lanes_i){0} + (int32_t)node->class_weights[node->present[p]];
        for (int j = 0; j < 16; j++) {
            lanes_f left = __builtin_convertvector(running[j], lanes_f);
            lanes_f right = __builtin_convertvector(all - running[j], lanes_f);
            left_total[j] += running[j];
            left_squares[j] += left * left;
            right_squares[j] += right * right;
        }
    }
    lanes_i total = (lanes_i){0} + (int32_t)node->total;
    // A bin is a possible cut if there are rows in it, some beyond it, and enough on both sides.
    lanes_i rows_left[16];
    int limited = task->minimum_leaf > 1;
    if (limited) RUNNING(planes + (size_t)task->class_count * PLANES, rows_left);
    lanes_f highest = (lanes_f){0} - 1;
    lanes_i at = {0}, some = {0};
    // The bin before the first of a lane is the last of the lane before.
    lanes_i previous = {0};
    for (int lane = 1; lane < 16; lane++) previous[lane] = left_total[15][lane - 1];
    for (int j = 0; j < 16; j++) {
        lanes_i here = left_total[j], beyond = total - here;
        lanes_i allowed = (here > previous) & (beyond > 0);
        some |= allowed;
        previous = here;
        if (limited) {
            int32_t least = (int32_t)task->minimum_leaf, most = (int32_t)node->count - least;
            allowed &= (rows_left[j] >= (lanes_i){0} + least) & (rows_left[j] <= (lanes_i){0} + most);
        }
        lanes_f left = __builtin_convertvector(here, lanes_f), right = __builtin_convertvector(beyond, lanes_f);
        lanes_f score = (left_squares[j] * right + right_squares[j] * left) / (left * right);
        lanes_i better = allowed & (score > highest);
        highest = (lanes_f)((better & (lanes_i)score) | (~better & (lanes_i)highest));
        at = (better & ((lanes_i){0} + j)) | (~better & at);
    }
    int can_split = 0, chosen = -1;
    for (int lane = 0; lane < 16; lane++) {
        can_split |= some[lane];
        if (highest[lane] >= 0 && (double)highest[lane] > best->score) {
            best->score = (double)highest[lane];
            chosen = lane * 16 + at[lane];
        }
    }
    if (chosen >= 0) {
        int32_t left = left_total[chosen % 16][chosen / 16];
        best->low = chosen;
        best->high = chosen + 1;
        while (left_total[best->high % 16][best->high / 16] == left) best->high++;
    }
    return can_split != 0;
}

int forest_score_entropy(const secchi_forest_task *task, const forest_node_rows *node, uint32_t *planes,
                         forest_scratch *scratch, forest_split *best) {
    uint32_t classes = task->class_count;
    int64_t *left = scratch->left, *right = scratch->right;
    memset(left, 0, classes * sizeof *left);
    for (uint32_t c = 0; c < classes; c++) right[c] = node->class_weights[c];
    int64_t left_total = 0;
    size_t left_rows = 0;
    int bins_with_rows = 0, waiting = 0;
    for (int bin = 0; bin < FOREST_BINS; bin++) {
        int place = forest_place((uint8_t)bin);
        int64_t here = 0;
        for (uint32_t p = 0; p < node->present_count; p++) {
            uint32_t c = node->present[p], weight = planes[(size_t)c * PLANES + (size_t)place];
            planes[(size_t)c * PLANES + (size_t)place] = 0;
            left[c] += weight;
            right[c] -= weight;
            here += weight;
        }
        uint32_t *rows = planes + (size_t)classes * PLANES + place;
        left_rows += *rows;
        *rows = 0;
        if (here == 0) continue;
        bins_with_rows++;
        if (waiting) best->high = bin;
        waiting = 0;
        left_total += here;
        if (left_total == node->total) continue;
        if (task->minimum_leaf > 1 && (left_rows < task->minimum_leaf || node->count - left_rows < task->minimum_leaf))
            continue;
        double score = forest_purity(1, left, classes, left_total) +
                       forest_purity(1, right, classes, node->total - left_total);
        if (score > best->score) {
            best->score = score;
            best->low = bin;
            waiting = 1;
        }
    }
    return bins_with_rows > 1;
}
