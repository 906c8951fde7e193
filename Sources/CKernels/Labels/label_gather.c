// SPDX-License-Identifier: Apache-2.0
#include "CKernels.h"

#pragma STDC FP_CONTRACT OFF

// The widths that are usual are unrolled; each sum has the order of the edges, so that all widths give equal bits.
#define GATHER(WIDTH)                                                                          \
    for (size_t i = from; i < to; i++) {                                                       \
        double sums[WIDTH] = {0};                                                              \
        for (uint64_t e = offsets[i]; e < offsets[i + 1]; e++) {                               \
            const double *row = f + (size_t)columns[e] * (WIDTH);                              \
            for (size_t c = 0; c < (WIDTH); c++) sums[c] += row[c];                            \
        }                                                                                      \
        for (size_t c = 0; c < (WIDTH); c++) out[i * (WIDTH) + c] = sums[c];                   \
    }

SECCHI_CLONES
void secchi_label_gather(const uint64_t *offsets, const uint32_t *columns, size_t from, size_t to, size_t classes,
                         const double *f, double *out) {
    switch (classes) {
    case 2: GATHER(2) return;
    case 3: GATHER(3) return;
    case 4: GATHER(4) return;
    case 5: GATHER(5) return;
    case 6: GATHER(6) return;
    case 7: GATHER(7) return;
    case 8: GATHER(8) return;
    default: break;
    }
    for (size_t i = from; i < to; i++) {
        double *sums = out + i * classes;
        for (size_t c = 0; c < classes; c++) sums[c] = 0;
        for (uint64_t e = offsets[i]; e < offsets[i + 1]; e++) {
            const double *row = f + (size_t)columns[e] * classes;
            for (size_t c = 0; c < classes; c++) sums[c] += row[c];
        }
    }
}
