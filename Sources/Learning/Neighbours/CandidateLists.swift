// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// For each row the rows with the least bounds among those it met: what a part of a search leaves, merged with the others'.
///
/// Any number of threads may add at a time. What is kept is the same in whatever order it came.
final class CandidateLists: @unchecked Sendable {
    let kernel: UnsafeMutablePointer<secchi_neighbour_lists>
    let rowCount: Int
    let keep: Int

    init(rowCount: Int, keep: Int) {
        self.rowCount = rowCount
        self.keep = keep
        let capacity = keep + max(16, keep / 2)
        let blocks = rowCount / NeighbourSide.blockSize + 1
        kernel = .allocate(capacity: 1)
        kernel.initialize(
            to: secchi_neighbour_lists(
                row_count: rowCount, keep: UInt32(keep), capacity: UInt32(capacity),
                entries: .allocate(capacity: max(rowCount * capacity, 1)),
                counts: .allocate(capacity: max(rowCount, 1)),
                thresholds: .allocate(capacity: max(rowCount, 1)), locks: .allocate(capacity: blocks)))
        kernel.pointee.counts.initialize(repeating: 0, count: rowCount)
        kernel.pointee.thresholds.initialize(repeating: .infinity, count: rowCount)
        kernel.pointee.locks.initialize(repeating: 0, count: blocks)
    }

    deinit {
        kernel.pointee.entries.deallocate()
        kernel.pointee.counts.deallocate()
        kernel.pointee.thresholds.deallocate()
        kernel.pointee.locks.deallocate()
        kernel.deallocate()
    }

    /// Takes in the candidates of lists of equally many rows. Nobody else uses either meanwhile.
    func merge(_ other: CandidateLists) {
        secchi_neighbour_merge(kernel, other.kernel, 0, rowCount)
    }
}

extension CandidateLists: PartsSum {
    func piece(of parts: Range<Int>) -> RowEntries {
        let kernel = kernel.pointee
        return RowEntries(
            (0..<rowCount).map {
                UnsafeBufferPointer(
                    start: kernel.entries + $0 * Int(kernel.capacity), count: Int(kernel.counts[$0]))
            })
    }

    func add(_ piece: RowEntries, of parts: Range<Int>) throws {
        let other = CandidateLists(rowCount: rowCount, keep: keep), kernel = other.kernel.pointee
        try piece.check(rowCount: rowCount, most: Int(kernel.capacity) - 1) { Int($0 & 0xFFFF_FFFF) }
        piece.forEach { row, entry in
            kernel.entries[row * Int(kernel.capacity) + Int(kernel.counts[row])] = entry
            kernel.counts[row] += 1
        }
        merge(other)
    }
}
