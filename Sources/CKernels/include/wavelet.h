// SPDX-License-Identifier: Apache-2.0
// Discrete wavelet transforms of rows, each for one thread: callers share out the rows. Sums have a fixed order, so every
// sharing-out gives the same bits, on every CPU with fused multiply-add (x86 since 2013, all 64-bit ARM).
#ifndef SECCHI_WAVELET_H
#define SECCHI_WAVELET_H

#include <stddef.h>
#include <stdint.h>

enum { SECCHI_WAVELET_TAPS = 20 };

// What stands beyond the ends of a signal.
enum secchi_wavelet_edge {
    SECCHI_WAVELET_SYMMETRIC,  // … x1 x0 | x0 x1 …
    SECCHI_WAVELET_ZERO,
    SECCHI_WAVELET_PERIODIC,  // the signal again, after its last value is doubled where its length is odd; no more
                              // coefficients than values
};

// An orthogonal wavelet: the low-pass and high-pass filters of the decomposition; `taps` is even, 2 … 20.
typedef struct {
    uint32_t taps;
    int edge;
    float low[SECCHI_WAVELET_TAPS], high[SECCHI_WAVELET_TAPS];
} secchi_wavelet;

// Coefficients that one level makes of n > 0 values, of each kind.
size_t secchi_wavelet_count(const secchi_wavelet *wavelet, size_t n);

// Floats of scratch memory that both transforms want for rows of n values.
size_t secchi_wavelet_scratch(const secchi_wavelet *wavelet, size_t n);

// Rows of n values into rows of coefficients: approximation first, then details from the coarsest to the finest.
// Rows begin `stride` and `out_stride` values apart. Returns the number of the first row that has a value which is not
// finite, `rows` if there is none; rows from there on are not transformed.
size_t secchi_wavelet_forward(const secchi_wavelet *wavelet, const float *values, size_t stride, size_t rows, size_t n,
                              unsigned levels, float *out, size_t out_stride, float *scratch);

// The way back.
void secchi_wavelet_inverse(const secchi_wavelet *wavelet, const float *coefficients, size_t stride, size_t rows, size_t n,
                            unsigned levels, float *out, size_t out_stride, float *scratch);

// One step of the à trous transform with the cubic B-spline: out[i] is the weighted mean of n > 0 values at distances 0, ±hole
// and ±2 hole with weights 6, 4 and 1 of 16, mirrored at the first and last value.
void secchi_starlet_smooth(const float *values, size_t n, size_t hole, float *out);

#endif
