// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import Testing

@testable import Spectra

@Suite struct ImageAxisTests {
    private func header(_ values: KeyValuePairs<String, FITSValue>) -> FITSHeader {
        FITSHeader(cards: values.map { FITSHeader.Card(keyword: $0.key, value: $0.value) })
    }

    @Test("the reference pixel may lie anywhere, and numbers may be text")
    func reference() throws {
        let image = try #require(
            ImageAxis(
                header([
                    "CRVAL1": .text("6365.5"), "CDELT1": .text(" 0.5D0"), "CRPIX1": .real(3),
                    "CUNIT1": .text("Angstroms"),
                ]),
                count: 4))
        #expect(image.axis.values == [6364.5, 6365, 6365.5, 6366])
        #expect(image.axis.unit == "Angstrom" && image.axis.medium == .unknown && image.isDeclared)
        #expect(image.assumptions.isEmpty)
    }

    @Test("DC-FLAG = 1 makes a log10 axis although CTYPE1 says LINEAR")
    func iraf() throws {
        let image = try #require(
            ImageAxis(
                header([
                    "CRVAL1": .real(3.5682), "CD1_1": .real(1e-4), "CDELT1": .real(99), "CRPIX1": .integer(1),
                    "CTYPE1": .text("LINEAR"), "DC-FLAG": .integer(1), "VACUUM": .logical(true),
                ]), count: 3909))
        #expect(abs((image.axis.values.last ?? 0) / 9099.132726322518 - 1) < 1e-14)
        #expect(image.axis.spacing == .logarithmic && image.axis.medium == .vacuum && image.axis.unit == "Angstrom")
    }

    @Test("CTYPE1 tells air, vacuum and the natural logarithm")
    func fits() throws {
        let air = try #require(
            ImageAxis(
                header([
                    "CRVAL1": .real(480), "CDELT1": .real(0.001), "CRPIX1": .integer(1), "CTYPE1": .text("AWAV"),
                    "CUNIT1": .text("NM"),
                ]), count: 2))
        #expect(air.axis.medium == .air && air.axis.unit == "nm")
        let log = try #require(
            ImageAxis(
                header([
                    "CRVAL1": .real(5000), "CDELT1": .real(2), "CRPIX1": .real(1), "CTYPE1": .text("WAVE-LOG"),
                    "CUNIT1": .text("Angstrom"),
                ]), count: 11))
        // Greisen et al. 2006, equation 5.
        #expect(abs(log.axis.values[10] - 5000 * exp(20.0 / 5000)) < 1e-9)
        #expect(log.axis.medium == .vacuum && log.axis.spacing == .logarithmic)
        let frequency = try #require(
            ImageAxis(
                header([
                    "CRVAL1": .real(1.4e9), "CDELT1": .real(-1e3), "CRPIX1": .real(1), "CTYPE1": .text("FREQ"),
                    "CUNIT1": .text("Hz"),
                ]), count: 2))
        #expect(frequency.axis.unit == "Hz" && frequency.axis.values[1] == 1.4e9 - 1e3)
    }

    @Test("a missing unit is guessed from the values, and said")
    func guessed() throws {
        let image = try #require(
            ImageAxis(header(["CRVAL1": .real(3540.5), "CDELT1": .real(0.9), "CRPIX1": .real(1)]), count: 4300))
        #expect(image.axis.unit == "Angstrom" && !image.isDeclared)
        #expect(image.assumptions.count == 1)
        let log = try #require(ImageAxis(header(["CRVAL1": .real(3.58), "CDELT1": .real(1e-4)]), count: 100))
        #expect(log.axis.spacing == .logarithmic && log.assumptions.count == 3)
    }

    @Test("axes that are no wavelengths are refused")
    func refused() {
        let sky: KeyValuePairs<String, FITSValue> = [
            "CRVAL1": .real(15), "CDELT1": .real(-0.1), "CRPIX1": .real(244), "CTYPE1": .text("RA---TAN"),
        ]
        #expect(ImageAxis(header(sky), count: 100) == nil)
        #expect(ImageAxis(header(["CRVAL1": .real(5000)]), count: 100) == nil)
        #expect(ImageAxis(header(["CRVAL1": .real(5000), "CDELT1": .real(0)]), count: 100) == nil)
        #expect(
            ImageAxis(
                header(["CRVAL1": .real(1), "CDELT1": .real(1), "CRPIX1": .real(1), "DC-FLAG": .integer(-1)]),
                count: 100) == nil)
        #expect(
            ImageAxis(header(["CRVAL1": .real(5000), "CDELT1": .real(-100), "CRPIX1": .real(1)]), count: 100) == nil)
        #expect(
            ImageAxis(
                header(["CRVAL1": .real(1), "CDELT1": .real(1), "CRPIX1": .real(1), "CUNIT1": .text("pixel")]),
                count: 100) == nil)
        #expect(ImageAxis(header(["CRVAL1": .real(5000), "CDELT1": .real(1)]), count: 0) == nil)
    }
}
