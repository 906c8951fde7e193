// SPDX-License-Identifier: Apache-2.0
// Starck, Murtagh & Fadili 2010, "Sparse Image and Signal Processing", section 3.5.
#include <stddef.h>

#include "CKernels.h"
#include "wavelet.h"

#pragma STDC FP_CONTRACT OFF

// The value at `place`, mirrored at the first and the last one.
static float mirrored(const float *x, size_t n, ptrdiff_t place) {
    if (n == 1) return x[0];
    ptrdiff_t period = 2 * ((ptrdiff_t)n - 1), at = place % period;
    if (at < 0) at += period;
    return x[at < (ptrdiff_t)n ? at : period - at];
}

SECCHI_CLONES
static void smooth_inside(const float *x, size_t from, size_t to, size_t hole, float *out) {
    for (size_t i = from; i < to; i++) {
        out[i] = 0.375f * x[i] + 0.25f * (x[i - hole] + x[i + hole]) + 0.0625f * (x[i - 2 * hole] + x[i + 2 * hole]);
    }
}

void secchi_starlet_smooth(const float *values, size_t n, size_t hole, float *out) {
    size_t reach = hole > n ? n : 2 * hole;
    size_t from = reach < n ? reach : n, to = n > reach ? n - reach : 0;
    if (to < from) to = from;
    for (size_t i = 0; i < n; i++) {
        if (i == from) i = to;
        if (i >= n) break;
        ptrdiff_t at = (ptrdiff_t)i, step = (ptrdiff_t)hole;
        float near = mirrored(values, n, at - step) + mirrored(values, n, at + step);
        float far = mirrored(values, n, at - 2 * step) + mirrored(values, n, at + 2 * step);
        out[i] = 0.375f * values[i] + 0.25f * near + 0.0625f * far;
    }
    smooth_inside(values, from, to, hole, out);
}
