// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Rows laid out for bounds. Written once, by `init`; read by any thread.
final class NeighbourSide: @unchecked Sendable {
    let kernel: UnsafeMutablePointer<secchi_neighbour_side>
    let rowCount: Int
    var blockCount: Int { (rowCount + Self.blockSize - 1) / Self.blockSize }

    static let blockSize = Int(SECCHI_NEIGHBOUR_BLOCK)

    /// Lays out the rows with the given numbers, in their order.
    init(
        _ rows: NeighbourRows, numbers: NumberedRows, in space: NeighbourSpace, half: Bool, context: ExecutionContext
    ) throws {
        rowCount = numbers.count
        let filled = (numbers.count + 31) / 32 * 32
        let depth = space.withLayout(half: half) { secchi_neighbour_depth(space.columnCount, $0) }
        let bytes = max(filled * depth * 4, 64)
        let panels = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 4096)
        secchi_advise_huge_pages(panels, bytes)
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: secchi_neighbour_side(
                row_count: numbers.count, depth: depth, half: half ? 1 : 0, panels: panels,
                norms: .allocate(capacity: max(filled, 1)), lengths: .allocate(capacity: max(filled, 1)),
                errors: .allocate(capacity: max(filled, 1))))
        let target = UncheckedPointer(kernel)
        let parts = ExecutionContext.ranges(of: numbers.count, size: 1024)
        _ = try context.mapParts(parts.count) { part in
            try context.cancellation.check()
            let range = parts[part]
            rows.withKernelRows(weights: space.weights) { source in
                space.withLayout(half: half) { layout in
                    switch numbers {
                    case .range(let all):
                        secchi_neighbour_lay_out(
                            source, layout, all.lowerBound + range.lowerBound, range.lowerBound, range.count,
                            target.pointer)
                    case .list(let list):
                        for (lane, row) in zip(range, list[range]) {
                            secchi_neighbour_lay_out_one(source, layout, row, lane, target.pointer)
                        }
                    }
                }
            }
        }
    }

    deinit {
        kernel.pointee.panels.deallocate()
        kernel.pointee.norms.deallocate()
        kernel.pointee.lengths.deallocate()
        kernel.pointee.errors.deallocate()
        kernel.deallocate()
    }
}

/// Rows by number: a range of them, or some.
enum NumberedRows: Sendable {
    case range(Range<Int>)
    case list([Int])

    var count: Int {
        switch self {
        case .range(let range): range.count
        case .list(let list): list.count
        }
    }
}
