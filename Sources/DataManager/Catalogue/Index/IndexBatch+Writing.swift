// SPDX-License-Identifier: Apache-2.0

import GRDB

extension IndexBatch {
    /// Writes the segment, as the last thing of the transaction, and merges what has gathered.
    mutating func write(in database: Database) throws {
        let names = (identifiers + otherNames).sorted()
        let count = max(positions.count, names.count, originals.count)
        guard count > 0 else { return }
        try RepeatedNames(filters: filters).mark(identifiers, in: database)
        let segment = try SegmentList.insert(entries: count, in: database)
        var filter = HashFilter(capacity: names.count { $0.isFiltered } + originals.count)
        try Self.write(names, to: .names, segment, &filter, in: database)
        try Self.write(originals.sorted(), to: .originals, segment, &filter, in: database)
        try SegmentList.setFilter(filter, of: segment, in: database)
        var writer = try SegmentWriter(.positions, segment, in: database)
        for entry in positions.sorted() { try writer.add(entry) }
        try writer.flush()
        self = IndexBatch(filters: filters)
        while try IndexMerge.mergeOneSize(in: database) {}
    }

    private static func write(
        _ entries: [HashEntry], to table: SegmentTable<HashEntry>, _ segment: Int64, _ filter: inout HashFilter,
        in database: Database
    ) throws {
        var writer = try SegmentWriter(table, segment, in: database)
        for entry in entries {
            try writer.add(entry)
            if entry.isFiltered { filter.insert(entry.hash) }
        }
        try writer.flush()
    }
}
