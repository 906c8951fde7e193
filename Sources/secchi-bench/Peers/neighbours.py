# SPDX-License-Identifier: Apache-2.0
"""Local outlier factors of spectra that made_spectra.py wrote, by the peer named on the command line; the last of some runs."""
import os
import sys
import time

os.environ["OMP_NUM_THREADS"] = "2"
path, rows, columns, peer = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
if peer == "faiss" and "avx512f" in open("/proc/cpuinfo").read():
    os.environ["OPENBLAS_CORETYPE"] = "SkylakeX"  # its BLAS does not know newer processors
import numpy

x = numpy.fromfile(path, "<f4", rows * columns).reshape(rows, columns)
K = 20


def factors(numbers, distances):
    reach = numpy.maximum(distances, distances[:, -1][numbers])
    density = 1 / (reach.mean(axis=1) + 1e-10)
    return density[numbers].mean(axis=1) / density


if peer == "faiss":
    import faiss

    faiss.omp_set_num_threads(2)

    def run(x):
        index = faiss.IndexFlatL2(x.shape[1])
        index.add(x)
        squares, numbers = index.search(x, K + 1)
        return factors(numbers[:, 1:], numpy.sqrt(numpy.maximum(squares[:, 1:], 0)))

elif peer == "pynndescent":
    import numba
    import pynndescent

    numba.set_num_threads(2)

    def run(x):
        numbers, distances = pynndescent.NNDescent(x, n_neighbors=K + 1, n_jobs=2, random_state=1).neighbor_graph
        return factors(numbers[:, 1:], distances[:, 1:])

else:
    if peer == "intelex":
        from sklearnex import patch_sklearn

        patch_sklearn(verbose=False)
    from sklearn.neighbors import LocalOutlierFactor

    def run(x):
        return LocalOutlierFactor(n_neighbors=K, n_jobs=2, algorithm="brute").fit(x).negative_outlier_factor_


run(x[:2000])
for _ in range(int(sys.argv[5]) if len(sys.argv) > 5 else 1):
    start = time.perf_counter()
    run(x)
    seconds = time.perf_counter() - start
print(seconds)
