// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// Noise of photons and of the detector, scaled to give the signal-to-noise ratio asked for.
///
/// A pixel with flux f, sky s and throughput t collects n = g·t·(f + s) electrons in an exposure of gain g; its
/// standard deviation, in units of flux, is √(n + r²)/(g·t) with the read noise r. The deviates added are normal.
struct NoiseModel: Sendable {
    /// Electrons per unit of flux where the throughput is 1.
    let gain: Double
    /// One standard deviation of each pixel, in units of the flux.
    let deviation: [Float]

    /// Chooses the gain that makes the median of f/σ over the pixels the ratio asked for.
    ///
    /// - Parameter flux: expected flux, not yet spoilt by defects; negative values count as 0.
    init(flux: [Float], instrument grid: InstrumentGrid, signalToNoise: Double) {
        let readNoise = grid.instrument.readNoise
        let sample = stride(from: 0, to: flux.count, by: max(1, flux.count / 101))
            .map { (Double(max(0, flux[$0])), Double(grid.sky[$0]), Double(grid.throughput[$0])) }
        func median(at gain: Double) -> Double {
            let ratios = sample.map { flux, sky, throughput in
                let scale = gain * throughput
                return scale * flux / (scale * (flux + sky) + readNoise * readNoise).squareRoot()
            }
            return ratios.sorted()[ratios.count / 2]
        }
        // The ratio grows as a power of the gain between 1/2 and 1: a secant in logarithms, from that of photons alone.
        var gain = 1.0
        for _ in 0..<12 {
            let ratio = median(at: gain)
            guard ratio > 0, abs(ratio / signalToNoise - 1) > 1e-4 else { break }
            gain *= pow(signalToNoise / ratio, ratio < signalToNoise ? 1.4 : 1.6)
        }
        self.init(flux: flux, instrument: grid, gain: gain)
    }

    /// The noise of a known gain.
    init(flux: [Float], instrument grid: InstrumentGrid, gain: Double) {
        self.gain = gain
        let scale = Float(gain)
        let variance = Float(grid.instrument.readNoise * grid.instrument.readNoise)
        deviation = flux.indices.map { index in
            let electrons = scale * grid.throughput[index]
            return (electrons * (max(0, flux[index]) + grid.sky[index]) + variance).squareRoot() / electrons
        }
    }
}
