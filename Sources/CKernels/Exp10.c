// SPDX-License-Identifier: Apache-2.0
// Ten to the power of x, for logarithmic wavelength grids. libm's exp10 takes one value at a time.
#include "CKernels.h"

#include <math.h>
#include <string.h>

// 2^k 2^r with k the nearest whole number to x log2(10), and 2^r by its Taylor series up to (r ln 2)^13 / 13!, whose rest
// is below 2e-17 for |r| <= 1/2.
SECCHI_CLONES
void secchi_exp10(const double *x, double *out, size_t n) {
// Fused multiplication would make the last bits depend on the processor.
#pragma clang fp contract(off)
    const double log2_10 = 3.3219280948873623479, ln10 = 2.3025850929940456840;
    // log10(2) in two parts; a whole number of up to eleven bits times the first is exact.
    const double log10_2_high = 0.30102999566383914, log10_2_low = 1.42050232272661e-13;
    // Adding and subtracting 1.5 * 2^52 rounds to a whole number, which is left in the low bits.
    const double magic = 6755399441055744.0;
    for (size_t i = 0; i < n; i++) {
        double y = x[i] * log2_10;
        double clamped = y < -1021.0 ? -1021.0 : (y > 1023.49 ? 1023.49 : y);
        double shifted = clamped + magic;
        double k = shifted - magic;
        double t = ((x[i] - k * log10_2_high) - k * log10_2_low) * ln10;
        double p = 1.0 / 6227020800.0;
        p = p * t + 1.0 / 479001600.0;
        p = p * t + 1.0 / 39916800.0;
        p = p * t + 1.0 / 3628800.0;
        p = p * t + 1.0 / 362880.0;
        p = p * t + 1.0 / 40320.0;
        p = p * t + 1.0 / 5040.0;
        p = p * t + 1.0 / 720.0;
        p = p * t + 1.0 / 120.0;
        p = p * t + 1.0 / 24.0;
        p = p * t + 1.0 / 6.0;
        p = p * t + 0.5;
        p = p * t + 1.0;
        p = p * t + 1.0;
        uint64_t bits;
        memcpy(&bits, &shifted, sizeof bits);
        bits = (bits + 1023) << 52;
        double scale;
        memcpy(&scale, &bits, sizeof scale);
        double value = p * scale;
        // A NaN fails every comparison, so it is asked for first.
        out[i] = y != y ? y : (y < -1021.0 ? 0.0 : (y > 1023.49 ? INFINITY : value));
    }
}
