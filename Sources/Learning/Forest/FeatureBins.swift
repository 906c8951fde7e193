// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The columns of a matrix as small integers: quantile bins, one byte a value, column after column.
struct FeatureBins: Sendable {
    let rowCount: Int
    let columnCount: Int
    /// m × n: all rows of column 0, then of column 1 …
    let bins: [UInt8]
    /// m × 256: the least and the greatest value in each bin; +∞ and −∞ for an empty one.
    let lowest: [Float]
    let highest: [Float]

    /// Rows that quantiles are taken from at most; the error of a quantile is then below 0.4 %.
    private static let sampleLimit = 32_768
    /// Columns that one part handles: a cache line of the matrix.
    private static let columnsPerPart = 16

    init(_ matrix: FeatureMatrix, limit: Int, seed: UInt64, context: ExecutionContext) throws {
        let rows = matrix.rowCount, columns = matrix.columnCount
        let sample = Self.sample(of: rows, seed: seed)
        let ranges = ExecutionContext.ranges(of: columns, size: Self.columnsPerPart)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            return Part(matrix, columns: ranges[part], sample: sample, limit: limit)
        }
        rowCount = rows
        columnCount = columns
        bins = Array(parts.map(\.bins).joined())
        lowest = parts.flatMap(\.lowest)
        highest = parts.flatMap(\.highest)
    }

    private static func sample(of rows: Int, seed: UInt64) -> [Int]? {
        guard rows > sampleLimit else { return nil }
        var generator = SeededGenerator(seed: seed, part: .max)
        return (0..<sampleLimit).map { _ in generator.index(below: rows) }
    }
}

/// The bins of some neighbouring columns.
private struct Part: Sendable {
    var bins: [UInt8] = []
    var lowest: [Float] = []
    var highest: [Float] = []

    init(_ matrix: FeatureMatrix, columns: Range<Int>, sample: [Int]?, limit: Int) {
        let rows = matrix.rowCount, width = Int(SECCHI_FOREST_BINS)
        bins = [UInt8](repeating: 0, count: rows * columns.count)
        lowest = [Float](repeating: 0, count: width * columns.count)
        highest = lowest
        var values = [Float](repeating: 0, count: rows)
        var edges = [Float](repeating: 0, count: width)
        for (place, column) in columns.enumerated() {
            for row in 0..<rows { values[row] = matrix.values[row * matrix.columnCount + column] }
            var sorted = (sample.map { $0.map { values[$0] } } ?? values).filter { !$0.isNaN }
            var scratch = [UInt32](repeating: 0, count: 2 * sorted.count)
            secchi_forest_sort(&sorted, &scratch, sorted.count)
            let edgeCount = secchi_forest_edges(sorted, sorted.count, limit, &edges)
            bins.withUnsafeMutableBufferPointer { bins in
                lowest.withUnsafeMutableBufferPointer { lowest in
                    highest.withUnsafeMutableBufferPointer { highest in
                        // The buffers are never empty here: there are rows, columns and 256 bins.
                        guard let bins = bins.baseAddress, let low = lowest.baseAddress, let high = highest.baseAddress
                        else { return }
                        secchi_forest_bin(
                            values, rows, edges, edgeCount, bins + place * rows, low + place * width,
                            high + place * width)
                    }
                }
            }
        }
    }
}
