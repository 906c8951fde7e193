// SPDX-License-Identifier: Apache-2.0
#include <math.h>
#include <string.h>

#include "CKernels.h"

// Order-preserving map between floats and unsigned integers.
static inline uint32_t key_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits ^ ((bits >> 31) ? 0xFFFFFFFFu : 0x80000000u);
}

static inline float value_of(uint32_t key) {
    uint32_t bits = key ^ ((key >> 31) ? 0x80000000u : 0xFFFFFFFFu);
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void secchi_forest_sort(float *values, uint32_t *scratch, size_t count) {
    // Radix sort in three passes of 11, 11 and 10 bits; the keys live in the two halves in turn.
    uint32_t counts[3][2048];
    memset(counts, 0, sizeof counts);
    uint32_t *first = scratch, *second = scratch + count;
    for (size_t i = 0; i < count; i++) {
        float value = values[i] == 0 ? 0 : values[i];  // one zero
        uint32_t key = key_of(value);
        first[i] = key;
        counts[0][key & 2047]++;
        counts[1][(key >> 11) & 2047]++;
        counts[2][key >> 22]++;
    }
    for (int pass = 0; pass < 3; pass++) {
        uint32_t sum = 0;
        for (int digit = 0; digit < 2048; digit++) {
            uint32_t here = counts[pass][digit];
            counts[pass][digit] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++) {
            uint32_t key = first[i];
            second[counts[pass][(key >> (11 * pass)) & 2047]++] = key;
        }
        uint32_t *other = first;
        first = second;
        second = other;
    }
    for (size_t i = 0; i < count; i++) values[i] = value_of(first[i]);
}

// A number a <= x < b for a < b, half way where that can be computed.
static inline float between(float a, float b) {
    float middle = a + (b - a) / 2;
    return middle >= a && middle < b ? middle : a;
}

size_t secchi_forest_edges(const float *sorted, size_t count, size_t limit, float *edges) {
    if (count == 0) return 0;
    size_t distinct = 1;
    for (size_t i = 1; i < count && distinct <= limit; i++) distinct += sorted[i] > sorted[i - 1];
    size_t found = 0;
    if (distinct <= limit) {
        for (size_t i = 1; i < count; i++)
            if (sorted[i] > sorted[i - 1]) edges[found++] = between(sorted[i - 1], sorted[i]);
        return found;
    }
    size_t position = 0;
    for (size_t bin = 1; bin < limit; bin++) {
        size_t wanted = (size_t)((double)bin * (double)count / (double)limit);
        if (wanted <= position) continue;  // ties have carried us beyond
        position = wanted;
        while (position < count && !(sorted[position] > sorted[position - 1])) position++;
        if (position == count) break;
        edges[found++] = between(sorted[position - 1], sorted[position]);
    }
    return found;
}

enum { WIDTH = 16, TILE = 64 };

void secchi_forest_take_columns(const float *values, size_t stride, size_t row_count, size_t column_count, float *taken) {
    for (size_t start = 0; start < row_count; start += TILE) {
        size_t end = start + TILE < row_count ? start + TILE : row_count;
        for (size_t column = 0; column < column_count; column++) {
            for (size_t row = start; row < end; row++) taken[column * row_count + row] = values[row * stride + column];
        }
    }
}

void secchi_forest_put_rows(const uint8_t *bins, size_t row_count, size_t column_count, uint8_t *by_row, size_t stride) {
    for (size_t start = 0; start < row_count; start += TILE) {
        size_t end = start + TILE < row_count ? start + TILE : row_count;
        for (size_t row = start; row < end; row++) {
            uint8_t here[WIDTH];
            for (size_t column = 0; column < column_count && column < WIDTH; column++)
                here[column] = bins[column * row_count + row];
            memcpy(by_row + row * stride, here, column_count < WIDTH ? column_count : WIDTH);
        }
    }
}

void secchi_forest_bin(const float *values, size_t count, const float *edges, size_t edge_count, uint8_t *bins,
                       float *lowest, float *highest) {
    float padded[SECCHI_FOREST_BINS];
    for (size_t i = 0; i < SECCHI_FOREST_BINS; i++) {
        padded[i] = i < edge_count ? edges[i] : INFINITY;
        lowest[i] = INFINITY;
        highest[i] = -INFINITY;
    }
    for (size_t i = 0; i < count; i++) {
        float value = values[i];
        if (isnan(value)) {
            bins[i] = SECCHI_FOREST_NAN_BIN;  // its own place
            continue;
        }
        // The number of edges below the value, by halving without branches.
        const float *base = padded;
        for (size_t half = SECCHI_FOREST_BINS / 2; half > 0; half /= 2) base += base[half - 1] < value ? half : 0;
        size_t bin = (size_t)(base - padded);
        bins[i] = (uint8_t)(bin << 4 | bin >> 4);
        lowest[bin] = value < lowest[bin] ? value : lowest[bin];
        highest[bin] = value > highest[bin] ? value : highest[bin];
    }
}
