// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Rows in memory for as long as a search takes, and what scales each.
struct NeighbourRows: @unchecked Sendable {
    let values: UnsafePointer<Float>
    let count: Int
    let columnCount: Int
    /// 1 / |row| for the cosine, 0 for a row of zeros; `nil` for Euclidean distances.
    let scales: [Double]?

    struct ColumnRange {
        var sum = 0.0
        var lowest = Double.infinity
        var highest = -Double.infinity
    }

    private static let partSize = 1024

    /// - Throws: ``LearningError/notFinite(row:column:)``, or `CancellationError`.
    init(
        _ values: UnsafePointer<Float>, count: Int, columnCount: Int, search: NeighbourSearch, context: ExecutionContext
    ) throws {
        self.values = values
        self.count = count
        self.columnCount = columnCount
        guard search.distance == .cosine else {
            scales = nil
            return
        }
        let weights = search.columnWeights
        let start = UncheckedPointer(values)
        let parts = ExecutionContext.ranges(of: count, size: Self.partSize)
        scales = try context.mapParts(parts.count) { part in
            parts[part].map { row in
                var square = 0.0
                for column in 0..<columnCount {
                    let value = Double(start.pointer[row * columnCount + column])
                    square += value * value * (weights?[column] ?? 1)
                }
                return square > 0 ? 1 / square.squareRoot() : 0
            }
        }.flatMap { $0 }
    }

    /// Rows whose scales are known already.
    init(_ values: UnsafePointer<Float>, count: Int, columnCount: Int, scales: [Double]?) {
        self.values = values
        self.count = count
        self.columnCount = columnCount
        self.scales = scales
    }

    /// Sum, least and greatest value of each column, after the rows' scales.
    func columnRanges(context: ExecutionContext) throws -> [ColumnRange] {
        let parts = ExecutionContext.ranges(of: count, size: Self.partSize)
        let partial = try context.mapParts(parts.count) { part in
            try context.cancellation.check()
            var ranges = [ColumnRange](repeating: ColumnRange(), count: columnCount)
            for row in parts[part] {
                let scale = scales?[row] ?? 1
                for column in 0..<columnCount {
                    let value = Double(values[row * columnCount + column]) * scale
                    guard value.isFinite else { throw LearningError.notFinite(row: row, column: column) }
                    ranges[column].sum += value
                    ranges[column].lowest = min(ranges[column].lowest, value)
                    ranges[column].highest = max(ranges[column].highest, value)
                }
            }
            return ranges
        }
        return partial.reduce(into: [ColumnRange](repeating: ColumnRange(), count: columnCount)) { all, part in
            for column in all.indices {
                all[column].sum += part[column].sum
                all[column].lowest = min(all[column].lowest, part[column].lowest)
                all[column].highest = max(all[column].highest, part[column].highest)
            }
        }
    }

    /// Calls `body` with the form that kernels take.
    func withKernelRows<Result>(
        weights: [Double]?, _ body: (UnsafePointer<secchi_neighbour_rows>) throws -> Result
    ) rethrows -> Result {
        try withOptionalPointer(weights) { weights in
            try withOptionalPointer(scales) { scales in
                var rows = secchi_neighbour_rows(
                    values: values, column_count: columnCount, weights: weights, scales: scales)
                return try withUnsafePointer(to: &rows, body)
            }
        }
    }
}

/// A pointer that parts on several threads may read.
struct UncheckedPointer<Element>: @unchecked Sendable {
    let pointer: UnsafePointer<Element>
    init(_ pointer: UnsafePointer<Element>) { self.pointer = pointer }
}

func withOptionalPointer<Element, Result>(
    _ array: [Element]?, _ body: (UnsafePointer<Element>?) throws -> Result
) rethrows -> Result {
    guard let array else { return try body(nil) }
    return try array.withUnsafeBufferPointer { try body($0.baseAddress) }
}
