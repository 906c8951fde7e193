// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

/// Expected numbers: scikit-image 0.25 `denoise_wavelet` and `estimate_sigma`, and SciPy's `convolve1d(mode="mirror")`.
@Suite struct WaveletDenoisingTests {
    private let clean: [Float] = (0..<256).map { place in Float(sin(Double(place) / 20)) }
    private let noisy: [Float] = (0..<256).map { place in
        let wild: Double = sin(Double(place) * 12.9898) * 43758.5453
        let noise: Double = wild.truncatingRemainder(dividingBy: 1)
        let wave: Double = sin(Double(place) / 20)
        return Float(wave + 0.3 * noise)
    }

    private func denoising(
        _ rule: WaveletDenoising.Rule, _ shrinkage: WaveletDenoising.Shrinkage
    ) throws -> WaveletDenoising {
        WaveletDenoising(
            transform: WaveletTransform(wavelet: try .named("db4"), levels: 4), rule: rule, shrinkage: shrinkage)
    }

    private func error(_ values: [Float]) -> Float {
        var sum: Float = 0
        for (value, wanted) in zip(values, clean) { sum += (value - wanted) * (value - wanted) }
        return (sum / Float(clean.count)).squareRoot()
    }

    @Test(
        "BayesShrink and the universal threshold give scikit-image's numbers",
        arguments: [
            (
                WaveletDenoising.Rule.bayes, WaveletDenoising.Shrinkage.soft,
                [0.1788508, 0.8966043, -1.1601387, -0.5325041, 0.3816587]
            ),
            (.bayes, .hard, [0.1414761, 0.8964253, -1.1683904, -0.5234213, 0.4056403]),
            (.universal, .soft, [0.2588124, 0.7482511, -1.0151573, -0.5410649, 0.2025031]),
            (.universal, .hard, [0.2319647, 0.8465508, -1.1888785, -0.6058533, 0.318907]),
        ])
    func reference(rule: WaveletDenoising.Rule, shrinkage: WaveletDenoising.Shrinkage, expected: [Double]) throws {
        let matrix = try FeatureMatrix(rows: 1, columns: 256, values: noisy)
        let values = try denoising(rule, shrinkage).denoised(matrix).values
        for (place, wanted) in zip([0, 17, 100, 200, 255], expected) {
            #expect(abs(Double(values[place]) - wanted) < 2e-6)
        }
    }

    @Test("Every rule and shrinkage takes most of the noise away", arguments: WaveletDenoising.Rule.allCases)
    func lessNoise(rule: WaveletDenoising.Rule) throws {
        var generator = SeededGenerator(seed: 3)
        let noisy = clean.map { $0 + 0.2 * Float(generator.normal()) }
        for (shrinkage, share) in [(WaveletDenoising.Shrinkage.soft, Float(0.8)), (.hard, 1)] {
            let matrix = try FeatureMatrix(rows: 1, columns: 256, values: noisy)
            #expect(error(try denoising(rule, shrinkage).denoised(matrix).values) < share * error(noisy))
        }
        let starlet = try StarletDenoising().denoised(noisy, masked: [Bool](repeating: false, count: 256))
        #expect(error(starlet) < 0.6 * error(noisy))
    }

    @Test("SURE finds the threshold of least estimated error by trying all")
    func sure() {
        let details: [Float] = [0.1, -0.4, 9, 7, -8, 0.3, 6, -7.5, 0.2, 5]
        let found = WaveletThreshold.sure(details[...], sigma: 1)
        func risk(_ threshold: Double) -> Double {
            var sum = 0.0
            for detail in details {
                let square = Double(detail) * Double(detail)
                sum += square <= threshold * threshold ? square - 1 : 1 + threshold * threshold
            }
            return sum
        }
        let limit: Double = (2 * log(10.0)).squareRoot()
        let sizes: [Double] = [0] + details.map { Double(abs($0)) }
        let tried = sizes.filter { $0 <= limit }
        #expect(abs(risk(found) - (tried.map(risk).min() ?? 0)) < 1e-9)
        let sparse = WaveletThreshold.sure([0.1, 0.2, -0.1, 0.3], sigma: 1)
        #expect(abs(sparse - (2 * log(4.0)).squareRoot()) < 1e-12)
    }

    @Test("What stands at masked places reaches no other value")
    func masked() throws {
        var mask = [Bool](repeating: false, count: 256)
        for place in [0, 1, 90, 91, 92, 255] { mask[place] = true }
        var wild = noisy
        for place in mask.indices where mask[place] { wild[place] = place == 91 ? .nan : 1e9 }
        let rule = try denoising(.bayes, .soft)
        #expect(try rule.denoised(wild, masked: mask) == (try rule.denoised(noisy, masked: mask)))
        #expect(
            try StarletDenoising().denoised(wild, masked: mask)
                == (try StarletDenoising().denoised(noisy, masked: mask)))
        #expect(
            MaskedValues.bridged([5, 1, 7, 7, 4, 9], [true, false, true, true, false, true]) == [1, 1, 2, 3, 4, 4])
        let none = try rule.denoised([Float](repeating: .nan, count: 256), masked: [Bool](repeating: true, count: 256))
        #expect(none == [Float](repeating: 0, count: 256))
    }

    @Test("Scaling a signal scales the result; without noise nothing is lost")
    func scaling() throws {
        let rule = try denoising(.sure, .soft)
        let mask = [Bool](repeating: false, count: 256)
        let once = try rule.denoised(noisy, masked: mask)
        #expect(try rule.denoised(noisy.map { $0 * 4 }, masked: mask) == once.map { $0 * 4 })
        var known = rule
        known.noise = 0
        for (value, given) in zip(try known.denoised(noisy, masked: mask), noisy) { #expect(abs(value - given) < 1e-5) }
        known.noise = -1
        #expect(throws: LearningError.self) { try known.denoised(noisy, masked: mask) }
        #expect(throws: LearningError.self) { try rule.denoised(noisy, masked: [false]) }
    }

    @Test("The sum of a starlet's scales is the signal, and a constant has no details")
    func starlet() throws {
        let scales = try Starlet(scales: 4).coefficients(of: noisy)
        for place in noisy.indices {
            let sum: Float = scales.reduce(0) { $0 + $1[place] }
            #expect(abs(sum - noisy[place]) < 1e-6)
        }
        for count in [1, 2, 3, 40] {
            let flat = try Starlet(scales: 6).coefficients(of: [Float](repeating: 3, count: count))
            #expect(flat.dropLast().allSatisfy { $0.allSatisfy { $0 == 0 } } && flat[6].allSatisfy { $0 == 3 })
        }
        // Starck, Murtagh & Fadili: 0.723, 0.286, 0.178, 0.121, 0.086 in one dimension.
        let gains = try Starlet(scales: 12).noiseGains()
        for (gain, wanted) in zip(gains, [0.723, 0.285, 0.177, 0.122, 0.0858]) { #expect(abs(gain - wanted) < 0.002) }
        #expect(gains.count == 12 && abs(gains[11] / gains[10] - 0.5.squareRoot()) < 1e-9)
        #expect(throws: LearningError.self) { try Starlet(scales: 0).coefficients(of: noisy) }
    }
}
