# SPDX-License-Identifier: Apache-2.0
"""50 principal components of the file that made_spectra.py wrote: covariance by numpy and eigenpairs by scipy,
which is exact, or scikit-learn's randomised solver. The exact one refuses ours if it explains less by more than 1e-4."""
import sys
import time

import numpy as np
import scipy.linalg
from sklearn.decomposition import PCA

path, rows, columns, mode, ours = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], float(sys.argv[5])
x = np.fromfile(path, "<f4", rows * columns).reshape(rows, columns)
np.ones((512, 512), "f4") @ np.ones((512, 512), "f4")
start = time.perf_counter()
if mode == "numpy":
    centred = x - x.mean(0)
    covariance = (centred.T @ centred) / (rows - 1)
    values, _ = scipy.linalg.eigh(covariance, subset_by_index=[columns - 50, columns - 1])
    explained = values.sum() / np.trace(covariance)
    seconds = time.perf_counter() - start
    assert abs(explained - ours) < 1e-4, f"ours explains {ours}, the exact components {explained}"
else:
    explained = PCA(50, svd_solver="randomized", random_state=1).fit(x).explained_variance_ratio_.sum()
    seconds = time.perf_counter() - start
print(f"    {mode} explains {explained:.6f}")
print(seconds)
