// SPDX-License-Identifier: Apache-2.0

import FITS
import TestSupport
import Testing

// Expected values: astropy 7 `fits.open(path)`; sums of `np.asarray(data, float)`.
@Suite("real archive files", .enabled(if: SharedData.isAvailable))
struct RealFilesTests {
    @Test("an SDSS spec-lite table gives flux, wavelength and the pipeline's class")
    func sdss() throws {
        let file = try FITSFile(
            contentsOf: SharedData.path("data/spectra/sdss/spec-0266-51602-0031.fits"))
        let coadd = try #require(file[extension: "coadd"])
        #expect(coadd.kind == .binaryTable)
        #expect(coadd.rowCount == 3842)
        let flux = try coadd.floats(coadd.requiredColumn("FLUX"))
        #expect(flux[1921] == 7.288551)
        let classes = file.hdus[2]
        #expect(try classes.texts(classes.requiredColumn("class")) == ["STAR"])
    }

    @Test("a LAMOST image keeps its rows and its strings that are numbers")
    func lamost() throws {
        let file = try FITSFile(
            contentsOf: SharedData.path("data/spectra/lamost/spec-55939-B5593905_sp01-018.fits"))
        #expect(file.hdus[0].imageShape == [3909, 5])
        #expect(try file.hdus[0].pixels(in: 1954..<1955) == [2219.9646])
        #expect(file.hdus[0].header.text("SUBCLASS") == "G5")
    }

    @Test("a quote within a text need not be doubled")
    func apostrophe() throws {
        let file = try FITSFile(contentsOf: SharedData.path("data/spectra/iraf/UM184_nE.fits"))
        #expect(file.hdus[0].header.text("OBSERVER") == "O'Meara")
    }
}
