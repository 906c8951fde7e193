// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning
import Spectra

/// Copies of spectra shifted by velocities drawn at random: what a spectrum would be if its lines lay a little apart.
///
/// Objects of one class differ in velocity more than a few examples show: ejecta expand at their own pace, redshifts are
/// rounded. A method that also learns from shifted copies heeds that. Copies are only ever learnt from together with the
/// spectrum they are of, so nothing leaks between folds.
///
/// - SeeAlso: Simard, Steinkraus & Platt 2003, doi:10.1109/ICDAR.2003.1227801 (training on distorted copies).
struct VelocityCopies: Sendable {
    /// The speed of light, km/s.
    private static let speedOfLight = 299_792.458

    /// Of each spectrum; 0 for none.
    var count: Int
    /// Greatest speed of a copy, km/s; velocities are even between it and its negative.
    var speed: Double
    var seed: UInt64

    /// The dataset with every spectrum shifted by a velocity of its own.
    ///
    /// - Parameter number: of the copy, from 0; each has its own random stream.
    /// - Throws: ``ClassifierError/noVelocities(dataset:unit:)`` for pixels that are not on a spectral axis;
    ///   `CancellationError`.
    func copy(_ number: Int, of dataset: Dataset, context: ExecutionContext) throws -> Dataset {
        try Self.check(dataset)
        var generator = SeededGenerator(seed: seed, part: UInt64(number))
        let factors = dataset.rows.map { _ in 1 + (2 * generator.uniform() - 1) * speed / Self.speedOfLight }
        var copy = dataset
        copy.inverseVariance = nil
        let pixels = dataset.pixelCount
        let ranges = ExecutionContext.ranges(of: dataset.rowCount, size: 256)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            var flux: [Float] = [], mask: [Bool] = []
            flux.reserveCapacity(ranges[part].count * pixels)
            mask.reserveCapacity(ranges[part].count * pixels)
            for row in ranges[part] { dataset.append(row, times: factors[row], flux: &flux, mask: &mask) }
            return (flux, mask)
        }
        copy.flux = parts.flatMap(\.0)
        copy.mask = parts.flatMap(\.1)
        return copy
    }

    private static func check(_ dataset: Dataset) throws(ClassifierError) {
        let unit = dataset.grid.unit
        guard let physical = PhysicalUnit(unit), SpectralQuantity(physical) != nil,
            (dataset.grid.values.first ?? 0) > 0
        else { throw .noVelocities(dataset: dataset.name, unit: unit) }
    }
}

extension Dataset {
    /// A row as it is at each place of the axis times a factor, straight lines between pixels. Where the spectrum does
    /// not reach, or has no data on either side, the pixel keeps its value and is masked.
    fileprivate func append(_ row: Int, times factor: Double, flux values: inout [Float], mask masked: inout [Bool]) {
        let places = grid.values, start = row * pixelCount
        var left = 0
        for pixel in places.indices {
            let place = places[pixel] * factor
            while left + 2 < places.count, places[left + 1] <= place { left += 1 }
            let right = min(left + 1, places.count - 1)
            let width = places[right] - places[left]
            let share = width > 0 ? (place - places[left]) / width : 0
            // A rounding beyond the last pixel is none.
            let inside = share >= -1e-9 && share <= 1 + 1e-9
            let needsLeft = share < 1 - 1e-9, needsRight = share > 1e-9
            let isMissing =
                !inside || (needsLeft && mask?[start + left] == true) || (needsRight && mask?[start + right] == true)
            masked.append(isMissing)
            if isMissing {
                values.append(flux[start + pixel])
            } else {
                let low = needsLeft ? Double(flux[start + left]) * (1 - share) : 0
                let high = needsRight ? Double(flux[start + right]) * share : 0
                values.append(Float(low + high))
            }
        }
    }
}
