// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

// scratch: classes probabilities, classes left free, m standardised values. Returns the logarithm of the sum of exponents.
SECCHI_CLONES
static void logits(const float *row, size_t m, const double *mean, const double *scale, size_t classes,
                   const double *coefficients, double *scratch) {
    double *sums = scratch, *values = scratch + 2 * classes;
    for (size_t c = 0; c < classes; c++) sums[c] = coefficients[m * classes + c];
    for (size_t j = 0; j < m; j++) {
        double value = ((double)row[j] - mean[j]) * scale[j];
        values[j] = value;
        for (size_t c = 0; c < classes; c++) sums[c] += value * coefficients[j * classes + c];
    }
}

static double softmax(double *sums, size_t classes, size_t label) {
    double most = sums[0], total = 0;
    for (size_t c = 1; c < classes; c++) most = sums[c] > most ? sums[c] : most;
    double own = sums[label] - most;
    for (size_t c = 0; c < classes; c++) {
        sums[c] = exp(sums[c] - most);
        total += sums[c];
    }
    for (size_t c = 0; c < classes; c++) sums[c] /= total;
    return log(total) - own;
}

SECCHI_CLONES
static void add_gradient(size_t m, size_t classes, const double *errors, const double *values, double *gradient) {
    for (size_t j = 0; j < m; j++) {
        for (size_t c = 0; c < classes; c++) gradient[j * classes + c] += values[j] * errors[c];
    }
    for (size_t c = 0; c < classes; c++) gradient[m * classes + c] += errors[c];
}

double secchi_logistic_loss(const float *x, size_t m, const double *mean, const double *scale, const uint16_t *labels,
                            const double *weights, size_t from, size_t to, size_t classes, const double *coefficients,
                            double *gradient, double *scratch) {
    double loss = 0;
    for (size_t i = from; i < to; i++) {
        if (weights[i] == 0) continue;
        logits(x + i * m, m, mean, scale, classes, coefficients, scratch);
        loss += weights[i] * softmax(scratch, classes, labels[i]);
        scratch[labels[i]] -= 1;
        for (size_t c = 0; c < classes; c++) scratch[c] *= weights[i];
        add_gradient(m, classes, scratch, scratch + 2 * classes, gradient);
    }
    return loss;
}

void secchi_logistic_predict(const float *x, size_t m, const double *mean, const double *scale, size_t from, size_t to,
                             size_t classes, const double *coefficients, float *p, double *scratch) {
    for (size_t i = from; i < to; i++) {
        logits(x + i * m, m, mean, scale, classes, coefficients, scratch);
        softmax(scratch, classes, 0);
        for (size_t c = 0; c < classes; c++) p[(i - from) * classes + c] = (float)scratch[c];
    }
}
