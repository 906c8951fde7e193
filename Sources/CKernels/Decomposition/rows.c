// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

enum { LANES = 16 };

SECCHI_CLONES
static double inner_product(const float *a, const float *b, size_t k) {
    double lanes[LANES] = {0};
    size_t whole = k / LANES * LANES;
    for (size_t i = 0; i < whole; i += LANES) {
        for (size_t l = 0; l < LANES; l++) lanes[l] += (double)a[i + l] * (double)b[i + l];
    }
    double sum = 0;
    for (size_t l = 0; l < LANES; l++) sum += lanes[l];
    for (size_t i = whole; i < k; i++) sum += (double)a[i] * (double)b[i];
    return sum;
}

void secchi_inner_products(const float *a, size_t m, const float *b, size_t n, size_t k, double *out) {
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < m; i++) out[i * n + j] = inner_product(a + i * k, b + j * k, k);
    }
}

SECCHI_CLONES
void secchi_subtract_rows(float *row, const double *factors, const float *b, size_t n, size_t k, size_t from, size_t to) {
    for (size_t j = 0; j < n; j++) {
        float factor = (float)factors[j];
        const float *other = b + j * k;
        for (size_t i = from; i < to; i++) row[i] -= factor * other[i];
    }
}
