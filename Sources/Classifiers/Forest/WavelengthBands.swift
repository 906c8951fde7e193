// SPDX-License-Identifier: Apache-2.0

import Datasets

/// The grid cut into bands of equal pixel count, with the features that lie in each.
///
/// Permutation importance is asked for bands, since neighbouring pixels tell the same.
struct WavelengthBands: Sendable {
    /// Pixels of each band.
    let pixels: [Range<Int>]
    /// Columns of the features whose middle lies in each band.
    let columns: [[Int]]

    var count: Int { pixels.count }

    init(_ grid: SpectralGrid, features: SpectralFeatures, count wanted: Int = 24) {
        let pixelCount = grid.values.count
        let count = max(1, min(wanted, pixelCount))
        pixels = (0..<count).map { $0 * pixelCount / count..<($0 + 1) * pixelCount / count }
        var columns = [[Int]](repeating: [], count: count)
        for (column, range) in features.pixels(of: pixelCount).enumerated() {
            let middle = (range.lowerBound + range.upperBound - 1) / 2
            let band = min(middle * count / pixelCount, count - 1)
            columns[band].append(column)
        }
        self.columns = columns
    }
}
