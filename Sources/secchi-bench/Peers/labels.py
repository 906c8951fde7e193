# SPDX-License-Identifier: Apache-2.0
"""Times scikit-learn's LabelSpreading on the file of made spectra that made_spectra.py wrote."""
import sys
import time

import numpy
from sklearn.semi_supervised import LabelSpreading

path, rows, columns, kind, gamma = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], float(sys.argv[5])
x = numpy.fromfile(path, "<f4", rows * columns).reshape(rows, columns)
truth = numpy.fromfile(path[:-3] + "u8", "u1", rows).astype(int)
given = numpy.where(numpy.arange(rows) % 20 == 0, truth, -1)
model = LabelSpreading(kernel=kind, gamma=gamma, n_neighbors=10, n_jobs=2, max_iter=1000)
model.fit(x[:500], given[:500])
start = time.perf_counter()
model.fit(x, given)
print(time.perf_counter() - start)
