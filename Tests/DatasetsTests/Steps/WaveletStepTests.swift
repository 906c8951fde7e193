// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra
import Testing

@Suite struct WaveletStepTests {
    private func noisy(_ count: Int) -> ([Float], [Float]) {
        var generator = SeededGenerator(seed: 8)
        let clean = (0..<count).map { pixel in Float(3 + sin(Double(pixel) / 25)) }
        return (clean, clean.map { $0 + 0.2 * Float(generator.normal()) })
    }

    private func error(_ values: [Float], _ wanted: [Float]) -> Double {
        zip(values, wanted).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    }

    @Test("a noisy spectrum comes nearer to the clean one", arguments: ["sym8", "db4", "haar", "starlet"])
    func lessNoise(wavelet: String) throws {
        let (clean, flux) = noisy(300)
        let dataset = try prepare(spectrum(flux), #"{"step": "wavelet-denoise", "wavelet": "\#(wavelet)"}"#)
        #expect(error(dataset.flux, clean) < 0.4 * error(flux, clean))
    }

    @Test("masked pixels stay masked and reach no others")
    func masked() throws {
        var one = spectrum(noisy(300).1), other = one
        one.mask = (0..<300).map { (100..<104).contains($0) }
        other.mask = one.mask
        for pixel in 100..<104 { other.flux[pixel] = 1e6 }
        let steps = #"{"step": "wavelet-denoise"}, {"step": "coverage", "minimum": 0}"#
        let prepared = try prepare(one, steps)
        #expect(prepared.mask == one.mask)
        #expect(try prepare(other, steps).flux == prepared.flux)
    }

    @Test("a spectrum too short for the wavelet is left as it is; an unknown wavelet is refused")
    func short() throws {
        let flux: [Float] = [1, 5, 2, 7, 3]
        #expect(try prepare(spectrum(flux), #"{"step": "wavelet-denoise", "wavelet": "db4"}"#).flux == flux)
        #expect(throws: (any Error).self) { try recipe(#"{"step": "wavelet-denoise", "wavelet": "db11"}"#) }
    }
}
