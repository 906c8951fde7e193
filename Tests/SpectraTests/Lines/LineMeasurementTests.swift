// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import Testing

/// Measures of profiles whose numbers are known in closed form.
@Suite struct LineMeasurementTests {
    private func isNear(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
        abs(value - expected) <= tolerance
    }

    @Test("a Gaussian has the width, height, place and velocity that it was made with")
    func gaussian() throws {
        let line = try MadeLines.measure(MadeLines.spectrum(MadeLines.absorption))
        #expect(isNear(line.equivalentWidth, 0.5 * 2 * (2 * Double.pi).squareRoot(), 1e-3))
        #expect(isNear(line.height, -0.5, 2e-3))
        #expect(isNear(line.fwhm, 2 * 2 * (2 * log(2.0)).squareRoot(), 0.05))
        #expect(isNear(line.centroid, MadeLines.rest + 0.7, 0.01))
        let ratio = 1 + 0.7 / MadeLines.rest
        #expect(isNear(line.velocity, 299_792.458 * (ratio * ratio - 1) / (ratio * ratio + 1), 0.4))
        #expect(isNear(line.asymmetry, 0, 2e-3) && isNear(line.skewness, 0, 0.02))
        #expect(line.peaks == 0 && line.vr.isNaN && line.separation.isNaN)
        #expect(isNear(line.continuum, 1, 1e-4) && isNear(line.continuumSlope, 1e-3, 1e-5))
        #expect(line.coverage > 0.999 && line.flags == .scatterErrors)
    }

    /// specutils 2.4 (`equivalent_width`, `centroid`, `fwhm` over the window, continuum 1) on the same 240 pixels.
    @Test("width, centroid and FWHM are those of specutils where it does the same thing")
    func specutils() throws {
        func measure(_ components: [MadeLines.Component]) throws -> LineMeasurement {
            var spectrum = MadeLines.spectrum(components, slope: 0)
            spectrum.axis.values = spectrum.axis.values.indices.map { MadeLines.rest - 60 + 0.25 * (Double($0) + 0.5) }
            spectrum.flux = spectrum.axis.values.map {
                Float(1 + MadeLines.profile(components, at: $0 - MadeLines.rest))
            }
            return try MadeLines.measure(spectrum)
        }
        let absorption = try measure(MadeLines.absorption)
        #expect(isNear(absorption.equivalentWidth, 2.50663, 1e-4))
        #expect(isNear(absorption.centroid, 6565.31000, 5e-3))
        #expect(isNear(absorption.fwhm, 4.71360, 0.05))
        let tail = try measure([(1, 0, 1.5), (0.3, 3, 2.5)])
        #expect(isNear(tail.equivalentWidth, -5.63991, 1e-3))
        #expect(isNear(tail.fwhm, 4.08265, 0.05))
    }

    @Test("two Gaussians in emission give V/R, separation and both heights")
    func doublePeak() throws {
        let line = try MadeLines.measure(MadeLines.spectrum(MadeLines.double))
        #expect(line.peaks == 2)
        #expect(isNear(line.equivalentWidth, -1.7 * 2 * (2 * Double.pi).squareRoot(), 3e-3))
        #expect(isNear(line.vr, 1 / 0.7, 0.005))
        #expect(isNear(line.separation, 8 / MadeLines.rest * 299_792.458, 2))
        #expect(isNear(line.violetHeight, 1, 3e-3) && isNear(line.redHeight, 0.7, 3e-3))
        #expect(isNear(line.violetPeak, MadeLines.rest - 4, 0.03) && isNear(line.redPeak, MadeLines.rest + 4, 0.03))
        // The width reaches from the violet flank of one peak to the red flank of the other.
        let violet = 4 + 2 * (2 * log(2.0)).squareRoot(), red = 4 + 2 * (2 * log(0.7 / 0.5)).squareRoot()
        #expect(isNear(line.fwhm, violet + red, 0.1))
        #expect(isNear(line.centroid, MadeLines.rest - 4 * 0.3 / 1.7, 0.03))
    }

    @Test("of a P Cygni profile the emission is measured apart from its absorption")
    func pCygni() throws {
        let line = try MadeLines.measure(MadeLines.spectrum(MadeLines.pCygni))
        #expect(line.peaks == 1)
        #expect(isNear(line.equivalentWidth, -(1 * 3 - 0.8 * 2) * (2 * Double.pi).squareRoot(), 3e-3))
        #expect(line.height > 0.98 && line.height < 1)
        #expect(line.velocity > 130 && line.velocity < 170)
        #expect(line.skewness > 0)
    }

    @Test("asymmetry and skewness are positive for a red tail, and change sign with it")
    func tail() throws {
        let red = try MadeLines.measure(MadeLines.spectrum([(1, 0, 1.5), (0.3, 3, 2.5)]))
        let violet = try MadeLines.measure(MadeLines.spectrum([(1, 0, 1.5), (0.3, -3, 2.5)]))
        #expect(red.skewness > 0.1 && red.peaks == 1)
        #expect(isNear(violet.skewness, -red.skewness, 0.02))
        #expect(isNear(violet.asymmetry, -red.asymmetry, 5e-3))
        #expect(isNear(violet.velocity, -red.velocity, 1))
    }

    @Test("the same light in air, in nanometres, by falling wavelength or as frequency gives the same measures")
    func axes() throws {
        let plain = MadeLines.spectrum(MadeLines.double)
        let expected = try MadeLines.measure(plain)
        var air = plain
        air.axis = try plain.axis.inAir()
        var nanometres = plain
        nanometres.axis = try plain.axis.converted(to: "nm")
        var falling = plain
        falling.axis.values.reverse()
        falling.flux.reverse()
        var frequency = plain
        frequency.axis = try plain.axis.converted(to: "GHz")
        for spectrum in [air, nanometres, falling, frequency] {
            let line = try MadeLines.measure(spectrum)
            #expect(isNear(line.equivalentWidth, expected.equivalentWidth, 5e-3))
            #expect(isNear(line.velocity, expected.velocity, 0.2))
            #expect(isNear(line.vr, expected.vr, 1e-3) && isNear(line.fwhm, expected.fwhm, 0.01))
        }
        #expect(isNear(try MadeLines.measure(air).centroid, AirVacuum.air(vacuum: expected.centroid), 0.01))
    }

    @Test("an unknown medium is refused unless it is assumed")
    func medium() throws {
        var spectrum = MadeLines.spectrum(MadeLines.double)
        spectrum.axis.medium = .unknown
        #expect(throws: SpectrumError.unknownMedium) { try MadeLines.measure(spectrum) }
        var settings = LineSettings()
        settings.assumedMedium = .vacuum
        #expect(try MadeLines.measure(spectrum, settings).peaks == 2)
    }

    @Test("neither the scale of the flux nor a redshift that is given changes what is measured")
    func invariance() throws {
        let plain = MadeLines.spectrum(MadeLines.double, noise: 0.02, errors: true)
        let expected = try MadeLines.measure(plain)
        var faint = plain
        faint.flux = plain.flux.map { $0 * 1e-17 }
        faint.error = plain.error?.map { $0 * 1e-17 }
        let same = try MadeLines.measure(faint)
        #expect(isNear(same.equivalentWidth, expected.equivalentWidth, 1e-4))
        #expect(isNear(same.vrError, expected.vrError, 1e-5))
        var moved = plain
        moved.axis.values = plain.axis.values.map { $0 * 1.25 }
        let far = try LineMeasurement.measure(moved, MadeLines.halpha, redshift: 0.25)[0]
        #expect(isNear(far.equivalentWidth, 1.25 * expected.equivalentWidth, 1e-3))
        #expect(isNear(far.velocity, expected.velocity, 0.05) && isNear(far.separation, expected.separation, 0.05))
    }

    @Test("without a line there is a width of zero, and hardly ever a shape")
    func noLine() throws {
        var found = 0
        for seed in 0..<200 {
            let line = try MadeLines.measure(MadeLines.spectrum([], noise: 0.03, seed: UInt64(seed)))
            #expect(abs(line.equivalentWidth) < 6 * line.equivalentWidthError)
            if !line.flags.contains(.notDetected) { found += 1 } else { #expect(line.height.isNaN && line.peaks == 0) }
        }
        #expect(found <= 3)
    }
}
