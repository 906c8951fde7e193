// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import TestSupport
import Testing

/// Lines in spectra from real telescopes: values within what the literature gives for these stars.
@Suite(.enabled(if: SharedData.isAvailable)) struct RealLinesTests {
    private func halpha(_ path: String) throws -> LineMeasurement {
        let spectrum = try #require(try SpectrumReader.spectra(contentsOf: SharedData.path(path)).first)
        var settings = LineSettings()
        settings.assumedMedium = .air
        return try LineMeasurement.measure(spectrum, LineList.builtIn.selecting(["Halpha"]), settings: settings)[0]
    }

    @Test(
        "α Draconis, an A0 III binary, has the Hα of its type in spectra of six observers, and moves within its orbit")
    func alphaDraconis() throws {
        let folder = "data/spectra/bess"
        let files = try FileManager.default.contentsOfDirectory(atPath: SharedData.path(folder)).sorted()
        let lines = try files.map { try halpha("\(folder)/\($0)") }
        // One spectrum ends within a continuum window, and says so.
        #expect(lines.count { $0.flags.contains(.noContinuum) } <= 1)
        for line in lines where !line.flags.contains(.noContinuum) {
            #expect(line.equivalentWidth > 7 && line.equivalentWidth < 10.5)
            #expect(line.equivalentWidthError > 0.005 && line.equivalentWidthError < 0.1)
            #expect(line.fwhm > 5 && line.fwhm < 8 && line.peaks == 0)
            // A spectroscopic binary: some 50 km/s to either side, and the Earth's motion.
            #expect(abs(line.velocity) < 80)
        }
        let velocities = lines.map(\.velocity).filter { !$0.isNaN }
        #expect((velocities.max() ?? 0) - (velocities.min() ?? 0) > 30)
    }

    @Test("emission stars of the Ondřejov archive: strong single peaks, and two peaks where there are two")
    func emissionStars() throws {
        let cassiopeiae = try halpha("data/spectra/ondrejov/gamma-cas-emission.fits")
        #expect(cassiopeiae.equivalentWidth < -25 && cassiopeiae.equivalentWidth > -50)
        #expect(cassiopeiae.height > 3 && cassiopeiae.height < 5 && cassiopeiae.peaks >= 1)
        #expect(abs(cassiopeiae.velocity) < 40 && cassiopeiae.fwhm > 6 && cassiopeiae.fwhm < 9)
        let double = try halpha("data/spectra/ondrejov/ud210022.fits")
        #expect(double.peaks == 2 && abs(double.vr - 1.04) < 0.1)
        #expect(double.separation > 60 && double.separation < 120)
        let absorption = try halpha("data/spectra/ondrejov/ua160034.fits")
        #expect(absorption.equivalentWidth > 3 && absorption.height < -0.3 && absorption.peaks == 0)
    }
}
