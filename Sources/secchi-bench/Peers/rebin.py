# SPDX-License-Identifier: Apache-2.0
"""Rebins the spectra of RebinBenchmark.swift: rebin.py FOLDER own-spectres|own-specutils|same-sparse|same-spectres.

Prints the seconds for all spectra on its last line. The two that take one spectrum at a time do 200 and scale.
"""
import sys
import time
import warnings

import numpy as np

warnings.simplefilter("ignore")
folder, mode = sys.argv[1:]
count, old, new, grids, timed = 10_000, 3700, 2000, 500, 200
flux = np.fromfile(f"{folder}/flux.f32", dtype="<f4").reshape(count, old)
grid = 3900.0 + 2.4 * np.arange(new)


def wavelengths(row):
    return 10 ** (3.58 + 1e-4 * (np.arange(old) + (row % grids) / grids))


def overlap_matrix(wave):
    """The banded matrix of overlaps, as one who knows scipy would build it."""
    import scipy.sparse

    def edges(x):
        middle = (x[1:] + x[:-1]) / 2
        return np.concatenate([[2 * x[0] - middle[0]], middle, [2 * x[-1] - middle[-1]]])

    a, b = edges(wave), edges(grid)
    first = np.searchsorted(a, b[:-1], side="right") - 1
    last = np.searchsorted(a, b[1:], side="left") - 1
    rows, columns, weights = [], [], []
    for j in range(new):
        i = np.arange(first[j], last[j] + 1)
        width = np.minimum(a[i + 1], b[j + 1]) - np.maximum(a[i], b[j])
        rows += [j] * len(i)
        columns += list(i)
        weights += list(width / width.sum())
    return scipy.sparse.csr_matrix((np.array(weights, "f4"), (rows, columns)), (new, old))


if mode == "own-spectres":
    import spectres

    spectres.spectres(grid, wavelengths(0), flux[0], verbose=False)
    waves = [wavelengths(row) for row in range(timed)]
    start = time.perf_counter()
    for row in range(timed):
        spectres.spectres(grid, waves[row], flux[row], verbose=False)
    seconds = (time.perf_counter() - start) * count / timed
elif mode == "own-specutils":
    import astropy.units as u
    import specutils
    from specutils.manipulation import FluxConservingResampler

    kind = getattr(specutils, "Spectrum", None) or specutils.Spectrum1D
    resample = FluxConservingResampler()
    spectra = [kind(flux=flux[r] * u.Jy, spectral_axis=wavelengths(r) * u.AA) for r in range(timed)]
    resample(spectra[0], grid * u.AA)
    start = time.perf_counter()
    for spectrum in spectra:
        resample(spectrum, grid * u.AA)
    seconds = (time.perf_counter() - start) * count / timed
elif mode == "same-sparse":
    matrix = overlap_matrix(wavelengths(0))
    flux[:100] @ matrix.T
    start = time.perf_counter()
    result = (matrix @ flux.T).T
    seconds = time.perf_counter() - start
    # Whichever way round scipy is faster counts.
    start = time.perf_counter()
    result = flux @ matrix.T
    seconds = min(seconds, time.perf_counter() - start)
else:
    import spectres

    start = time.perf_counter()
    spectres.spectres(grid, wavelengths(0), flux, verbose=False)
    seconds = time.perf_counter() - start
print(seconds)
