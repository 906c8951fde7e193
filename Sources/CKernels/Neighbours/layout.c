// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <string.h>

#include "Bytes/bytes.h"

#pragma STDC FP_CONTRACT OFF

enum { PANEL = 32 };

size_t secchi_neighbour_depth(size_t columns, const secchi_neighbour_layout *layout) {
    size_t values = columns + (layout->extra ? 1 : 0);
    size_t together = (size_t)1 << layout->form;
    return (values + together - 1) / together;
}

static inline uint16_t nearest_half(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return (uint16_t)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

static inline float widened(uint16_t half) {
    uint32_t bits = (uint32_t)half << 16;
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

typedef struct {
    double norm;
    double error;  // the square of what bfloat16 lost
} row_sums;

static inline void put(float value, size_t p, size_t lane, int half, void *panel, row_sums *sums) {
    sums->norm += (double)value * (double)value;
    if (!half) {
        ((float *)panel)[p * PANEL + lane] = value;
        return;
    }
    uint16_t rounded = nearest_half(value);
    ((uint16_t *)panel)[(p / 2 * PANEL + lane) * 2 + p % 2] = rounded;
    double lost = (double)value - (double)widened(rounded);
    sums->error += lost * lost;
}

void secchi_neighbour_lay_out_one(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from,
                                  size_t to, const secchi_neighbour_side *side) {
    if (layout->form == SECCHI_NEIGHBOUR_BYTE) {
        byte_row(rows, layout, from, to, side);
        return;
    }
    size_t columns = rows->column_count, lane = to % PANEL;
    int half = layout->form == SECCHI_NEIGHBOUR_HALF;
    unsigned char *panel = (unsigned char *)side->panels + (to - lane) * side->depth * 4;
    if (lane == 0) {
        memset(panel, 0, PANEL * side->depth * 4);
        memset(side->norms + to, 0, PANEL * sizeof *side->norms);
        memset(side->lengths + to, 0, PANEL * sizeof *side->lengths);
        memset(side->errors + to, 0, PANEL * sizeof *side->errors);
    }
    row_sums sums = {0, 0};
    const float *values = rows->values + from * columns;
    double scale = rows->scales ? rows->scales[from] : 1;
    for (size_t p = 0; p < columns; p++) {
        float value = (float)(((double)values[p] * scale - layout->centre[p]) * layout->factor[p]);
        put(value, p, lane, half, panel, &sums);
    }
    if (layout->extra && scale == 0) put((float)layout->factor[columns], columns, lane, half, panel, &sums);
    // What rounding to float and the bound's own sums may add, and steps below the least normal number may lose.
    double lowered = sums.norm * (1 - 0x1p-19) - (double)(columns + 1) * 0x1p-110;
    side->norms[to] = nextafterf((float)lowered, -INFINITY);
    side->lengths[to] = nextafterf((float)sqrt(sums.norm), INFINITY);
    side->errors[to] = half ? nextafterf((float)sqrt(sums.error), INFINITY) : 0;
}

void secchi_neighbour_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from,
                              size_t first, size_t count, const secchi_neighbour_side *side) {
    for (size_t i = 0; i < count; i++) secchi_neighbour_lay_out_one(rows, layout, from + i, first + i, side);
}
