// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Vacuum wavelengths in equal steps of their logarithm, on which a velocity is a shift.
///
/// Models are drawn on such a grid, finer than any pixel, and brought to the pixels of an instrument at the end. Arrays
/// on a grid have ``count`` elements.
struct LogGrid: Sendable, Hashable {
    /// ln(λ/Å) of the first element.
    var logStart: Double
    /// Step in ln λ.
    var step: Double
    var count: Int

    /// The speed of light in km/s (exact, CODATA 2018).
    static let lightSpeed = 299_792.458

    /// - Parameter velocityStep: km/s.
    init(from start: Double, to end: Double, velocityStep: Double) {
        logStart = log(start)
        step = velocityStep / Self.lightSpeed
        count = Int((log(end / start) / step).rounded(.up)) + 1
    }

    /// km/s from one element to the next.
    var velocityStep: Double { step * Self.lightSpeed }

    /// Ångström.
    func wavelength(_ index: Int) -> Double { exp(logStart + Double(index) * step) }

    /// The place of a wavelength, in elements; below 0 or above `count − 1` if it lies outside.
    func position(ofLog logWavelength: Double) -> Double { (logWavelength - logStart) / step }

    func position(of wavelength: Double) -> Double { position(ofLog: log(wavelength)) }

    /// The grid of emitted wavelengths that are observed on this one: λ/(1 + z).
    func emitted(at redshift: Double) -> LogGrid {
        var grid = self
        grid.logStart -= log(1 + redshift)
        return grid
    }

    /// A slowly varying function of the wavelength in Å, computed at every 16th element and interpolated linearly.
    func smooth(_ value: (Double) -> Double) -> [Float] {
        let stride = 16
        let knots = (0...(count / stride + 1)).map { Float(value(wavelength($0 * stride))) }
        return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
            for knot in 0...(count / stride) {
                let slope = (knots[knot + 1] - knots[knot]) / Float(stride)
                for offset in 0..<min(stride, count - knot * stride) {
                    buffer[knot * stride + offset] = knots[knot] + slope * Float(offset)
                }
            }
            filled = count
        }
    }
}
