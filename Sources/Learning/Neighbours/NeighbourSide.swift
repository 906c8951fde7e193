// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Rows laid out for bounds. Written once, by `init`; read by any thread.
final class NeighbourSide: @unchecked Sendable {
    let kernel: UnsafeMutablePointer<secchi_neighbour_side>
    let rowCount: Int
    var blockCount: Int { (rowCount + form.blockSize - 1) / form.blockSize }
    private let form: NeighbourForm

    private static func pages(_ bytes: Int) -> UnsafeMutableRawPointer {
        let pages = UnsafeMutableRawPointer.allocate(byteCount: max(bytes, 64), alignment: 4096)
        secchi_advise_huge_pages(pages, max(bytes, 64))
        return pages
    }

    /// Of each row its length and how much of it the form lost, both rounded up.
    var bounds: (lengths: [Float], errors: [Float]) {
        let kernel = kernel.pointee
        return (
            Array(UnsafeBufferPointer(start: kernel.lengths, count: rowCount)),
            Array(UnsafeBufferPointer(start: kernel.errors, count: rowCount))
        )
    }

    static let blockSize = Int(SECCHI_NEIGHBOUR_BLOCK)

    /// Lays out the rows with the given numbers, in their order.
    init(
        _ rows: NeighbourRows, numbers: NumberedRows, in space: NeighbourSpace, form: NeighbourForm,
        context: ExecutionContext
    ) throws {
        rowCount = numbers.count
        self.form = form
        let filled = secchi_neighbour_filled(numbers.count, form.kernel)
        let depth = space.withLayout(form: form) { secchi_neighbour_depth(space.columnCount, $0) }
        let panels = Self.pages(secchi_neighbour_panel_bytes(numbers.count, depth, form.kernel))
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: secchi_neighbour_side(
                row_count: numbers.count, depth: depth, form: form.kernel, panels: panels,
                norms: .allocate(capacity: max(filled, 1)), lengths: .allocate(capacity: max(filled, 1)),
                errors: .allocate(capacity: max(filled, 1)),
                steps: nil, shifts: nil, words: nil, fine_errors: nil))
        if form == .byte || form == .strassen { kernel.pointee.steps = .allocate(capacity: max(filled, 1)) }
        if form == .byte {
            let words = filled * secchi_neighbour_words(depth)
            kernel.pointee.shifts = .allocate(capacity: max(filled, 1))
            kernel.pointee.fine_errors = .allocate(capacity: max(filled, 1))
            kernel.pointee.words = Self.pages(words * 2).assumingMemoryBound(to: Int16.self)
        }
        let target = UncheckedPointer(kernel)
        let parts = ExecutionContext.ranges(of: numbers.count, size: form == .strassen ? form.blockSize : 1024)
        _ = try context.mapParts(parts.count) { part in
            try context.cancellation.check()
            let range = parts[part]
            try rows.withKernelRows(weights: space.weights) { source in
                try space.withLayout(form: form) { layout in
                    switch numbers {
                    case .range(let all):
                        let done = secchi_neighbour_lay_out(
                            source, layout, all.lowerBound + range.lowerBound, range.lowerBound, range.count,
                            target.pointer)
                        guard done != 0 else { throw LearningError.outOfMemory }
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
        kernel.pointee.steps?.deallocate()
        kernel.pointee.shifts?.deallocate()
        kernel.pointee.words?.deallocate()
        kernel.pointee.fine_errors?.deallocate()
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
