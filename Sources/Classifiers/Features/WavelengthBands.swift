// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Learning

/// The grid cut into bands of equal pixel count, with the features that lie in each.
///
/// Permutation importance is asked for bands, since neighbouring pixels tell the same.
struct WavelengthBands: Sendable {
    /// Pixels of each band.
    let pixels: [Range<Int>]
    /// Columns of the features whose middle lies in each band.
    let columns: [[Int]]

    var count: Int { pixels.count }

    init(_ grid: SpectralGrid, features: SpectralFeatures, count wanted: Int = 24) throws {
        let pixelCount = grid.values.count
        let count = max(1, min(wanted, pixelCount))
        pixels = (0..<count).map { $0 * pixelCount / count..<($0 + 1) * pixelCount / count }
        var columns = [[Int]](repeating: [], count: count)
        for (column, range) in try features.pixels(of: grid).enumerated() {
            let middle = (range.lowerBound + range.upperBound - 1) / 2
            let band = min(middle * count / pixelCount, count - 1)
            columns[band].append(column)
        }
        self.columns = columns
    }
}

/// How much accuracy on unseen objects is lost without each band, gathered over the folds.
struct BandUse: Codable {
    /// Rows of a fold that are asked at most: more would sharpen the picture little and cost much.
    private static let rowLimit = 500

    /// Pixels of each band.
    let pixels: [Range<Int>]
    private var sums: [Double]
    private var rows = 0

    init(_ pixels: [Range<Int>]) {
        self.pixels = pixels
        sums = [Double](repeating: 0, count: pixels.count)
    }

    /// What several folds lost together; `nil` for none.
    init?(adding folds: [BandUse]) {
        guard let first = folds.first else { return nil }
        self.init(first.pixels)
        for fold in folds {
            for band in sums.indices { sums[band] += fold.sums[band] }
            rows += fold.rows
        }
    }

    /// Mean over all rows asked.
    var loss: [Double] { sums.map { $0 / Double(max(rows, 1)) } }

    /// - Parameter columns: those of each band, in the matrix.
    mutating func add(
        _ fitted: some FittedClassification, columns: [[Int]], matrix: FeatureMatrix, labels: [Int], seed: UInt64,
        context: ExecutionContext
    ) throws {
        guard !labels.isEmpty else { return }
        let step = (labels.count + Self.rowLimit - 1) / Self.rowLimit
        let chosen = Array(stride(from: 0, to: labels.count, by: step))
        let lost = try fitted.permutationImportance(
            of: matrix.rows(chosen), labels: chosen.map { labels[$0] }, blocks: columns, seed: seed,
            context: context)
        for band in sums.indices { sums[band] += lost[band] * Double(chosen.count) }
        rows += chosen.count
    }
}
