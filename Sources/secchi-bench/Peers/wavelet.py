# SPDX-License-Identifier: Apache-2.0
"""Transforms the spectra of WaveletBenchmark.swift: wavelet.py FOLDER forward|inverse. Prints the seconds on its last line."""
import sys
import time

import numpy as np
import pywt

folder, mode = sys.argv[1:]
flux = np.fromfile(f"{folder}/flux.f32", dtype="<f4").reshape(20_000, 3700)
pywt.wavedec(flux[:10], "db4", "symmetric", 6, axis=1)
if mode == "inverse":
    coefficients = pywt.wavedec(flux, "db4", "symmetric", 6, axis=1)
start = time.perf_counter()
if mode == "forward":
    pywt.wavedec(flux, "db4", "symmetric", 6, axis=1)
else:
    pywt.waverec(coefficients, "db4", "symmetric", axis=1)
print(time.perf_counter() - start)
