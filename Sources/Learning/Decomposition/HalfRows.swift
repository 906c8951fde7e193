// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Centred rows rounded to bfloat16: what a Krylov space can be built from in half the time.
///
/// Rounding moves each value by at most 1 part in 256, by chance up or down, which turns the leading directions by far
/// less than what the method leaves unfound; their variances are then measured on the rows themselves. Written once, by
/// `init`; read by any thread.
final class HalfRows: @unchecked Sendable {
    private let values: UnsafeMutablePointer<UInt16>
    private let depth: Int

    static var isAvailable: Bool { secchi_half_available() != 0 }

    init(_ matrix: FeatureMatrix, mean: [Float], context: ExecutionContext) throws {
        depth = secchi_half_depth(matrix.columnCount)
        let bytes = max(matrix.rowCount * depth * 2, 64)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
        secchi_advise_huge_pages(memory, bytes)
        values = memory.bindMemory(to: UInt16.self, capacity: bytes / 2)
        let target = UncheckedMutablePointer(values), columns = matrix.columnCount, depth = depth
        let parts = ExecutionContext.ranges(of: matrix.rowCount, size: 480)
        _ = try context.mapParts(parts.count) { part in
            try context.cancellation.check()
            matrix.values.withUnsafeBufferPointer { rows in
                guard let start = rows.baseAddress else { return }
                let first = parts[part].lowerBound
                secchi_half_rows(
                    start + first * columns, columns, parts[part].count, columns, mean, target.pointer + first * depth)
            }
        }
    }

    deinit { values.deallocate() }

    /// `products` += x' (x q) for some rows x; both matrices as in `secchi_krylov_pass`.
    func pass(_ rows: Range<Int>, columns: Int, directions: [Float], products: UnsafeMutablePointer<Float>) {
        withUnsafeTemporaryAllocation(byteCount: secchi_half_scratch(columns), alignment: 64) { scratch in
            secchi_half_pass(
                values + rows.lowerBound * depth, rows.count, columns, directions, products, scratch.baseAddress)
        }
    }
}

/// A pointer to places that each thread writes its own of.
private struct UncheckedMutablePointer<Element>: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<Element>
    init(_ pointer: UnsafeMutablePointer<Element>) { self.pointer = pointer }
}
