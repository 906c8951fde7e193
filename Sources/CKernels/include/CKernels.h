// SPDX-License-Identifier: Apache-2.0
// Hot loops that Swift cannot make fast: one binary, compiled for several instruction sets, chosen by the loader.
#ifndef SECCHI_CKERNELS_H
#define SECCHI_CKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "big_endian.h"
#include "codebook.h"
#include "decomposition.h"
#include "descent.h"
#include "forest.h"
#include "labels.h"
#include "logistic.h"
#include "matrix.h"
#include "neighbours.h"
#include "rebin.h"
#include "spanning.h"
#include "wavelet.h"
#include "CText.h"
#include "CVOTable.h"

#if defined(__x86_64__)
#define SECCHI_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SECCHI_CLONES
#endif

/// out[i] = 10^x[i] for n values, within 5e-15 of the value and with equal bits everywhere; above 308.1 infinity, below -307.3
/// 0, NaN stays NaN.
void secchi_exp10(const double *x, double *out, size_t n);

/// Asks the system to back memory that is about to be written from end to end with huge pages; it may say no.
void secchi_advise_huge_pages(void *start, size_t bytes);

#endif
