// SPDX-License-Identifier: Apache-2.0

import FITS
import Spectra
import TestSupport
import Testing

@Suite struct GeneralImageTests {
    /// A file of images as bytes: header cards, then big-endian floats.
    private func fits(_ images: [(cards: [String], shape: [Int], values: [Float])]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, image) in images.enumerated() {
            var cards = [
                index == 0 ? "SIMPLE  =                    T" : "XTENSION= 'IMAGE   '",
                "BITPIX  =                  -32",
            ]
            cards.append("NAXIS   = \(image.shape.count)")
            for (axis, size) in image.shape.enumerated() { cards.append("NAXIS\(axis + 1)  = \(size)") }
            if index > 0 { cards += ["PCOUNT  = 0", "GCOUNT  = 1"] }
            cards += image.cards + ["END"]
            var header = cards.flatMap { Array($0.utf8) + [UInt8](repeating: 32, count: 80 - $0.utf8.count) }
            header += [UInt8](repeating: 32, count: (2880 - header.count % 2880) % 2880)
            var data = image.values.flatMap { value in withUnsafeBytes(of: value.bitPattern.bigEndian) { Array($0) } }
            data += [UInt8](repeating: 0, count: (2880 - data.count % 2880) % 2880)
            bytes += header + data
        }
        return bytes
    }

    @Test("a plain image with CRVAL1 and CDELT1 is read, and what was guessed is said")
    func plain() throws {
        let bytes = fits([(["CRVAL1  = 4000.0", "CDELT1  = 2.0", "OBJECT  = 'Vega'"], [4], [1, 2, .nan, 4])])
        let spectrum = try #require(try SpectrumReader.spectra(bytes: bytes, name: "dir/my.fits").first)
        #expect(spectrum.dialect == "general-image" && spectrum.identifier == "my" && spectrum.group == "vega")
        #expect(spectrum.axis.values == [4000, 4002, 4004, 4006] && spectrum.axis.unit == "Angstrom")
        #expect(spectrum.flux[3] == 4 && spectrum.flux[2].isNaN)
        #expect(spectrum.assumptions.count == 4 && spectrum.warnings.count == 1)
    }

    @Test("inverse variance and mask extensions of the same shape are taken")
    func errors() throws {
        let axis = ["CRVAL1  = 500.0", "CDELT1  = 1.0", "CRPIX1  = 1.0", "CUNIT1  = 'nm'", "CTYPE1  = 'WAVE'"]
        let bytes = fits([
            (axis, [3], [1, 2, 3]), (["EXTNAME = 'IVAR'"], [3], [4, 0, 0.25]), (["EXTNAME = 'MASK'"], [3], [1, 0, 0]),
        ])
        let spectrum = try #require(try SpectrumReader.spectra(bytes: bytes, name: "a").first)
        #expect(spectrum.error == [0.5, .infinity, 2])
        #expect(spectrum.mask == [true, true, false])
        #expect(spectrum.axis.medium == .vacuum && spectrum.axis.unit == "nm" && spectrum.warnings.isEmpty)
    }

    @Test("a declared two-dimensional image gives one spectrum per line")
    func lines() throws {
        let axis = ["CRVAL1  = 1.4E9", "CDELT1  = 1000.0", "CRPIX1  = 1", "CTYPE1  = 'FREQ'", "CUNIT1  = 'Hz'"]
        let spectra = try SpectrumReader.spectra(bytes: fits([(axis, [2, 3], [1, 2, 3, 4, 5, 6])]), name: "a.fits")
        #expect(spectra.map(\.flux) == [[1, 2], [3, 4], [5, 6]])
        #expect(spectra.map(\.source.row) == [0, 1, 2])
        #expect(spectra.map(\.identifier) == ["a#0", "a#1", "a#2"])
    }

    @Test("a picture of the sky, an empty primary and an undeclared two-dimensional image hold no spectrum")
    func refused() {
        let sky = ["CRVAL1  = 15.0", "CDELT1  = 0.1", "CTYPE1  = 'RA---TAN'", "CRPIX1  = 1"]
        for image in [
            (sky, [2, 1], [Float](repeating: 1, count: 2)), ([], [], []),
            (["CRVAL1  = 4000.0", "CDELT1  = 2.0"], [2, 2], [1, 2, 3, 4]),
        ] as [([String], [Int], [Float])] {
            #expect { try SpectrumReader.spectra(bytes: fits([image]), name: "a.fits") } throws: { error in
                (error as? SpectrumError)?.code == "SPE003"
            }
        }
    }

    @Test("a header that claims a million million pixels costs no memory")
    func bomb() {
        for shape in ["NAXIS1  = 1000000000000", "NAXIS1  = 16777216"] {
            let axis = ["CRVAL1  = 4000.0", "CDELT1  = 0.001", "CRPIX1  = 1", "CUNIT1  = 'Angstrom'"]
            var bytes = fits([(axis, [4], [1, 2, 3, 4])])
            bytes.replaceSubrange(240..<240 + shape.utf8.count, with: shape.utf8)
            #expect(throws: SpectrumError.self) { try SpectrumReader.spectra(bytes: bytes, name: "a.fits") }
        }
    }
}
