// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

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

extension NeighbourDescentLists: PartsSum {
    /// What is new since all shards had the same lists.
    func piece(of parts: Range<Int>) -> RowEntries {
        RowEntries((0..<rowCount).map { entries(of: $0).filter { $0 & 1 == 1 } })
    }

    func add(_ piece: RowEntries, of parts: Range<Int>) throws {
        try piece.check(rowCount: rowCount) { Int(Self.number($0)) }
        piece.forEach { row, entry in
            secchi_descent_offer(kernel, row, UInt32(truncatingIfNeeded: entry >> 32), Self.number(entry), 1)
        }
    }
}

/// The first lists, and the rows in the order of the first tree.
struct NeighbourDescentPlanting: PartsSum {
    let lists: NeighbourDescentLists
    let order: DisjointArray<UInt32>

    struct Piece: Codable {
        var lists: RowEntries
        var order: PackedValues<UInt32>?
    }

    func piece(of parts: Range<Int>) -> Piece {
        let order = PackedValues(Array(UnsafeBufferPointer(start: order.start, count: order.count)))
        return Piece(lists: lists.piece(of: parts), order: parts ~= 0 ? order : nil)
    }

    func add(_ piece: Piece, of parts: Range<Int>) throws {
        try lists.add(piece.lists, of: parts)
        guard let rows = piece.order?.values else { return }
        guard rows.count == order.count, rows.allSatisfy({ $0 < rows.count }) else {
            throw LearningError.wrongLength(what: "rows of the shard", have: rows.count, need: order.count)
        }
        for (place, row) in rows.enumerated() { order[place] = row }
    }
}
