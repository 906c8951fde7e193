# SPDX-License-Identifier: Apache-2.0
"""Trains (or trains, then times prediction with) scikit-learn's forest on the file that ForestBenchmark.swift wrote."""
import sys
import time

import numpy
from sklearn.ensemble import RandomForestClassifier

path, rows, columns, task = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
raw = open(path, "rb").read()
x = numpy.frombuffer(raw, "<f4", rows * columns).reshape(rows, columns)
y = numpy.frombuffer(raw, "u1", rows, offset=4 * rows * columns)
RandomForestClassifier(2, n_jobs=2, random_state=1).fit(x[:200], y[:200])
forest = RandomForestClassifier(100, n_jobs=2, random_state=1)
start = time.perf_counter()
forest.fit(x, y)
if task == "predict":
    start = time.perf_counter()
    forest.predict_proba(x)
print(time.perf_counter() - start)
