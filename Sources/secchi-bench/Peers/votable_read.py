# SPDX-License-Identifier: Apache-2.0
"""Reads one VOTable with astropy into arrays; prints the seconds."""
import sys
import time
import warnings

from astropy.io.votable import parse

warnings.simplefilter("ignore")
start = time.perf_counter()
table = parse(sys.argv[1]).get_first_table()
assert len(table.array) == 1_000_000
print(time.perf_counter() - start)
