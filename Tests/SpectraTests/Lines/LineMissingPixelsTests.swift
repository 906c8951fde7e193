// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import Testing

/// Masked pixels, NaN, foreign lines in the continuum, and spectra that end too early.
@Suite struct LineMissingPixelsTests {
    private func index(_ spectrum: Spectrum, _ offset: Double) -> Int {
        spectrum.axis.values.firstIndex { $0 >= MadeLines.rest + offset } ?? 0
    }

    @Test("a few missing pixels are bridged, however they are marked, and the error grows")
    func bridged() throws {
        let plain = MadeLines.spectrum(MadeLines.absorption, noise: 0.01, errors: true)
        let whole = try MadeLines.measure(plain)
        let first = index(plain, 0.2)
        var marked = [plain, plain, plain]
        marked[0].mask = plain.flux.indices.map { (first..<first + 3).contains($0) }
        for pixel in first..<first + 3 {
            marked[0].flux[pixel] = 99
            marked[1].flux[pixel] = .nan
            marked[2].flux[pixel] = -99
            marked[2].error?[pixel] = .infinity
        }
        for spectrum in marked {
            let line = try MadeLines.measure(spectrum)
            #expect(line.flags == .bridged)
            #expect(abs(line.equivalentWidth - whole.equivalentWidth) < 0.05)
            #expect(line.equivalentWidthError > whole.equivalentWidthError)
            #expect(line.coverage < 0.99)
        }
        #expect(try MadeLines.measure(marked[0]).equivalentWidth == MadeLines.measure(marked[1]).equivalentWidth)
    }

    @Test("a line with too little coverage has a flag and no numbers")
    func notCovered() throws {
        var spectrum = MadeLines.spectrum(MadeLines.absorption)
        spectrum.mask = spectrum.axis.values.map { abs($0 - MadeLines.rest) < 4 }
        let line = try MadeLines.measure(spectrum)
        #expect(line.flags.contains(.notCovered))
        #expect(line.equivalentWidth.isNaN && line.fwhm.isNaN && line.peaks.isNaN)
        #expect(abs(line.coverage - 52.0 / 60) < 0.01)
        var settings = LineSettings()
        settings.minimumCoverage = 0.8
        #expect(try MadeLines.measure(spectrum, settings).equivalentWidth.isFinite)
        var elsewhere = MadeLines.spectrum([])
        elsewhere.axis.values = elsewhere.axis.values.map { $0 + 500 }
        #expect(try MadeLines.measure(elsewhere).flags.contains(.notCovered))
        elsewhere.flux = []
        #expect(try MadeLines.measure(elsewhere).flags == .notCovered)
    }

    @Test("a spectrum that ends at the line has no continuum on that side, and none is made up")
    func noContinuum() throws {
        var spectrum = MadeLines.spectrum(MadeLines.absorption)
        let end = index(spectrum, 31)
        spectrum.axis.values = Array(spectrum.axis.values[..<end])
        spectrum.flux = Array(spectrum.flux[..<end])
        let line = try MadeLines.measure(spectrum)
        #expect(line.flags.contains(.noContinuum) && line.equivalentWidth.isNaN)
    }

    @Test("a continuum of nothing, or below it, gives no equivalent width")
    func weakContinuum() throws {
        for level: Float in [0, -1] {
            var spectrum = MadeLines.spectrum(MadeLines.absorption, noise: 0.1)
            spectrum.flux = spectrum.flux.map { $0 - 1 + level }
            let line = try MadeLines.measure(spectrum)
            #expect(line.flags.contains(.weakContinuum) && line.equivalentWidth.isNaN)
        }
        var dark = MadeLines.spectrum([])
        dark.flux = dark.flux.map { _ in 0 }
        #expect(try MadeLines.measure(dark).flags.contains(.weakContinuum))
    }

    @Test("foreign lines and cosmic rays in the continuum windows do not move the continuum")
    func clipping() throws {
        let clean = try MadeLines.measure(MadeLines.spectrum(MadeLines.absorption, noise: 0.01))
        var spectrum = MadeLines.spectrum(
            MadeLines.absorption + [(2, 40, 1), (-0.6, -45, 1)], noise: 0.01)
        spectrum.flux[index(spectrum, -37)] = 500
        let line = try MadeLines.measure(spectrum)
        #expect(abs(line.equivalentWidth - clean.equivalentWidth) < 0.1)
        #expect(abs(line.continuumSNR - clean.continuumSNR) < 0.2 * clean.continuumSNR)
        #expect(abs(line.velocity - clean.velocity) < 3)
    }

    @Test("a line that reaches its window's border at half height has no width")
    func truncated() throws {
        let line = try LineMeasurement.measure(
            MadeLines.spectrum([(1, 0, 6)]),
            LineList(lines: [
                SpectralLine(
                    name: "narrow", wavelength: MadeLines.rest, halfWidth: 5, continuum: [6505...6530, 6600...6628])
            ]))[0]
        #expect(line.flags.contains(.truncated) && line.fwhm.isNaN && line.centroid.isNaN)
        #expect(line.equivalentWidth < -8)
    }

    @Test("errors that are all zero count as none, and infinities in the flux as missing")
    func odd() throws {
        var spectrum = MadeLines.spectrum(MadeLines.double, noise: 0.02)
        spectrum.error = spectrum.flux.map { _ in 0 }
        #expect(try MadeLines.measure(spectrum).flags == .scatterErrors)
        spectrum.flux = spectrum.flux.map { _ in .infinity }
        #expect(try MadeLines.measure(spectrum).flags.contains(.notCovered))
        spectrum.flux = spectrum.flux.map { _ in 3e38 }
        #expect(try MadeLines.measure(spectrum).equivalentWidth.isFinite)
    }
}
