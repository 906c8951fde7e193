"""Fetches all spectra of an SSA answer with pyvo over 3 connections, keeps the bytes, reads each with astropy and notes it.

harvest.py SSA_URL FOLDER -> seconds on the last line; the processor time goes to standard error.
"""
import hashlib, io, os, sqlite3, sys, time
from concurrent.futures import ThreadPoolExecutor

import numpy
import pyvo
from astropy.io import fits

url, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
start, cpu = time.time(), time.process_time()


def fetch(record):
    content = record.getdataset().read()
    name = hashlib.sha256(content).hexdigest()
    with open(os.path.join(folder, name), "wb") as file:
        file.write(content)
    with fits.open(io.BytesIO(content)) as hdus:
        header, flux = hdus[0].header, numpy.array(hdus[0].data, dtype="f4")
        first, step = header["CRVAL1"], header.get("CDELT1", header.get("CD1_1"))
        last = first + step * (len(flux) - 1)
        return name, record.getdataurl(), header.get("OBJECT"), header.get("DATE-OBS"), len(flux), first, last


records = pyvo.dal.SSAService(url).search()
with ThreadPoolExecutor(3) as pool:
    rows = list(pool.map(fetch, records))
with sqlite3.connect(os.path.join(folder, "catalogue.sqlite")) as database:
    database.execute("CREATE TABLE spectrum (hash, url, object, date, points, first, last)")
    database.executemany("INSERT INTO spectrum VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
assert len(rows) == len(records) > 0
print(f"{len(rows)} spectra, {time.process_time() - cpu:.1f} s of processor time", file=sys.stderr)
print(time.time() - start)
