// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Synchronization

/// Rows less their mean, without a copy of them, as an operator: their covariance times some vectors.
struct CentredRows: Sendable {
    let matrix: FeatureMatrix
    let mean: [Float]
    /// Sum of all squares; no sum of products of two columns, or of one with a projection, is greater (Cauchy & Schwarz).
    let squares: Double
    /// The same in bfloat16, if passes are to go over these.
    var half: HalfRows?

    private var freedom: Double { Double(max(1, matrix.rowCount - 1)) }

    var totalVariance: Double { squares / freedom }

    /// Exact sums over rows of products of their values.
    var scale: FixedPointScale { FixedPointScale(magnitude: squares * 1.001, count: 1) }

    /// Rows of a part: a multiple of what the kernel takes at once, and at most 64 parts.
    private static func rowsPerPart(_ rows: Int) -> Int { max(1008, (rows / 64 + 48) / 48 * 48) }

    /// C v for each row v of `block`, C being the covariance of the columns.
    func covarianceProduct(with block: FeatureMatrix, context: ExecutionContext) throws -> [Float] {
        let columns = matrix.columnCount
        let sums = try context.mergeShares(
            ofRows: matrix.rowCount, step: Self.rowsPerPart(matrix.rowCount),
            merge: { (sums: inout PackedValues<Int64>, share) in
                for place in sums.values.indices { sums.values[place] += share.values[place] }
            }
        ) { PackedValues(try productSums(with: block, rows: $0, context: context)) }.values
        let factor = 1 / (scale.factor * freedom)
        let width = Int(SECCHI_KRYLOV_COLUMNS)
        return [Float](unsafeUninitializedCapacity: block.rowCount * columns) { buffer, count in
            for number in 0..<block.rowCount {
                for column in 0..<columns {
                    buffer[number * columns + column] = Float(Double(sums[column * width + number]) * factor)
                }
            }
            count = block.rowCount * columns
        }
    }

    /// The map step: one pass over some rows. Results of other rows are added to it, integer by integer.
    func productSums(with block: FeatureMatrix, rows: Range<Int>, context: ExecutionContext) throws -> [Int64] {
        let columns = matrix.columnCount, width = Int(SECCHI_KRYLOV_COLUMNS)
        let size = secchi_krylov_depth(columns) * width, scratchSize = secchi_krylov_scratch(columns)
        var turned = [Float](repeating: 0, count: size)
        for number in 0..<block.rowCount {
            for column in 0..<columns { turned[column * width + number] = block.values[number * columns + column] }
        }
        let directions = turned, factor = scale.factor
        let total = Mutex([Int64](repeating: 0, count: size))
        // Parts begin at multiples of their size counted from row 0, whatever range is asked for.
        let step = Self.rowsPerPart(matrix.rowCount)
        let first = rows.lowerBound / step, count = (rows.upperBound + step - 1) / step - first
        _ = try context.mapParts(max(0, count)) { part in
            try context.cancellation.check()
            let range = ((first + part) * step..<(first + part + 1) * step).clamped(to: rows)
            withUnsafeTemporaryAllocation(byteCount: 4 * (size + scratchSize), alignment: 64) { memory in
                let floats = memory.bindMemory(to: Float.self)
                floats.initialize(repeating: 0)
                guard let products = floats.baseAddress else { return }
                if let half {
                    half.pass(range, columns: columns, directions: directions, products: products)
                } else {
                    matrix.values.withUnsafeBufferPointer { values in
                        guard let start = values.baseAddress.map({ $0 + range.lowerBound * columns }) else { return }
                        secchi_krylov_pass(
                            start, columns, range.count, columns, mean, directions, products, products + size)
                    }
                }
                total.withLock { secchi_sum_rows_fixed(products, 0, [0], 1, size, factor, &$0) }
            }
        }
        return total.withLock { $0 }
    }
}
