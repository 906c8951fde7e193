// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Rows centred, scaled and rounded to single precision, one after the other. Written once, by `init`; read by any thread.
final class NeighbourDescentRows: @unchecked Sendable {
    let kernel: UnsafeMutablePointer<secchi_descent_rows>
    let rowCount: Int
    private let values: UnsafeMutablePointer<Float>

    init(_ rows: NeighbourRows, in space: NeighbourSpace, context: ExecutionContext) throws {
        rowCount = rows.count
        let stride = (rows.columnCount + (space.isCosine ? 1 : 0) + 15) / 16 * 16
        let bytes = max(rows.count * stride * 4, 64)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
        secchi_advise_huge_pages(memory, bytes)
        values = memory.assumingMemoryBound(to: Float.self)
        kernel = .allocate(capacity: 1)
        kernel.initialize(to: secchi_descent_rows(values: values, stride: stride))
        let parts = ExecutionContext.ranges(of: rows.count, size: 1024)
        _ = try context.mapParts(parts.count) { part in
            rows.withKernelRows(weights: space.weights) { source in
                space.withLayout(form: .float) { layout in
                    secchi_descent_lay_out(
                        source, layout, parts[part].lowerBound, parts[part].count, self.values, stride)
                }
            }
        }
    }

    deinit {
        values.deallocate()
        kernel.deallocate()
    }
}
