// SPDX-License-Identifier: Apache-2.0

import Foundation

/// All of an instrument that is the same for each spectrum, computed once.
struct InstrumentGrid: Sendable {
    let instrument: Instrument
    /// Observed vacuum wavelengths, finer than the pixels and a little beyond them.
    let fine: LogGrid
    /// Pixel centres in Å in the instrument's medium.
    let wavelengths: [Double]
    /// The same in vacuum.
    let vacuumWavelengths: [Double]
    /// Relative throughput of each pixel.
    let throughput: [Float]
    /// Sky in each pixel in 10⁻¹⁷ erg s⁻¹ cm⁻² Å⁻¹; continuum and lines.
    let sky: [Float]
    /// The lines of ``sky`` alone.
    let skyLines: [Float]
    /// A(λ)/A(V) on the fine grid.
    let extinction: [Float]
    /// Share of light that the atmosphere lets through, on the fine grid; `nil` where the archive has corrected it.
    let transmission: [Float]?
    /// The instrument's line profile on the fine grid.
    let profile: [Float]
    /// Pixel boundaries as places on the fine grid; one more than pixels.
    private let edges: [Double]

    init(_ instrument: Instrument) {
        self.instrument = instrument
        let count = instrument.pixels.count
        let place: (Double) -> Double = { index in
            switch instrument.pixels {
            case .logarithmic(let start, let step, _): pow(10, start + index * step)
            case .linear(let start, let step, _): start + index * step
            }
        }
        let toVacuum: (Double) -> Double = { instrument.medium == .air ? AirVacuum.vacuum(air: $0) : $0 }
        wavelengths = (0..<count).map { place(Double($0)) }
        vacuumWavelengths = wavelengths.map(toVacuum)
        let boundaries = (0...count).map { toVacuum(place(Double($0) - 0.5)) }
        let grid = LogGrid(
            from: boundaries[0] * 0.997, to: boundaries[count] * 1.003, velocityStep: instrument.velocityStep)
        fine = grid
        edges = boundaries.map { grid.position(of: $0) + 0.5 }
        let sigma = LogGrid.lightSpeed / instrument.resolvingPower / 2.354_820_045 / grid.velocityStep
        profile = Broadening.gaussian(sigma: sigma)
        throughput = vacuumWavelengths.map { Float(instrument.throughput($0)) }
        extinction = grid.smooth(Continuum.extinction)
        transmission = instrument.showsAtmosphere ? NightSky.transmission(on: grid) : nil
        let lines = Broadening.convolve(NightSky.lines(on: grid), with: profile)
        let scale = Float(Photometry.flux(magnitude: instrument.skyMagnitude))
        skyLines = Self.pixels(lines, edges: edges).map { $0 * scale }
        let continuum = vacuumWavelengths.map { Float(NightSky.continuum($0)) * scale }
        sky = zip(skyLines, continuum).map { $0 + $1 }
    }

    /// The mean of a fine array over each pixel, so that flux is conserved.
    func pixels(_ values: [Float]) -> [Float] { Self.pixels(values, edges: edges) }

    private static func pixels(_ values: [Float], edges: [Double]) -> [Float] {
        var sums = [Double](repeating: 0, count: values.count + 1)
        for index in values.indices { sums[index + 1] = sums[index] + Double(values[index]) }
        func sum(upTo place: Double) -> Double {
            let index = min(max(Int(place), 0), values.count - 1)
            return sums[index] + (place - Double(index)) * Double(values[index])
        }
        var below = sum(upTo: edges[0])
        return (1..<edges.count).map { index in
            let above = sum(upTo: edges[index])
            let mean = (above - below) / (edges[index] - edges[index - 1])
            below = above
            return Float(mean)
        }
    }
}
