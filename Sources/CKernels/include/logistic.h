// SPDX-License-Identifier: Apache-2.0
// Loss and gradient of multinomial logistic regression for some rows.
#ifndef SECCHI_LOGISTIC_H
#define SECCHI_LOGISTIC_H

#include <stddef.h>
#include <stdint.h>

// Adds to gradient[j * classes + c], for columns j < m and for j = m (intercepts), the derivatives of the weighted sum of
// -ln p of the true class over rows from <= i < to of x (n x m), each value (x - mean[j]) * scale[j]. `coefficients` has the
// same shape, (m + 1) x classes. `scratch` has 2 * classes + m values. Returns the weighted sum. Equal bits on every CPU.
double secchi_logistic_loss(const float *x, size_t m, const double *mean, const double *scale, const uint16_t *labels,
                            const double *weights, size_t from, size_t to, size_t classes, const double *coefficients,
                            double *gradient, double *scratch);

// p[i * classes + c] of the same rows, counted from `from`.
void secchi_logistic_predict(const float *x, size_t m, const double *mean, const double *scale, size_t from, size_t to,
                             size_t classes, const double *coefficients, float *p, double *scratch);

#endif
