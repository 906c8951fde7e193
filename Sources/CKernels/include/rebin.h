// SPDX-License-Identifier: Apache-2.0
// Bringing spectra from one pixel grid to another.
#ifndef SECCHI_REBIN_H
#define SECCHI_REBIN_H

#include <stddef.h>
#include <stdint.h>

/// Scratch that secchi_rebin_overlap needs, in bytes.
size_t secchi_rebin_scratch(size_t n, size_t m);

/// The n + 1 edges of n ≥ 2 pixels: halfway between centres; the outer ones as far beyond as the halfway points are before.
void secchi_rebin_edges(const double *centres, size_t n, double *edges);

/// Flux-conserving rebinning of one spectrum: every new pixel holds the mean flux density of the valid old pixels that it
/// overlaps, weighted by overlap, and the error of that mean for independent old pixels.
///
/// Sums run over old pixels in ascending order, in double precision, so the result does not depend on how calls are divided
/// among threads. O(n + m).
///
/// centres: n ascending old centres. flux: n. sigma: n, or NULL. mask: n, nonzero where there is no data, or NULL; pixels
/// that are not finite count as masked. edges: m + 1 ascending new edges.
/// out, out_sigma (NULL if sigma is): m; 0 where masked. covered: m fractions, 0 to 1. out_mask: m, 1 where covered is less
/// than minimum_coverage, or nothing is covered. scratch: secchi_rebin_scratch(n, m) bytes, 64-byte aligned.
void secchi_rebin_overlap(const double *centres, const float *flux, const float *sigma, const uint8_t *mask, size_t n,
                          const double *edges, size_t m, double minimum_coverage, float *out, float *out_sigma,
                          float *covered, uint8_t *out_mask, void *scratch);

/// Rows per block of secchi_rebin_banded.
#define SECCHI_REBIN_BLOCK 16

/// Scratch that secchi_rebin_banded needs, in bytes.
size_t secchi_rebin_banded_scratch(size_t n, size_t m, size_t band);

/// out[r][j] = Σ_k weights[j · band + k] · in[r][first[j] + k], k ascending, in single precision, for `rows` rows.
///
/// in: rows × n; out: rows × m, both row-major; first[j] + band ≤ n. scratch: secchi_rebin_banded_scratch(n, m, band) bytes, 64-byte
/// aligned. Each row's result is the same whatever rows stand beside it.
void secchi_rebin_banded(const float *in, size_t rows, size_t n, const int32_t *first, const float *weights, size_t band,
                         float *out, size_t m, void *scratch);

#endif
