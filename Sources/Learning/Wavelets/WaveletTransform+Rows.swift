// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

extension WaveletTransform {
    /// Takes rows of values to rows of `columns` others, in parts of 256.
    ///
    /// - Parameter body: is given the first value of a part, its number of rows, where the result begins, and scratch memory;
    ///   returns how many rows it did before one with a value that is not finite.
    func mapRows(
        of matrix: FeatureMatrix, to columns: Int, stage: String, context: ExecutionContext,
        _ body: @Sendable (UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Int
    ) throws -> FeatureMatrix {
        let (size, overflow) = matrix.rowCount.multipliedReportingOverflow(by: columns)
        guard !overflow, size <= 1 << 44 else {
            throw LearningError.tooManyRows(have: matrix.rowCount, limit: (1 << 44) / columns)
        }
        let parts = ExecutionContext.ranges(of: matrix.rowCount, size: 256)
        let counter = ProgressCounter(stage: stage, total: parts.count, unit: "parts", reporter: context.progress)
        var kernel = wavelet.kernel(boundary)
        let scratchSize = secchi_wavelet_scratch(&kernel, max(columns, matrix.columnCount))
        let values = try [Float](unsafeUninitializedCapacity: size) { buffer, initialized in
            guard let start = buffer.baseAddress else { return }
            secchi_advise_huge_pages(start, size * MemoryLayout<Float>.stride)
            nonisolated(unsafe) let target = start
            let done = try matrix.values.withUnsafeBufferPointer { source -> [Int] in
                guard let first = source.baseAddress else { return [] }
                nonisolated(unsafe) let source = first
                return try context.mapParts(parts.count) { part in
                    let rows = parts[part]
                    let done = withUnsafeTemporaryAllocation(of: Float.self, capacity: scratchSize) { scratch -> Int in
                        guard let scratch = scratch.baseAddress else { return 0 }
                        return body(
                            source + rows.lowerBound * matrix.columnCount, rows.count,
                            target + rows.lowerBound * columns, scratch)
                    }
                    counter.advance()
                    return done
                }
            }
            for (part, count) in zip(parts, done) where count < part.count {
                let row = part.lowerBound + count
                let column = matrix[row].firstIndex { !$0.isFinite } ?? matrix[row].startIndex
                throw LearningError.notFinite(row: row, column: column - matrix[row].startIndex)
            }
            initialized = size
        }
        return try FeatureMatrix(rows: matrix.rowCount, columns: columns, values: values)
    }
}
