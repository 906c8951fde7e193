// SPDX-License-Identifier: Apache-2.0

import Datasets
import Spectra
import Testing

/// Expected numbers: numpy (percentile, legendre.legfit, linalg.lstsq) and scipy (BSpline.design_matrix), see each test.
@Suite struct ContinuumStepTests {
    private func continuum(_ parameters: String, of given: Spectrum = waveSpectrum()) throws -> [Double] {
        let dataset = try prepare(given, #"{"step": "continuum", "operation": "subtract", \#(parameters)}"#)
        return zip(given.flux, dataset.flux).map { Double($0) - Double($1) }
    }

    private func check(_ values: [Double], _ expected: [Int: Double]) {
        for (pixel, value) in expected { #expect(abs(values[pixel] - value) < 2e-6, "pixel \(pixel)") }
    }

    @Test("a running percentile equals numpy's over the same windows")
    func percentile() throws {
        try check(
            continuum(#""method": "percentile", "percentile": 75, "window": 20"#),
            [0: 3.9334614276885986, 5: 3.8537135124206543, 20: 4.511343955993652, 39: 5.719037175178528])
    }

    @Test("an unclipped polynomial equals numpy's legfit")
    func polynomial() throws {
        try check(
            continuum(#""method": "polynomial", "degree": 3, "iterations": 0"#),
            [0: 3.314436187990267, 13: 3.6319756514187813, 39: 5.364302340354424])
    }

    @Test("clipping converges to the fit of what is kept")
    func clipping() throws {
        try check(
            continuum(#""method": "polynomial", "degree": 2, "clipLow": 1, "clipHigh": 3, "iterations": 5"#),
            [0: 3.9282569783202343, 13: 4.573115138112208, 39: 5.855671841688203])
    }

    @Test("a spline equals the least-squares cubic B-spline on even knots")
    func spline() throws {
        try check(
            continuum(#""method": "spline", "pieces": 4, "iterations": 0"#),
            [0: 3.7110928987666547, 13: 3.64599623825178, 38: 5.521470005884936])
    }

    @Test("dividing brings a polynomial spectrum to one, scales errors, and masks where the continuum is not positive")
    func divide() throws {
        let flux = (0..<40).map { Float($0) - 4.5 }
        let dataset = try prepare(
            spectrum(flux, error: 0.5),
            #"{"step": "continuum", "degree": 1}, {"step": "coverage", "minimum": 0, "fill": "zero"}"#)
        #expect(dataset.mask == (0..<40).map { $0 < 5 })
        #expect(dataset.flux[2] == 0)
        #expect(near(dataset.flux[30], 1))
        #expect(near(try #require(dataset.inverseVariance)[30], 4 * 25.5 * 25.5, 1e-5))
    }

    @Test("a spectrum with fewer pixels than the polynomial has terms is left out")
    func tooFew() throws {
        var given = waveSpectrum()
        given.mask = (0..<40).map { $0 > 3 }
        #expect(
            try rejection(given, #"{"step": "continuum", "degree": 5}"#)
                == "continuum: it has too few pixels with data for the continuum")
    }
}
