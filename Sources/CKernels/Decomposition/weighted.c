// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16 };

static inline double total(const double *lanes) {
    double sum = 0;
    for (int l = 0; l < LANES; l++) sum += lanes[l];
    return sum;
}

// One row of the normal equations: v times weights, then its product with every later vector.
SECCHI_CLONES
static void normal_row(const float *x, const float *weights, const float *vectors, size_t i, size_t k, size_t d,
                       double *normal, double *right) {
    const float *v = vectors + i * d;
    size_t whole = d / LANES * LANES;
    double lanes[LANES] = {0};
    for (size_t p = 0; p < d; p++) {
        double value = weights[p] > 0 ? (double)weights[p] * (double)v[p] * (double)x[p] : 0;
        lanes[p % LANES] += value;
    }
    right[i] = total(lanes);
    for (size_t j = i; j < k; j++) {
        const float *u = vectors + j * d;
        for (int l = 0; l < LANES; l++) lanes[l] = 0;
        for (size_t p = 0; p < whole; p += LANES) {
            for (size_t l = 0; l < LANES; l++) {
                lanes[l] += (double)weights[p + l] * (double)v[p + l] * (double)u[p + l];
            }
        }
        for (size_t p = whole; p < d; p++) lanes[p - whole] += (double)weights[p] * (double)v[p] * (double)u[p];
        normal[i * k + j] = normal[j * k + i] = total(lanes);
    }
}

void secchi_weighted_normal(const float *x, const float *weights, const float *vectors, size_t k, size_t d, double *normal,
                            double *right) {
    for (size_t i = 0; i < k; i++) normal_row(x, weights, vectors, i, k, d, normal, right);
}
