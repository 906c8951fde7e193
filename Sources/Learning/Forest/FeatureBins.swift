// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The columns of a matrix as small integers: quantile bins, one byte a value; a value that never changes once made.
final class FeatureBins: Sendable {
    let rowCount: Int
    let columnCount: Int
    // Written by parts that share no element, before `init` returns; only read afterwards.
    /// m × n: all rows of column 0, then of column 1 …: what nodes of many rows read.
    nonisolated(unsafe) let bins: UnsafeMutablePointer<UInt8>
    /// n × m, the same row after row: what nodes of few rows read.
    nonisolated(unsafe) let rowBins: UnsafeMutablePointer<UInt8>
    /// m × 256: the least and the greatest value in each bin; +∞ and −∞ for an empty one.
    nonisolated(unsafe) let lowest: UnsafeMutablePointer<Float>
    nonisolated(unsafe) let highest: UnsafeMutablePointer<Float>

    private static let width = Int(SECCHI_FOREST_BINS)
    /// Rows that quantiles are taken from at most; the error of a quantile is then below 0.4 %.
    private static let sampleLimit = 32_768
    /// Columns that one part handles: a cache line of the matrix.
    private static let columnsPerPart = 16

    init(_ matrix: FeatureMatrix, limit: Int, seed: UInt64, context: ExecutionContext) throws {
        rowCount = matrix.rowCount
        columnCount = matrix.columnCount
        bins = .allocate(capacity: rowCount * columnCount)
        rowBins = .allocate(capacity: rowCount * columnCount)
        lowest = .allocate(capacity: Self.width * columnCount)
        highest = .allocate(capacity: Self.width * columnCount)
        secchi_advise_huge_pages(bins, rowCount * columnCount)
        secchi_advise_huge_pages(rowBins, rowCount * columnCount)
        let sample = Self.sample(of: rowCount, seed: seed)
        let ranges = ExecutionContext.ranges(of: columnCount, size: Self.columnsPerPart)
        _ = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            fill(ranges[part], of: matrix, sample: sample, limit: limit)
        }
    }

    func mix(into fingerprint: inout Fingerprint) {
        fingerprint.mix([rowCount, columnCount])
        fingerprint.mix(UnsafeRawBufferPointer(start: bins, count: rowCount * columnCount))
        for edges in [lowest, highest] {
            fingerprint.mix(
                UnsafeRawBufferPointer(start: edges, count: Self.width * columnCount * MemoryLayout<Float>.stride))
        }
    }

    deinit {
        bins.deallocate()
        rowBins.deallocate()
        lowest.deallocate()
        highest.deallocate()
    }

    private static func sample(of rows: Int, seed: UInt64) -> [Int]? {
        guard rows > sampleLimit else { return nil }
        var generator = SeededGenerator(seed: seed, part: .max)
        return (0..<sampleLimit).map { _ in generator.index(below: rows) }
    }

    private func fill(_ columns: Range<Int>, of matrix: FeatureMatrix, sample: [Int]?, limit: Int) {
        let rows = rowCount, first = columns.lowerBound
        let taken = [Float](unsafeUninitializedCapacity: rows * columns.count) { buffer, count in
            matrix.values.withUnsafeBufferPointer { values in
                guard let values = values.baseAddress else { return }
                secchi_forest_take_columns(
                    values + first, columnCount, rows, columns.count, buffer.baseAddress)
            }
            count = rows * columns.count
        }
        var edges = [Float](repeating: 0, count: Self.width)
        var sorted = [Float](repeating: 0, count: sample?.count ?? rows)
        var scratch = [UInt32](repeating: 0, count: 2 * sorted.count)
        taken.withUnsafeBufferPointer { taken in
            for (place, column) in columns.enumerated() {
                let values = UnsafeBufferPointer(rebasing: taken[place * rows..<(place + 1) * rows])
                var known = 0
                func keep(_ value: Float) {
                    sorted[known] = value
                    known += value.isNaN ? 0 : 1
                }
                if let sample { for row in sample { keep(values[row]) } } else { for value in values { keep(value) } }
                secchi_forest_sort(&sorted, &scratch, known)
                let edgeCount = secchi_forest_edges(sorted, known, limit, &edges)
                secchi_forest_bin(
                    values.baseAddress, rows, edges, edgeCount, bins + column * rows, lowest + column * Self.width,
                    highest + column * Self.width)
            }
        }
        secchi_forest_put_rows(bins + first * rows, rows, columns.count, rowBins + first, columnCount)
    }
}
