// SPDX-License-Identifier: Apache-2.0

import FITS
import TestSupport
import Testing

// Shapes and values: astropy 7, `fits.info(path)` and `fits.getdata(path)`.
@Suite("odd and broken real files", .enabled(if: SharedData.isAvailable))
struct BadFilesTests {
    private func open(_ name: String) throws -> FITSFile {
        try FITSFile(contentsOf: SharedData.path("data/bad/fits/" + name))
    }

    @Test(
        "each opens and has the shape that astropy sees",
        arguments: [
            ("blank.fits", [[1, 1]]), ("checksum_false.fits", [[30, 40], []]), ("desi_missing_z_color.fits", [[], []]),
            ("emptyfile.fits", [[]]), ("group_invalid.fits", [[]]), ("history_header.fits", [[]]),
            ("kast_string_keywords.fits", [[2725, 3]]),
            ("o4sp040b0_raw.fits", [[], [62, 44], [], [], [62, 44], [], []]), ("random_groups.fits", [[]]),
            ("rust_hyper.fits", [[2, 3, 3, 2]]), ("tdim.fits", [[], []]), ("test.fits.bz2", [[5, 5]]),
            ("test.fits.gz", [[5, 5]]), ("test_dup.fits", [[5, 5]]), ("variable_length_table.fits", [[], []]),
            ("verify.fits", [[]]), ("zerowidth.fits", [[777_777_701, 0], [], [], [], [], []]),
        ])
    func shapes(_ name: String, _ shapes: [[Int]]) throws {
        let file = try open(name)
        #expect(file.hdus.map(\.imageShape) == shapes)
        #expect(file.damage == nil)
    }

    @Test("BSCALE as a string does not stop the Kast spectrum")
    func kast() throws {
        let image = try open("kast_string_keywords.fits").hdus[0]
        #expect(image.header.text("BSCALE") == "1")
        #expect(try image.pixelsAsDoubles().count == 8175)
        #expect(image.header.double("CRVAL1") != nil)
    }

    @Test("gzip and bzip2 hold the same image", arguments: ["test.fits.gz", "test.fits.bz2"])
    func compressed(_ name: String) throws {
        #expect(try open(name).hdus[0].pixels() == (0..<25).map { Float($0) })
    }

    @Test("BLANK is NaN and 16-bit data are unsigned where BZERO says so")
    func blank() throws {
        #expect(try open("blank.fits").hdus[0].pixels()[0].isNaN)
        #expect(try (open("o4sp040b0_raw.fits").hdus[1].pixels().min() ?? -1) >= 0)
    }

    @Test("random groups have no image to give")
    func groups() throws {
        let hdu = try open("random_groups.fits").hdus[0]
        #expect(hdu.kind == .other)
        #expect(throws: FITSError.self) { try hdu.pixels() }
    }

    @Test(
        "no damaged gzip file crashes; each is refused",
        arguments: [
            "00232cfbbdda24aacc247560", "12", "20", "30", "4", "5", "6", "7903c4ca6da009836f1d25e7",
            "903e0de0c5767e6d9e36a8b8",
            "a9c8005972f44c1a348cd983", "c53748d30951236e66dfd13c", "dfb054b3f6080996ba028126",
            "f89a076e3537735a408ce854",
        ])
    func gzip(_ name: String) {
        #expect(throws: FITSError.self) {
            try FITSFile(contentsOf: SharedData.path("data/bad/gzip/\(name).gz"))
        }
    }
}
