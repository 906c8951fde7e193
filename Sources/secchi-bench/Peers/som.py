# SPDX-License-Identifier: Apache-2.0
"""Batch maps of 30 x 30 units on the file that made_spectra.py wrote: somoclu, or what an expert writes with numpy.

The numpy one starts on the first two principal components, with a Gaussian of radius 15 to 1 in equal steps, 10 epochs, and
ends with quantisation and topographic error. Two products of matrices an epoch (search, neighbourhood), in single precision;
rows sorted by unit are added up by numpy.sum, the fastest way it has.
"""
import sys
import time

import numpy as np

path, rows, columns, mode = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
WIDTH, EPOCHS, BLOCK = 30, 10, 4096
x = np.fromfile(path, "<f4", rows * columns).reshape(rows, columns)


def start_units():
    mean = x.mean(0)
    centred = x - mean
    q = np.linalg.qr(centred.T @ (centred @ np.random.default_rng(1).normal(size=(columns, 10)).astype("f4")))[0]
    for _ in range(3):
        q = np.linalg.qr(centred.T @ (centred @ q))[0]
    _, s, v = np.linalg.svd(centred @ q, full_matrices=False)
    deviations = s[:2] / np.sqrt(rows - 1)
    plane = (v[:2] @ q.T) * deviations[:, None]
    place = np.linspace(-2, 2, WIDTH)
    down, across = np.meshgrid(place, place, indexing="ij")
    return (mean + np.stack([across.ravel(), down.ravel()], 1) @ plane).astype("f4")


def search(units):
    half = (units * units).sum(1) / 2
    best = np.empty(rows, np.int64)
    for i in range(0, rows, BLOCK):
        best[i : i + BLOCK] = (half - x[i : i + BLOCK] @ units.T).argmin(1)
    return best


def train():
    units = start_units()
    y, column = np.divmod(np.arange(WIDTH * WIDTH), WIDTH)
    squared = ((y[:, None] - y) ** 2 + (column[:, None] - column) ** 2).astype("f4")
    for epoch in range(EPOCHS):
        radius = 15 + (1 - 15) * epoch / (EPOCHS - 1)
        best = search(units)
        order = np.argsort(best, kind="stable")
        counts = np.bincount(best, minlength=len(units))
        sums = np.zeros_like(units)
        for unit, part in enumerate(np.split(order, np.cumsum(counts)[:-1])):
            if len(part):
                sums[unit] = x[part].sum(0)
        weights = np.exp(-squared / np.float32(2 * radius * radius))
        units = (weights @ sums) / (weights @ counts.astype("f4"))[:, None]
    half = (units * units).sum(1) / 2
    distance, torn = 0.0, 0
    for i in range(0, rows, BLOCK):
        block = x[i : i + BLOCK]
        score = half - block @ units.T
        two = np.argpartition(score, 1, axis=1)[:, :2]
        two = np.take_along_axis(two, np.take_along_axis(score, two, 1).argsort(1), 1)
        distance += np.linalg.norm(block - units[two[:, 0]], axis=1).sum(dtype="f8")
        torn += (squared[two[:, 0], two[:, 1]] > 2.01).sum()
    return distance / rows, torn / rows


def somoclu_map():
    import somoclu

    som = somoclu.Somoclu(WIDTH, WIDTH, initialization="pca", compactsupport=False)
    start = time.perf_counter()
    som.train(x, epochs=EPOCHS)
    seconds = time.perf_counter() - start
    units = som.codebook.reshape(-1, columns)
    best = som.bmus[:, 1] * WIDTH + som.bmus[:, 0]
    return seconds, np.linalg.norm(x - units[best], axis=1).mean(dtype="f8")


np.ones((512, 512), "f4") @ np.ones((512, 512), "f4")
if mode == "somoclu":
    seconds, error = somoclu_map()
    print(f"    somoclu: quantisation error {error:.4f}")
else:
    start = time.perf_counter()
    error, torn = train()
    seconds = time.perf_counter() - start
    print(f"    numpy: quantisation error {error:.4f}, topographic error {torn:.4f}")
    if len(sys.argv) > 6:
        ours_error, ours_torn = float(sys.argv[5]), float(sys.argv[6])
        assert ours_error <= error and ours_torn <= torn, "ours is the worse map"
print(seconds)
