// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Walks through a segment, with one block of it in memory.
struct SegmentSource<Entry: SegmentEntry> {
    private let table: SegmentTable<Entry>
    private let segment: Int64
    private var block: (id: Int64, entries: [Entry])
    private var index = 0
    private(set) var current: Entry

    /// - Returns: `nil` if there is nothing.
    init?(_ table: SegmentTable<Entry>, _ segment: Int64, in database: Database) throws {
        self.table = table
        self.segment = segment
        let before = SegmentTable<Entry>.ids(of: segment).lowerBound - 1
        guard let block = try table.block(after: before, of: segment, in: database), let first = block.entries.first
        else { return nil }
        self.block = block
        current = first
    }

    /// - Returns: whether there is another.
    mutating func advance(in database: Database) throws -> Bool {
        index += 1
        if index == block.entries.count {
            guard let next = try table.block(after: block.id, of: segment, in: database), !next.entries.isEmpty else {
                return false
            }
            block = next
            index = 0
        }
        current = block.entries[index]
        return true
    }
}
