// SPDX-License-Identifier: Apache-2.0

import Spectra

/// Where Hα stands in the spectra of a dataset: 6562.80 Å in air, 6564.61 Å in vacuum.
///
/// The centre of a line is the centroid of |flux − median| above half of its peak, in the 24 Å around both places;
/// spectra whose peak is below five robust standard deviations, or whose centre lies off both by more than 0.6 Å, are
/// not counted.
public struct LineShift: Sendable, Hashable, Codable {
    /// Spectra whose line stands where air wavelengths put it.
    public var airCount: Int
    /// Spectra whose line stands where vacuum wavelengths put it.
    public var vacuumCount: Int

    static let air = 6562.80
    static let vacuum = 6564.61

    /// `nil` unless the grid is in Å, covers the line with pixels of at most 2 Å, and 20 spectra show the line.
    init?(of dataset: Dataset) {
        airCount = 0
        vacuumCount = 0
        let grid = dataset.grid.values
        guard dataset.grid.unit == "Angstrom", let low = grid.firstIndex(where: { $0 >= 6551.7 }),
            let high = grid.lastIndex(where: { $0 <= 6575.7 }), high - low >= 12, grid[low] < 6554, grid[high] > 6573
        else { return nil }
        let width = grid.count
        for row in 0..<dataset.rowCount {
            let pixels = row * width + low...row * width + high
            if let mask = dataset.mask, mask[pixels].contains(true) { continue }
            guard let centre = Self.centre(Array(dataset.flux[pixels]), Array(grid[low...high])) else { continue }
            if abs(centre - Self.air) < 0.6 { airCount += 1 }
            if abs(centre - Self.vacuum) < 0.6 { vacuumCount += 1 }
        }
        if airCount + vacuumCount < 20 { return nil }
    }

    private static func centre(_ flux: [Float], _ grid: [Double]) -> Double? {
        let median = Robust.median(flux)
        let deviations = flux.map { abs($0 - median) }
        let noise = 1.4826 * Robust.median(deviations)
        guard let peak = deviations.max(), peak > 5 * noise, peak > 0 else { return nil }
        var (sum, total) = (0.0, 0.0)
        for (deviation, wavelength) in zip(deviations, grid) where deviation > peak / 2 {
            sum += Double(deviation) * wavelength
            total += Double(deviation)
        }
        return sum / total
    }
}
