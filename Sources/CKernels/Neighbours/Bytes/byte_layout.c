// SPDX-License-Identifier: Apache-2.0
// A row as bytes: each counts steps of 1/127 of the row's largest value.
#include <math.h>
#include <string.h>

#include "bytes.h"

#pragma STDC FP_CONTRACT OFF

enum { PANEL = MATRIX_PANEL, LANES = 16, CHUNK = 256 };

// The layout's values of a stretch of a row, zeros after its end.
typedef struct {
    const secchi_neighbour_rows *rows;
    const secchi_neighbour_layout *layout;
    size_t row;
} row_source;

SECCHI_CLONES
static void lay_values(const float *x, double scale, const double *centre, const double *factor, size_t count, float *to) {
    for (size_t p = 0; p < count; p++) to[p] = (float)(((double)x[p] * scale - centre[p]) * factor[p]);
}

static void take_values(const row_source *from, size_t first, float *to) {
    const secchi_neighbour_rows *rows = from->rows;
    const secchi_neighbour_layout *layout = from->layout;
    size_t columns = rows->column_count, left = first < columns ? columns - first : 0;
    size_t count = left < CHUNK ? left : CHUNK;
    double scale = rows->scales ? rows->scales[from->row] : 1;
    lay_values(rows->values + from->row * columns + first, scale, layout->centre + first, layout->factor + first, count, to);
    memset(to + count, 0, (CHUNK - count) * sizeof *to);
    if (layout->extra && scale == 0 && columns - first < CHUNK) to[columns - first] = (float)layout->factor[columns];
}

static inline double total(const double *sums) {
    double sum = 0;
    for (size_t i = 0; i < LANES; i++) sum += sums[i];
    return sum;
}

typedef struct {
    float most[LANES];
    double norm[LANES];
} row_size;

SECCHI_CLONES
static void add_size(const float *values, row_size *size) {
    for (size_t p = 0; p < CHUNK; p += LANES) {
        for (size_t i = 0; i < LANES; i++) {
            float value = values[p + i], large = fabsf(value);
            size->most[i] = large > size->most[i] ? large : size->most[i];
            size->norm[i] += (double)value * (double)value;
        }
    }
}

typedef struct {
    int32_t sum[LANES];
    double error[LANES];
    double fine_error[LANES];
} row_loss;

// Words of step / 256 and their nearest bytes. Adding 1.5 * 2^23 leaves the nearest whole number in the low bits.
SECCHI_CLONES
static void to_bytes(const float *values, float step, int16_t *words, int8_t *bytes, row_loss *loss) {
    float inverse = step > 0 ? 256 / step : 0;
    double coarse = step, fine = coarse / 256;
    for (size_t p = 0; p < CHUNK; p += LANES) {
        for (size_t i = 0; i < LANES; i++) {
            float value = values[p + i], moved = value * inverse + 12582912.0f;
            int32_t bits;
            memcpy(&bits, &moved, sizeof bits);
            int32_t word = bits - 0x4B400000, byte = (word + 128) >> 8;
            double lost = (double)value - (double)byte * coarse, fine_lost = (double)value - (double)word * fine;
            loss->error[i] += lost * lost;
            loss->fine_error[i] += fine_lost * fine_lost;
            loss->sum[i] += byte;
            bytes[p + i] = (int8_t)byte;
            words[p + i] = (int16_t)word;
        }
    }
}

void byte_row(const secchi_neighbour_rows *rows, const secchi_neighbour_layout *layout, size_t from, size_t to,
              const secchi_neighbour_side *side) {
    size_t values = rows->column_count + (layout->extra ? 1 : 0), lane = to % PANEL;
    uint32_t *panel = (uint32_t *)side->panels + (to - lane) * side->depth;
    if (lane == 0) {
        memset(panel, 0, PANEL * side->depth * sizeof *panel);
        float *terms[] = {side->norms, side->lengths, side->errors, side->steps, side->fine_errors};
        for (size_t i = 0; i < 5; i++) memset(terms[i] + to, 0, PANEL * sizeof(float));
        memset(side->shifts + to, 0, PANEL * sizeof *side->shifts);
    }
    row_source source = {rows, layout, from};
    float chunk[CHUNK];
    int8_t bytes[CHUNK];
    int16_t words[CHUNK];
    row_size size = {{0}, {0}};
    for (size_t p = 0; p < values; p += CHUNK) {
        take_values(&source, p, chunk);
        add_size(chunk, &size);
    }
    float most = 0;
    for (size_t i = 0; i < LANES; i++) most = size.most[i] > most ? size.most[i] : most;
    // A row of hardly anything is all error.
    float step = most > 0x1p-90f ? most * (1 / 127.0f) * (1 + 0x1p-20f) : 0;
    row_loss loss = {{0}, {0}, {0}};
    size_t all = secchi_neighbour_words(side->depth);
    int16_t *row_words = side->words + to * all;
    for (size_t p = 0; p < values; p += CHUNK) {
        if (values > CHUNK) take_values(&source, p, chunk);
        to_bytes(chunk, step, words, bytes, &loss);
        size_t count = all - p < CHUNK ? all - p : CHUNK;
        memcpy(row_words + p, words, count * sizeof *words);
        for (size_t q = p; q < values && q < p + CHUNK; q += 4) {
            memcpy(panel + q / 4 * PANEL + lane, bytes + (q - p), sizeof *panel);
        }
    }
    int32_t sum = 0;
    for (size_t i = 0; i < LANES; i++) sum += loss.sum[i];
    double norm = total(size.norm);
    // Bounds of bytes are summed of up to eight times the squares, in six steps.
    double lowered = norm * (1 - 0x1p-17) - (double)(values + 1) * 0x1p-110;
    side->norms[to] = nextafterf((float)lowered, -INFINITY);
    side->lengths[to] = nextafterf((float)sqrt(norm), INFINITY);
    side->errors[to] = nextafterf((float)sqrt(total(loss.error)), INFINITY);
    side->fine_errors[to] = nextafterf((float)sqrt(total(loss.fine_error)), INFINITY);
    side->steps[to] = step;
    side->shifts[to] = -128 * sum;
}
