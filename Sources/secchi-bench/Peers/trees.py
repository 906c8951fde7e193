# SPDX-License-Identifier: Apache-2.0
"""Trains a peer on made spectra: trees.py PATH ROWS TESTED PIXELS PEER [predict]

Learns from the first ROWS of PATH.f32, judges the next TESTED; prints accuracy, then macro F1, then the seconds of training
(or of telling the probabilities of the tested rows, the median of five).
"""
import sys
import time

import numpy
from sklearn.metrics import accuracy_score, f1_score

path, rows, tested, pixels, peer = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
x = numpy.fromfile(path + ".f32", "<f4").reshape(rows + tested, pixels)
y = numpy.fromfile(path + ".u8", "u1")
if peer == "lightgbm":
    from lightgbm import LGBMClassifier

    def make(trees):
        return LGBMClassifier(n_estimators=trees, n_jobs=2, verbose=-1)
else:
    if peer == "intelex":
        from sklearnex.ensemble import RandomForestClassifier
    else:
        from sklearn.ensemble import RandomForestClassifier

    def make(trees):
        return RandomForestClassifier(trees, n_jobs=2, random_state=1)


make(2).fit(x[:500], y[:500])
model = make(100)
start = time.perf_counter()
model.fit(x[:rows], y[:rows])
trained = time.perf_counter() - start
model.predict_proba(x[rows:])
predicted = []
for _ in range(5):
    start = time.perf_counter()
    told = model.classes_[model.predict_proba(x[rows:]).argmax(axis=1)]
    predicted.append(time.perf_counter() - start)
print(accuracy_score(y[rows:], told))
print(f1_score(y[rows:], told, average="macro"))
print(sorted(predicted)[2] if "predict" in sys.argv else trained)
