// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

extension FeatureMatrix {
    /// The product with the transpose of another matrix of as many columns: row i, column j is the dot product of row i
    /// here and row j there.
    ///
    /// Each element is summed over the columns in order, so equal bits come from any number of threads. A NaN or an
    /// infinity makes its whole row (or column) of the product NaN or infinite.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/tooManyRows(have:limit:)`` for a product of
    ///   more than 2⁴⁰ elements, or `CancellationError`.
    func timesTransposed(
        _ other: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        try PackedMatrix(other).multiplied(from: self, context: context)
    }
}

/// The right side of products, laid out once for the processor's vector registers.
struct PackedMatrix: Sendable {
    let rowCount: Int
    let columnCount: Int
    private let panels: [Float]

    init(_ matrix: FeatureMatrix) {
        rowCount = matrix.rowCount
        columnCount = matrix.columnCount
        let size = secchi_packed_size_f32(rowCount, columnCount)
        panels = [Float](unsafeUninitializedCapacity: size) { buffer, count in
            matrix.values.withUnsafeBufferPointer { values in
                guard let start = values.baseAddress, let target = buffer.baseAddress else { return }
                secchi_pack_f32(start, matrix.columnCount, matrix.rowCount, matrix.columnCount, target)
                count = size
            }
        }
    }

    /// n × ``rowCount`` dot products of the rows of `left` with these.
    func multiplied(from left: FeatureMatrix, context: ExecutionContext) throws -> FeatureMatrix {
        guard left.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: left.columnCount, need: columnCount)
        }
        let (size, overflow) = left.rowCount.multipliedReportingOverflow(by: rowCount)
        guard !overflow, size <= 1 << 40 else {
            throw LearningError.tooManyRows(have: left.rowCount, limit: (1 << 40) / max(rowCount, 1))
        }
        let blocks = ExecutionContext.ranges(of: left.rowCount, size: 288)
        let parts = try context.mapParts(blocks.count) { part in
            try context.cancellation.check()
            return product(of: left, rows: blocks[part])
        }
        return try FeatureMatrix(rows: left.rowCount, columns: rowCount, values: parts.flatMap { $0 })
    }

    /// The products of a range of rows of `left`, row after row.
    func product(of left: FeatureMatrix, rows: Range<Int>) -> [Float] {
        let size = rows.count * rowCount
        return [Float](unsafeUninitializedCapacity: size) { buffer, count in
            buffer.initialize(repeating: 0)
            count = size
            left.values.withUnsafeBufferPointer { values in
                panels.withUnsafeBufferPointer { panels in
                    guard let start = values.baseAddress, let packed = panels.baseAddress,
                        let target = buffer.baseAddress
                    else { return }
                    secchi_product_packed_f32(
                        start + rows.lowerBound * columnCount, columnCount, packed, target, rowCount, rows.count,
                        rowCount, columnCount)
                }
            }
        }
    }
}
