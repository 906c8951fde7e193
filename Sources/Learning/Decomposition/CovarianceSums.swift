// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Sums over some rows of the products of all pairs of columns: Gram's matrix of the centred rows, as exact integers.
struct CovarianceSums: Sendable, Hashable, Codable {
    let columns: Int
    let scale: FixedPointScale
    /// Of each strip (up to 256 columns by those from its first on), its products row after row.
    private(set) var strips: [PackedValues<Int64>]

    private static let stripWidth = 256
    /// Rows that are summed in single precision before they are added up exactly.
    private static let rowsPerChunk = 240
    private static let columnsAtATime = 1024

    init(_ rows: CentredRows, range: Range<Int>, context: ExecutionContext) throws {
        let columns = rows.matrix.columnCount
        self.columns = columns
        scale = rows.scale
        let ranges = ExecutionContext.ranges(of: columns, size: Self.stripWidth)
        // Parts of a strip, so that no part is much larger than others.
        let tasks = ranges.indices.flatMap { strip in
            ExecutionContext.ranges(of: columns - ranges[strip].lowerBound, size: Self.columnsAtATime).map {
                (
                    left: ranges[strip],
                    right: $0.lowerBound + ranges[strip].lowerBound..<$0.upperBound + ranges[strip].lowerBound
                )
            }
        }
        let done = ProgressCounter(
            stage: "computing the covariance", total: tasks.count, unit: "blocks", reporter: context.progress)
        let parts = try context.mapParts(tasks.count) { part in
            let result = try Self.products(rows, range, tasks[part].left, tasks[part].right, context)
            done.advance()
            return result
        }
        strips = ranges.map { strip in
            let width = columns - strip.lowerBound
            var sums = [Int64](repeating: 0, count: strip.count * width)
            for (task, part) in zip(tasks, parts) where task.left == strip {
                for row in 0..<strip.count {
                    let target = row * width + task.right.lowerBound - strip.lowerBound
                    sums.replaceSubrange(
                        target..<target + task.right.count,
                        with: part[row * task.right.count..<(row + 1) * task.right.count])
                }
            }
            return PackedValues(sums)
        }
    }

    /// The same of all rows; where there are shards, each takes some of the chunks.
    static func all(of rows: CentredRows, context: ExecutionContext) throws -> CovarianceSums {
        try context.mergeShares(ofRows: rows.matrix.rowCount, step: rowsPerChunk, merge: { $0.merge($1) }) {
            try CovarianceSums(rows, range: $0, context: context)
        }
    }

    /// Adds what other rows give.
    mutating func merge(_ other: CovarianceSums) {
        for strip in strips.indices {
            for place in strips[strip].values.indices {
                strips[strip].values[place] += other.strips[strip].values[place]
            }
        }
    }

    /// columns × columns, divided by n − 1.
    func covariance(rowCount: Int) -> [Double] {
        let factor = 1 / (scale.factor * Double(max(1, rowCount - 1)))
        var matrix = [Double](repeating: 0, count: columns * columns)
        for (number, strip) in strips.enumerated() {
            let first = number * Self.stripWidth, width = columns - first
            for (place, sum) in strip.values.enumerated() {
                let row = first + place / width, column = first + place % width
                guard column >= row else { continue }
                matrix[row * columns + column] = Double(sum) * factor
                matrix[column * columns + row] = matrix[row * columns + column]
            }
        }
        return matrix
    }

    private static func products(
        _ rows: CentredRows, _ range: Range<Int>, _ left: Range<Int>, _ right: Range<Int>, _ context: ExecutionContext
    ) throws -> [Int64] {
        let columns = rows.matrix.columnCount, factor = rows.scale.factor
        var sums = [Int64](repeating: 0, count: left.count * right.count)
        var turned = [Float](repeating: 0, count: left.count * rowsPerChunk)
        var packed = [Float](repeating: 0, count: secchi_packed_size_f32(right.count, rowsPerChunk))
        var product = [Float](repeating: 0, count: left.count * right.count)
        // Chunks begin at multiples of their size counted from row 0, so that shards of whole chunks give the same bits.
        var row = range.lowerBound
        while row < range.upperBound {
            try context.cancellation.check()
            let end = min((row / rowsPerChunk + 1) * rowsPerChunk, range.upperBound), count = end - row
            rows.matrix.values.withUnsafeBufferPointer { values in
                rows.mean.withUnsafeBufferPointer { mean in
                    guard let start = values.baseAddress.map({ $0 + row * columns }), let mean = mean.baseAddress
                    else { return }
                    secchi_transpose_f32(
                        start + left.lowerBound, columns, count, left.count, mean + left.lowerBound, &turned)
                    secchi_pack_transposed_f32(
                        start + right.lowerBound, columns, right.count, count, mean + right.lowerBound, &packed)
                }
            }
            secchi_product_packed_f32(
                turned, count, packed, &product, right.count, left.count, right.count, count)
            secchi_sum_rows_fixed(product, 0, [0], 1, product.count, factor, &sums)
            row = end
        }
        return sums
    }
}
