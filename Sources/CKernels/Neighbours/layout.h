// SPDX-License-Identifier: Apache-2.0
// What all forms of laid-out rows have in common.
#ifndef SECCHI_NEIGHBOURS_LAYOUT_H
#define SECCHI_NEIGHBOURS_LAYOUT_H

#include <math.h>

#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

// Value p of a row.
static inline float layout_value(float value, double scale, const secchi_neighbour_layout *layout, size_t p) {
    return (float)(((double)value * scale - layout->centre[p]) * layout->factor[p]);
}

// A squared length, lowered by what rounding to float and the bound's own sums may add, and steps below the least normal
// number may lose.
static inline float layout_norm(double norm, size_t columns) {
    double lowered = norm * (1 - 0x1p-19) - (double)(columns + 1) * 0x1p-110;
    return nextafterf((float)lowered, -INFINITY);
}

#endif
