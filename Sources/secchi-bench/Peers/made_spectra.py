# SPDX-License-Identifier: Apache-2.0
"""Makes spectra of seven classes for the benchmarks of learning: made_spectra.py FOLDER ROWS PIXELS [SEED]

Absorption 60 %, single emission peak 9 %, double peak 4 %, P Cygni 2 %, M stars 12 %, quasars 6 %, noise 7 %; signal to
noise log-normal about 12. PIXELS is 3700 (3700 to 9100 Angstrom, even in the logarithm) or another number (6400 to 6700
Angstrom). Writes FOLDER/spectra-ROWSxPIXELS-SEED.f32 (row-major, little-endian) and .u8 (a class number a row), both
whole or not at all. Each 1,000 rows draw from their own generator, so that the first rows of a larger file are those of
a smaller one.
"""
import os
import sys

import numpy

SHARES = numpy.cumsum([0.60, 0.09, 0.04, 0.02, 0.12, 0.06, 0.07])
BLOCK = 1000
BALMER = [(6562.8, 1.0), (4861.3, 0.8), (4340.5, 0.7), (4101.7, 0.6), (3970.1, 0.5), (3889.0, 0.4)]
METALS = [(3933.7, 0.9), (4226.7, 0.4), (4383.5, 0.35), (5172.7, 0.5), (5269.5, 0.3), (5889.9, 0.45), (6494.9, 0.25),
          (6495.0, 0.15), (6417.0, 0.12), (6439.1, 0.15), (6462.6, 0.12), (6643.6, 0.1), (6678.2, 0.12), (8498.0, 0.3),
          (8542.1, 0.5), (8662.1, 0.45)]
BANDS = [(4954, 60), (5167, 80), (5448, 70), (5847, 90), (6158, 110), (6651, 70), (7053, 150), (7589, 110), (8432, 120)]
QUASAR = [(1215.7, 1.0, 25), (1549.1, 0.6, 22), (1908.7, 0.4, 28), (2798.8, 0.5, 30), (4861.3, 0.4, 40),
          (4958.9, 0.25, 8), (5006.8, 0.7, 8), (6562.8, 1.2, 50)]


def gauss(x, centre, width):
    return numpy.exp(-0.5 * ((x - centre) / width) ** 2)


def one(x, label, random):
    """One spectrum without noise, about 1."""
    middle = 6500.0
    shift = 1 + random.normal(0, 60) / 299792.458
    slope = random.normal(0, 0.5)
    flux = (x / middle) ** slope
    if label == 6:
        return 1 + 0.02 * random.normal() * (x / middle - 1)
    if label == 5:
        z = random.uniform(0.1, 3.2)
        for centre, strength, width in QUASAR:
            flux = flux + strength * random.lognormal(0, 0.4) * gauss(x, centre * (1 + z), width * (1 + z))
        return flux
    if label == 4:
        depth = random.uniform(0.15, 0.7)
        for head, length in BANDS:
            behind = x - head * shift
            flux = flux * (1 - depth * random.uniform(0.6, 1) * (behind > 0) * numpy.exp(-numpy.maximum(behind, 0) / length))
        if random.uniform() < 0.3:
            flux = flux + random.uniform(0.1, 0.6) * gauss(x, 6562.8 * shift, 2.0)
        return flux
    hot = random.uniform()
    width = 1.8 + 5.0 * hot * random.uniform(0.5, 1)
    balmer = (0.12 + 0.45 * hot) * random.uniform(0.6, 1)
    for centre, strength in BALMER:
        flux = flux * (1 - balmer * strength * gauss(x, centre * shift, width))
    for centre, strength in METALS:
        flux = flux * (1 - 0.8 * (1 - hot) * strength * random.uniform(0.5, 1) * gauss(x, centre * shift, 1.6))
    if label == 0:
        return flux
    strength = random.lognormal(-0.6, 0.7)
    width = random.uniform(1.8, 4.5)
    for number, (centre, share) in enumerate(BALMER):
        scale = strength * share ** 2 if number else strength
        centre = centre * shift
        if label == 1:
            flux = flux + scale * gauss(x, centre, width)
        elif label == 2:
            half, ratio = random.uniform(2.2, 5.5), random.uniform(0.7, 1.4)
            flux = flux + scale * (ratio * gauss(x, centre - half, width * 0.6) + gauss(x, centre + half, width * 0.6))
        else:
            away = random.uniform(3, 9)
            flux = flux * (1 - 0.7 * min(scale, 1) * gauss(x, centre - away, width)) + scale * gauss(x, centre + 1, width)
    return flux


def make(rows, pixels, seed):
    if pixels == 3700:
        x = numpy.geomspace(3700, 9100, pixels)
    else:
        x = numpy.linspace(6400, 6700, pixels)
    values = numpy.empty((rows, pixels), "<f4")
    labels = numpy.empty(rows, "u1")
    for start in range(0, rows, BLOCK):
        random = numpy.random.default_rng([seed, start // BLOCK])
        for row in range(start, min(start + BLOCK, rows)):
            label = min(int(numpy.searchsorted(SHARES, random.uniform(), side="right")), 6)
            flux = one(x, label, random)
            noise = 1 / random.lognormal(numpy.log(12), 0.7) if label != 6 else random.lognormal(-0.5, 0.5)
            flux = flux + noise * random.standard_normal(pixels)
            values[row] = flux / numpy.median(flux) if label != 6 else flux
            labels[row] = label
    return values, labels


def main():
    folder, rows, pixels = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    values, labels = make(rows, pixels, seed)
    for array, ending in ((values, "f32"), (labels, "u8")):
        path = f"{folder}/spectra-{rows}x{pixels}-{seed}.{ending}"
        array.tofile(path + ".partial")
        os.replace(path + ".partial", path)


if __name__ == "__main__":
    main()
