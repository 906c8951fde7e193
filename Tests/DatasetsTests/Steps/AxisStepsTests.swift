// SPDX-License-Identifier: Apache-2.0

import Datasets
import Spectra
import Testing

@Suite struct AxisStepsTests {
    @Test("cut keeps the pixels whose centres lie in the range")
    func cut() throws {
        let dataset = try prepare(waveSpectrum(), #"{"step": "cut", "from": 5010, "to": 5020}"#)
        #expect(dataset.grid.values == [5010, 5012, 5014, 5016, 5018, 5020])
        #expect(dataset.flux == Array(waveSpectrum().flux[5...10]))
        #expect(
            try rejection(waveSpectrum(), #"{"step": "cut", "from": 7000}"#)
                == "cut: it has fewer than 2 pixels in the range")
    }

    @Test("air wavelengths go to vacuum, and a spectrum that states no medium is refused or told")
    func medium() throws {
        let dataset = try prepare(waveSpectrum(), #"{"step": "medium"}"#)
        #expect(dataset.grid.medium == .vacuum)
        // astropy.specutils' air_to_vac (Morton 2000): 5000 Å in air is 5001.394 Å in vacuum.
        #expect(abs(dataset.grid.values[0] - 5001.394) < 0.002)
        var unstated = waveSpectrum()
        unstated.axis.medium = .unknown
        #expect(try rejection(unstated, #"{"step": "medium"}"#)?.hasPrefix("medium: it does not say") == true)
        #expect(try prepare(unstated, #"{"step": "medium", "to": "air", "unknown": "air"}"#).grid.values[0] == 5000)
    }

    @Test("the redshift is taken out of vacuum wavelengths")
    func redshift() throws {
        var given = waveSpectrum()
        given.axis.medium = .vacuum
        given.target.redshift = 0.25
        #expect(abs(try prepare(given, #"{"step": "velocity"}"#).grid.values[0] - 4000) < 1e-9)
        given.target.redshift = nil
        #expect(
            try rejection(given, #"{"step": "velocity"}"#)
                == "velocity: its redshift is not known; set missing to leave it as it is")
        #expect(try prepare(given, #"{"step": "velocity", "missing": "leave"}"#).grid.values[0] == 5000)
    }

    @Test("a velocity shifts by the relativistic Doppler factor, and topocentric spectra by the archive's correction")
    func velocity() throws {
        var given = waveSpectrum()
        given.axis.medium = .vacuum
        // sqrt((1 + 0.1) / (1 - 0.1)) for a tenth of the speed of light.
        let shifted = try prepare(given, #"{"step": "velocity", "by": "velocity", "velocity": 29979.2458}"#)
        #expect(abs(shifted.grid.values[0] - 5000 / 1.1055415967851332) < 1e-6)
        given.observation.velocityFrame = "TOPOCENT"
        given.observation.velocityCorrection = 29.9792458
        let corrected = try prepare(given, #"{"step": "velocity", "by": "frame"}"#)
        #expect(abs(corrected.grid.values[0] - 5000 * 1.00010000500033) < 1e-6)
        given.observation.velocityFrame = "BARYCENTRIC"
        #expect(try prepare(given, #"{"step": "velocity", "by": "frame"}"#).grid.values[0] == 5000)
    }

    @Test("other spectral units are converted to the recipe's")
    func units() throws {
        var given = spectrum([1, 2, 3, 4])
        given.axis = SpectralAxis(values: [600, 550, 500, 450], unit: "nm", medium: .vacuum)
        let dataset = try prepare(given, #"{"step": "scale", "method": "none"}"#)
        #expect(dataset.grid.values.map { $0.rounded() } == [4500, 5000, 5500, 6000])
        #expect(dataset.flux == [4, 3, 2, 1])
        given.axis.unit = ""
        #expect(
            try rejection(given, #"{"step": "scale"}"#)
                == "it does not say the unit of its wavelengths; the recipe needs Angstrom")
    }

    @Test("interleaved orders are sorted, and pixels without a wavelength dropped")
    func orders() throws {
        var given = spectrum([1, 2, 3, 4, 5, 6])
        given.axis = SpectralAxis(values: [10, 30, .nan, 20, 30, 40], unit: "Angstrom", medium: .vacuum)
        let dataset = try prepare(given, #"{"step": "scale", "method": "none"}"#)
        #expect(dataset.grid.values == [10, 20, 30, 40])
        #expect(dataset.flux == [1, 4, 2, 6])
    }

    @Test("resolution blurs with the Gaussian that is missing to the target")
    func resolution() throws {
        // numpy: w = exp(-(k-j)²/8) over |k-j| ≤ 8, normalised.
        let expected = [0: 3.552157615384326, 13: 3.769757832910492, 39: 5.5549201421208645]
        let inPixels = try prepare(waveSpectrum(), #"{"step": "resolution", "pixels": 2}"#)
        for (pixel, value) in expected { #expect(near(inPixels.flux[pixel], value)) }
        let inAngstrom = try prepare(waveSpectrum(), #"{"step": "resolution", "sigma": 4}"#)
        for (pixel, value) in expected { #expect(near(inAngstrom.flux[pixel], value)) }
        var given = waveSpectrum()
        // Own FWHM 5 Å at 5000 Å; √(5² + (2.3548 · 4)²) = 10.6647 Å leaves a kernel of sigma 4 Å at 5000 Å.
        given.observation.resolvingPower = 1000
        let matched = try prepare(given, #"{"step": "resolution", "fwhm": 10.664661}"#)
        #expect(near(matched.flux[0], 3.552157615384326, 1e-4))
        #expect(
            try rejection(given, #"{"step": "resolution", "resolvingPower": 2000}"#)
                == "resolution: its resolution at 5000.0 is coarser than the target")
    }

    @Test("a blur of independent errors shrinks them as a weighted mean does")
    func blurredErrors() throws {
        let dataset = try prepare(
            spectrum([Float](repeating: 1, count: 101), error: 1), #"{"step": "resolution", "pixels": 2}"#)
        // Σ w² / (Σ w)² = 1 / (2 √π σ) for a wide Gaussian.
        #expect(near(try #require(dataset.inverseVariance)[50], 2 * 1.7724538509 * 2, 1e-3))
    }
}
