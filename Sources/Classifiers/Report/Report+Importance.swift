// SPDX-License-Identifier: Apache-2.0

import Datasets

extension Report.Importance {
    /// - Parameters:
    ///   - perPixel: impurity importance on the grid, or nothing.
    ///   - bands: pixels of each band.
    ///   - loss: accuracy lost per band.
    init(grid: SpectralGrid, perPixel: [Double], pixels bands: [Range<Int>], loss: [Double]) {
        let pixels = grid.values.count
        let count = min(pixels, 420)
        let blocks = (0..<count).map { $0 * pixels / count..<($0 + 1) * pixels / count }
        wavelengths = blocks.map { grid.values[$0].reduce(0, +) / Double($0.count) }
        values = perPixel.isEmpty ? [] : blocks.map { perPixel[$0].reduce(0, +) / Double($0.count) }
        self.bands = zip(bands, loss).map { pixels, loss in
            Band(low: grid.values[pixels.lowerBound], high: grid.values[pixels.upperBound - 1], loss: loss)
        }
    }

    /// The wavelengths of the highest maxima, at least a twentieth of the range apart.
    func peaks(_ count: Int) -> [Double] {
        guard let first = wavelengths.first, let last = wavelengths.last else { return [] }
        var found: [Double] = []
        for place in values.indices.sorted(by: { (values[$1], $0) < (values[$0], $1) })
        where found.count < count && found.allSatisfy({ abs($0 - wavelengths[place]) > (last - first) / 20 }) {
            found.append(wavelengths[place])
        }
        return found
    }
}
