// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The best entries of each row among all that any thread offered: the same in whatever order they came.
final class NeighbourDescentLists: @unchecked Sendable {
    let kernel: UnsafeMutablePointer<secchi_descent_lists>
    let rowCount: Int
    let keep: Int

    init(rowCount: Int, keep: Int) {
        self.rowCount = rowCount
        self.keep = keep
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: secchi_descent_lists(
                row_count: rowCount, keep: UInt32(keep), entries: .allocate(capacity: max(rowCount * keep, 1)),
                counts: .allocate(capacity: max(rowCount, 1)), limits: .allocate(capacity: max(rowCount, 1)),
                locks: .allocate(capacity: max(rowCount, 1))))
        kernel.pointee.locks.initialize(repeating: 0, count: rowCount)
        clear()
    }

    deinit {
        kernel.pointee.entries.deallocate()
        kernel.pointee.counts.deallocate()
        kernel.pointee.limits.deallocate()
        kernel.pointee.locks.deallocate()
        kernel.deallocate()
    }

    /// Empties all lists. Nobody else uses them meanwhile.
    func clear() {
        kernel.pointee.counts.initialize(repeating: 0, count: rowCount)
        kernel.pointee.limits.initialize(repeating: .max, count: rowCount)
    }

    /// The entries of a row, while nobody offers any.
    func entries(of row: Int) -> UnsafeBufferPointer<UInt64> {
        UnsafeBufferPointer(start: kernel.pointee.entries + row * keep, count: Int(kernel.pointee.counts[row]))
    }

    static func number(_ entry: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: entry) >> 1 }
}
