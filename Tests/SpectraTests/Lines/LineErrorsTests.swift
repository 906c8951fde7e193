// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import Testing

/// Whether errors mean what they say: the scatter over noisy copies of one profile against the errors stated.
@Suite struct LineErrorsTests {
    private static let count = 400

    /// Standard deviation of what was measured over the median of the errors stated.
    private func ratio(
        _ lines: [LineMeasurement], _ value: KeyPath<LineMeasurement, Double>, _ error: KeyPath<LineMeasurement, Double>
    ) -> Double {
        let values = lines.map { $0[keyPath: value] }.filter { !$0.isNaN }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        let errors = lines.map { $0[keyPath: error] }.filter { !$0.isNaN }.sorted()
        return values.count > lines.count * 9 / 10 ? variance.squareRoot() / errors[errors.count / 2] : .nan
    }

    /// The standard deviation of 400 draws is itself uncertain by 3.5 %.
    @Test(
        "stated errors are the scatter of noisy copies within 20 %, and those of the equivalent width within 12 %",
        arguments: [(0.02, true), (0.02, false), (0.06, false)])
    func calibration(noise: Double, errors: Bool) throws {
        for (profile, isDouble) in [(MadeLines.absorption, false), (MadeLines.double, true), (MadeLines.pCygni, false)]
        {
            let lines = try (0..<Self.count).map {
                try MadeLines.measure(
                    MadeLines.spectrum(profile, noise: noise, errors: errors, seed: UInt64($0)))
            }
            #expect(abs(ratio(lines, \.equivalentWidth, \.equivalentWidthError) - 1) < 0.12)
            // The strongest of several noisy extrema scatters a little more than any one of them.
            #expect(abs(ratio(lines, \.height, \.heightError) - 1) < (noise > 0.05 ? 0.3 : 0.2))
            #expect(abs(ratio(lines, \.centroid, \.centroidError) - 1) < 0.2)
            #expect(abs(ratio(lines, \.velocity, \.velocityError) - 1) < 0.2)
            #expect(abs(ratio(lines, \.fwhm, \.fwhmError) - 1) < 0.2)
            #expect(abs(ratio(lines, \.asymmetry, \.asymmetryError) - 1) < 0.2)
            // A third moment is linear in the noise only where the line is clear.
            if noise < 0.05 { #expect(abs(ratio(lines, \.skewness, \.skewnessError) - 1) < 0.25) }
            if isDouble {
                #expect(abs(ratio(lines, \.vr, \.vrError) - 1) < 0.2)
                #expect(abs(ratio(lines, \.separation, \.separationError) - 1) < 0.2)
            }
        }
    }

    @Test("the mean over noisy copies is what the clean profile gives: there is no bias beyond the noise")
    func bias() throws {
        let clean = try MadeLines.measure(MadeLines.spectrum(MadeLines.double))
        let lines = try (0..<Self.count).map {
            try MadeLines.measure(MadeLines.spectrum(MadeLines.double, noise: 0.03, seed: UInt64($0)))
        }
        func mean(_ value: KeyPath<LineMeasurement, Double>) -> Double {
            lines.reduce(0) { $0 + $1[keyPath: value] } / Double(lines.count)
        }
        #expect(abs(mean(\.equivalentWidth) - clean.equivalentWidth) < 0.03)
        #expect(abs(mean(\.velocity) - clean.velocity) < 0.8)
        #expect(abs(mean(\.fwhm) - clean.fwhm) < 0.05)
        #expect(abs(mean(\.vr) - clean.vr) < 0.02)
        #expect(abs(mean(\.separation) - clean.separation) < 1.5)
    }

    @Test("the error of Vollmann and Eversberg is their equation 7")
    func vollmannEversberg() throws {
        let line = try MadeLines.measure(MadeLines.spectrum(MadeLines.absorption, slope: 0, noise: 0.02, errors: true))
        let meanFlux = (60 - line.equivalentWidth) / 60 * line.continuum
        let expected =
            (1 + line.continuum / meanFlux).squareRoot() * (60 - line.equivalentWidth) * 0.02 / line.continuum
        #expect(abs(line.vollmannEversberg / expected - 1) < 0.01)
    }
}
