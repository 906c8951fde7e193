# SPDX-License-Identifier: Apache-2.0
"""Reads all spectra of a folder as a user would: header keywords, flux, inverse variance and wavelength as native arrays.

read_spectra.py astropy|fitsio sdss|lamost FOLDER
"""
import glob
import sys
import time

import numpy as np


def astropy_sdss(path):
    with fits.open(path, memmap=False) as hdus:
        header = hdus[0].header
        row = [header[key] for key in ("RA", "DEC", "PLATEID", "MJD", "FIBERID", "DATE-OBS", "EXPTIME", "SN_MEDIAN")]
        best = hdus["SPECOBJ"].data
        row += [best[key][0] for key in ("CLASS", "SUBCLASS", "Z", "ZWARNING")]
        coadd = hdus["COADD"].data
        flux = coadd["flux"].astype(np.float32)
        ivar = coadd["ivar"].astype(np.float32)
        mask = coadd["and_mask"].astype(np.int32)
        wave = 10 ** coadd["loglam"].astype(np.float64)
    return row, flux, ivar, mask, wave


def fitsio_sdss(path):
    with fitsio.FITS(path) as hdus:
        header = hdus[0].read_header()
        row = [header[key] for key in ("RA", "DEC", "PLATEID", "MJD", "FIBERID", "DATE-OBS", "EXPTIME", "SN_MEDIAN")]
        best = hdus["SPECOBJ"].read(columns=["CLASS", "SUBCLASS", "Z", "ZWARNING"])
        row += [best[key][0] for key in ("CLASS", "SUBCLASS", "Z", "ZWARNING")]
        coadd = hdus["COADD"].read(columns=["flux", "ivar", "and_mask", "loglam"])
        flux = coadd["flux"].astype(np.float32)
        ivar = coadd["ivar"].astype(np.float32)
        mask = coadd["and_mask"].astype(np.int32)
        wave = 10 ** coadd["loglam"].astype(np.float64)
    return row, flux, ivar, mask, wave


def astropy_lamost(path):
    with fits.open(path, memmap=False) as hdus:
        header, data = hdus[0].header, hdus[0].data
        row = [header[key] for key in ("RA", "DEC", "DESIG", "LMJD", "DATE-OBS", "SNRR", "CLASS", "SUBCLASS", "Z")]
        return (row, *(data[i].astype(np.float32) for i in (0, 1)), data[2].astype(np.float64), data[3].astype(np.int32))


def fitsio_lamost(path):
    with fitsio.FITS(path) as hdus:
        header, data = hdus[0].read_header(), hdus[0].read()
        row = [header[key] for key in ("RA", "DEC", "DESIG", "LMJD", "DATE-OBS", "SNRR", "CLASS", "SUBCLASS", "Z")]
        return (row, *(data[i].astype(np.float32) for i in (0, 1)), data[2].astype(np.float64), data[3].astype(np.int32))


library, kind, folder = sys.argv[1:]
if library == "astropy":
    from astropy.io import fits
else:
    import fitsio
read = globals()[f"{library}_{kind}"]
paths = sorted(glob.glob(folder + "/*.fits"))
for path in paths[:20]:
    read(path)
start = time.perf_counter()
total = 0.0
for path in paths:
    total += float(read(path)[1][100])
elapsed = time.perf_counter() - start
print(f"{len(paths)} spectra, sum {total}", file=sys.stderr)
print(elapsed)
