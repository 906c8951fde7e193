// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Learning

/// What the forest looks at: means of pixel bins at several widths, and their differences.
///
/// A bin's mean is steadier than a pixel; the difference of neighbouring bins is a slope, the second difference a line
/// or a band, and neither minds the level of the continuum. Nothing here is learnt, so there is nothing to leak between
/// folds.
struct SpectralFeatures: Sendable, Hashable {
    /// Bin widths in pixels; a width that the grid has no two bins of is left out. None: a 128th and a 64th of the
    /// grid, so that the same spectra sampled more finely give the same features.
    var pixelBins: [Int]
    /// 0: means; 1: slopes too; 2: second differences too.
    var differences: Int
    /// Whether each spectrum is brought to mean 0 and standard deviation 1 over its pixels with data.
    var standardises: Bool
    /// Names of lines whose measures come after the bins, from the flux as the recipe left it; see ``LineColumns``.
    var lines: [String] = []

    /// The pixels that each feature is made of, those of the lines included.
    ///
    /// - Throws: what ``LineColumns`` throws for lines that cannot be measured on the grid.
    func pixels(of grid: SpectralGrid) throws -> [Range<Int>] {
        try pixels(of: grid.values.count) + LineColumns(lines, on: grid).pixels
    }

    /// The pixels that each bin or difference of bins is made of.
    func pixels(of pixelCount: Int) -> [Range<Int>] {
        bins(of: pixelCount).flatMap { width in
            let count = pixelCount / width
            return (0...differences).flatMap { order in
                (0..<max(0, count - order)).map { $0 * width..<($0 + order + 1) * width }
            }
        }
    }

    private func bins(of pixelCount: Int) -> [Int] {
        let widths = pixelBins.isEmpty ? [max(1, pixelCount / 128), max(1, pixelCount / 64)] : pixelBins
        let usable = Set(widths).sorted().filter { $0 >= 1 && pixelCount / $0 >= 2 }
        return usable.isEmpty ? [1] : usable
    }

    /// n × features. A bin without any data has the value 0, the mean of a standardised spectrum, and so have
    /// differences with it; a spectrum without data or variance is all 0.
    func matrix(of dataset: Dataset, context: ExecutionContext) throws -> FeatureMatrix {
        let pixelCount = dataset.grid.values.count
        let widths = bins(of: pixelCount)
        let columns = pixels(of: pixelCount).count
        let measures = try LineColumns(lines, on: dataset.grid).values(of: dataset, context: context)
        let lineColumns = measures.count / max(dataset.rows.count, 1)
        let ranges = ExecutionContext.ranges(of: dataset.rows.count, size: 256)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            var values: [Float] = []
            values.reserveCapacity(ranges[part].count * (columns + lineColumns))
            for row in ranges[part] {
                let range = row * pixelCount..<(row + 1) * pixelCount
                append(dataset.flux[range], mask: dataset.mask?[range], widths: widths, to: &values)
                values += measures[row * lineColumns..<(row + 1) * lineColumns]
            }
            return values
        }
        return try FeatureMatrix(
            rows: dataset.rows.count, columns: columns + lineColumns, values: Array(parts.joined()))
    }

    private func append(_ flux: ArraySlice<Float>, mask: ArraySlice<Bool>?, widths: [Int], to values: inout [Float]) {
        let spectrum = scaled(Array(flux), mask: mask.map(Array.init))
        for width in widths {
            var level = (0..<spectrum.count / width).map { bin -> Double in
                var sum = 0.0, count = 0
                for pixel in bin * width..<(bin + 1) * width where !spectrum[pixel].isNaN {
                    sum += spectrum[pixel]
                    count += 1
                }
                return count > 0 ? sum / Double(count) : .nan
            }
            for order in 0...differences {
                if order > 0 { level = zip(level.dropFirst(), level).map(-) }
                values += level.map { $0.isNaN ? 0 : Float($0) }
            }
        }
    }

    /// The spectrum with NaN where it has no data.
    private func scaled(_ flux: [Float], mask: [Bool]?) -> [Double] {
        var values = flux.map(Double.init)
        if let mask { for pixel in values.indices where mask[pixel] { values[pixel] = .nan } }
        guard standardises else { return values }
        let known = values.filter { !$0.isNaN }
        let mean = known.reduce(0, +) / Double(max(known.count, 1))
        let variance = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(known.count, 1))
        let scale = variance > 0 ? 1 / variance.squareRoot() : 0
        return values.map { ($0 - mean) * scale }
    }

    /// Spreads what each feature is worth evenly over the pixels it is made of; the sum stays.
    ///
    /// - Throws: what ``pixels(of:)`` throws.
    func spread(_ importance: [Double], over grid: SpectralGrid) throws -> [Double] {
        try spread(importance, of: pixels(of: grid), over: grid.values.count)
    }

    /// The same for bins without lines.
    func spread(_ importance: [Double], over pixelCount: Int) -> [Double] {
        spread(importance, of: pixels(of: pixelCount), over: pixelCount)
    }

    private func spread(_ importance: [Double], of features: [Range<Int>], over pixelCount: Int) -> [Double] {
        var spread = [Double](repeating: 0, count: pixelCount)
        for (pixels, value) in zip(features, importance) {
            for pixel in pixels { spread[pixel] += value / Double(pixels.count) }
        }
        return spread
    }
}
