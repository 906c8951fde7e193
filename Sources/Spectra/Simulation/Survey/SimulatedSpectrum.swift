// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// One exposure of one object as the instrument's pipeline would hand it to the archive. Arrays have one element per
/// pixel.
struct SimulatedSpectrum: Sendable {
    let object: SimulatedObject
    /// 0 for the first.
    let exposure: Int
    let grid: InstrumentGrid
    /// With noise; 10⁻¹⁷ erg s⁻¹ cm⁻² Å⁻¹.
    var flux: [Float]
    /// The noise's standard deviation, in the same unit.
    var deviation: [Float]
    /// What the flux would be without noise and without cosmic rays and sky residuals.
    var expected: [Float]
    var mask: [Bool]
    /// Electrons per unit of flux where the throughput is 1.
    let gain: Double
    /// The whole modified Julian date of the evening.
    let night: Int
    /// Middle of the exposure.
    let mjd: Double
    /// Seconds.
    let exposureTime: Double
    /// The Earth's speed towards the object in km/s.
    let velocityCorrection: Double
    let defects: [Defect]

    /// Radial velocity of a star in km/s, relative to the Sun.
    var radialVelocity: Double { object.model.facts.redshift * LogGrid.lightSpeed }
    /// ISO 8601, UTC.
    var date: String { Coordinates.iso8601(mjd: mjd) }

    /// 1/σ², and 0 where the pixel is masked.
    var inverseVariance: [Float] {
        deviation.indices.map { mask[$0] ? 0 : 1 / (deviation[$0] * deviation[$0]) }
    }
    /// Median of flux over its standard deviation, from every eighth pixel.
    var medianSignalToNoise: Double {
        let ratios = stride(from: 0, to: flux.count, by: 8).map { Double(flux[$0] / deviation[$0]) }.sorted()
        return ratios.isEmpty ? 0 : ratios[ratios.count / 2]
    }

    /// Observes an object.
    ///
    /// - Parameter generator: the object's own, after its earlier exposures.
    init(
        of object: SimulatedObject, exposure: Int, with grid: InstrumentGrid, calibrationError: Double,
        from generator: inout SeededGenerator
    ) {
        self.object = object
        self.exposure = exposure
        self.grid = grid
        night = object.field.firstNight + SkyField.nightsLater(exposure)
        mjd = Double(night) + generator.draw(0.72...1.18)
        exposureTime = 300 * (1 + (Double(generator.index(below: 12))))
        velocityCorrection = SkyField.velocityCorrection(ra: object.ra, dec: object.dec, mjd: mjd)
        var defects = object.model.facts.defects
        if generator.happens(0.06) { defects.append(.cosmicRays(count: 1 + generator.index(below: 3))) }
        if generator.happens(0.1) { defects.append(.skyResiduals(strength: 0.08)) }
        self.defects = defects

        let light = Self.light(of: object, mjd: mjd, velocityCorrection: velocityCorrection, on: grid)
        var signal = grid.pixels(light)
        Self.scale(&signal, to: Photometry.flux(magnitude: object.magnitude), on: grid)
        Self.tilt(&signal, error: calibrationError, from: &generator)
        let clean = NoiseModel(flux: signal, instrument: grid, signalToNoise: object.signalToNoise)
        gain = clean.gain
        for defect in defects { defect.spoil(signal: &signal, on: grid, from: &generator) }
        expected = signal
        deviation = clean.deviation
        if !object.model.facts.defects.isEmpty {
            deviation = NoiseModel(flux: signal, instrument: grid, gain: gain).deviation
        }
        flux = signal
        mask = [Bool](repeating: false, count: signal.count)
        for (index, normal) in generator.normals(signal.count).enumerated() { flux[index] += normal * deviation[index] }
        for defect in defects {
            defect.spoil(flux: &flux, mask: &mask, deviation: deviation, on: grid, from: &generator)
        }
    }

    /// The object's light on the fine grid, reddened, moved to the observer's velocity and seen through the instrument.
    private static func light(
        of object: SimulatedObject, mjd: Double, velocityCorrection: Double, on grid: InstrumentGrid
    ) -> [Float] {
        // A spectrum that the archive has not moved still holds the Earth's motion.
        let motion = grid.instrument.isHeliocentric ? 0 : velocityCorrection / LogGrid.lightSpeed
        let emitted = grid.fine.emitted(at: (1 + object.model.facts.redshift) * (1 - motion) - 1)
        var light = object.model.flux(on: emitted, epoch: (mjd - Double(SkyField.surveyStart)) / 365.25)
        let reddening = Float(-0.4 * log(10) * object.extinction)
        for index in light.indices { light[index] *= exp(reddening * grid.extinction[index]) }
        if let transmission = grid.transmission {
            for index in light.indices { light[index] *= transmission[index] }
        }
        return Broadening.convolve(light, with: grid.profile)
    }

    /// Makes the mean flux that of the magnitude.
    private static func scale(_ signal: inout [Float], to flux: Double, on grid: InstrumentGrid) {
        let mean = signal.reduce(0) { $0 + Double($1) } / Double(max(1, signal.count))
        guard mean > 0 else { return }
        let factor = Float(flux / mean)
        for index in signal.indices { signal[index] *= factor }
    }

    /// A smooth error of the flux calibration: a slope and a bend, drawn anew for each exposure.
    private static func tilt(_ signal: inout [Float], error: Double, from generator: inout SeededGenerator) {
        let slope = Float(error * generator.normal())
        let bend = Float(0.5 * error * generator.normal())
        let scale = 2 / Float(max(1, signal.count))
        for index in signal.indices {
            let x = Float(index) * scale - 1
            signal[index] *= max(0.05, 1 + slope * x + bend * (x * x - 0.33))
        }
    }
}
