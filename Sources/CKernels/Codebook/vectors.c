// SPDX-License-Identifier: Apache-2.0
// Single vectors. Sums run in sixteen lanes that are added up in order, without contraction: equal bits on every CPU.
#include "CKernels.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16 };

static inline double total(const double *lanes) {
    double sum = 0;
    for (int l = 0; l < LANES; l++) sum += lanes[l];
    return sum;
}

SECCHI_CLONES
double secchi_squared_distance(const float *a, const float *b, size_t k) {
    double lanes[LANES] = {0};
    size_t whole = k / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            double difference = (double)a[i + l] - (double)b[i + l];
            lanes[l] += difference * difference;
        }
    }
    for (size_t i = whole; i < k; i++) {
        double difference = (double)a[i] - (double)b[i];
        lanes[i - whole] += difference * difference;
    }
    return total(lanes);
}

SECCHI_CLONES
void secchi_pull(float *unit, const float *row, float rate, size_t k) {
    for (size_t i = 0; i < k; i++) unit[i] += rate * (row[i] - unit[i]);
}

// 1.5 * 2^52: a number of magnitude below 2^51 added to it stands, rounded, in the low bits of the sum.
#define ROUNDER 0x1.8p52

SECCHI_CLONES
void secchi_sum_rows_fixed(const float *values, size_t stride, const uint32_t *rows, size_t count, size_t k, double scale,
                           int64_t *sums) {
    const double rounder = ROUNDER;
    int64_t zero;
    memcpy(&zero, &rounder, sizeof zero);
    for (size_t r = 0; r < count; r++) {
        const float *row = values + rows[r] * stride;
        for (size_t i = 0; i < k; i++) {
            double placed = (double)row[i] * scale + ROUNDER;
            int64_t bits;
            memcpy(&bits, &placed, sizeof bits);
            sums[i] += bits - zero;
        }
    }
}

SECCHI_CLONES
float secchi_greatest_finite(const float *values, size_t count) {
    uint32_t greatest = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        bits &= 0x7FFFFFFFu;
        greatest = bits > greatest ? bits : greatest;
    }
    float value;
    memcpy(&value, &greatest, sizeof value);
    return greatest < 0x7F800000u ? value : -1;
}
