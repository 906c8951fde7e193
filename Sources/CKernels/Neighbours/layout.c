// SPDX-License-Identifier: Apache-2.0
#include "layout.h"

#include <string.h>

#include "Bytes/bytes.h"
#include "Strassen/strassen.h"

#pragma STDC FP_CONTRACT OFF

enum { PANEL = 32 };

size_t secchi_neighbour_depth(size_t columns, const secchi_neighbour_layout *layout) {
    size_t values = columns + (layout->extra ? 1 : 0);
    size_t together = layout->form == SECCHI_NEIGHBOUR_HALF ? 2 : layout->form == SECCHI_NEIGHBOUR_BYTE ? 4 : 1;
    size_t steps = (values + together - 1) / together;
    return layout->form == SECCHI_NEIGHBOUR_STRASSEN ? (steps + STRASSEN_PARTS - 1) / STRASSEN_PARTS * STRASSEN_PARTS
                                                     : steps;
}

size_t secchi_neighbour_filled(size_t rows, int32_t form) {
    size_t together = form == SECCHI_NEIGHBOUR_STRASSEN ? SECCHI_NEIGHBOUR_STRASSEN_BLOCK : PANEL;
    return (rows + together - 1) / together * together;
}

size_t secchi_neighbour_panel_bytes(size_t rows, size_t depth, int32_t form) {
    size_t bytes = secchi_neighbour_filled(rows, form) * depth * 4;
    return form == SECCHI_NEIGHBOUR_STRASSEN ? bytes / (STRASSEN_PARTS * STRASSEN_PARTS) * STRASSEN_PRODUCTS : bytes;
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
        put(layout_value(values[p], scale, layout, p), p, lane, half, panel, &sums);
    }
    if (layout->extra && scale == 0) put((float)layout->factor[columns], columns, lane, half, panel, &sums);
    side->norms[to] = layout_norm(sums.norm, columns);
    side->lengths[to] = nextafterf((float)sqrt(sums.norm), INFINITY);
    side->errors[to] = half ? nextafterf((float)sqrt(sums.error), INFINITY) : 0;
}

int secchi_neighbour_lay_out(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from,
                             size_t first, size_t count, const secchi_neighbour_side *side) {
    if (layout->form == SECCHI_NEIGHBOUR_STRASSEN) return strassen_lay_out(rows, layout, from, first, count, side);
    for (size_t i = 0; i < count; i++) secchi_neighbour_lay_out_one(rows, layout, from + i, first + i, side);
    return 1;
}
