// SPDX-License-Identifier: Apache-2.0

import Datasets
import Spectra
import Testing

/// Expected numbers: numpy 2 on the same single-precision values (mean, std, linalg.norm, median).
@Suite struct ScaleStepTests {
    @Test(
        "scales as numpy does, and errors along",
        arguments: [
            ("standard", 4.038820946216584, 0.9095613968260825), ("l2", 0, 26.183488362091122),
            ("median", 0, 3.991153836250305), ("minmax", 2.3675472736358643, 5.894644737243652 - 2.3675472736358643),
            ("none", 0, 1),
        ])
    func scales(method: String, offset: Double, divisor: Double) throws {
        let given = waveSpectrum(error: 0.5)
        let dataset = try prepare(given, #"{"step": "scale", "method": "\#(method)"}"#)
        for pixel in 0..<40 { #expect(near(dataset.flux[pixel], (Double(given.flux[pixel]) - offset) / divisor)) }
        #expect(near(try #require(dataset.inverseVariance)[7], 4 * divisor * divisor))
    }

    @Test("masked pixels take no part")
    func masked() throws {
        var given = spectrum([1, 2, 3, 1e6, .nan])
        given.mask = [false, false, false, true, false]
        let dataset = try prepare(given, #"{"step": "scale", "method": "minmax"}, {"step": "coverage", "minimum": 0}"#)
        #expect(dataset.flux == [0, 0.5, 1, 1, 1])
        #expect(dataset.mask == [false, false, false, true, true])
    }

    @Test("a constant spectrum is left out, or becomes zero if asked", arguments: ["standard", "minmax"])
    func constant(method: String) throws {
        let flat = spectrum([Float](repeating: 0.1, count: 40), error: 0.1)
        #expect(
            try rejection(flat, #"{"step": "scale", "method": "\#(method)"}"#)
                == "scale: it is constant or all zero, so it cannot be scaled")
        let dataset = try prepare(flat, #"{"step": "scale", "method": "\#(method)", "constant": "zero"}"#)
        #expect(dataset.flux == [Float](repeating: 0, count: 40))
        #expect(dataset.inverseVariance == nil)
    }

    @Test("an all-zero spectrum cannot be scaled, nor one whose median is negative by its median")
    func zero() throws {
        let zero = spectrum([Float](repeating: 0, count: 40))
        for method in ["l2", "median", "standard", "minmax"] {
            #expect(
                try rejection(zero, #"{"step": "scale", "method": "\#(method)"}"#)
                    == "scale: it is constant or all zero, so it cannot be scaled")
        }
        #expect(
            try rejection(spectrum([Float](repeating: -2, count: 40)), #"{"step": "scale", "method": "median"}"#)
                == "scale: its median -2.0 is not positive")
    }

    @Test("inverse variances too large for single precision are refused, not stored as infinity")
    func overflow() throws {
        let faint = spectrum((0..<40).map { Float($0) * 1e-17 }, error: 1e-20)
        let reason = try rejection(faint, #"{"step": "scale", "method": "none"}"#)
        #expect(reason?.hasSuffix("do not fit single precision; add a scale step") == true)
        #expect(try rejection(faint, #"{"step": "scale"}"#) == nil)
    }
}
