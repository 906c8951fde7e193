// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Packs the entries of one segment, which come in order, into blocks.
struct SegmentWriter<Entry: SegmentEntry> {
    private var insert: RowWriter
    private let start: Int64
    private var bytes: [UInt8] = []
    private var first: Int64 = 0
    /// The next rowid that is free.
    private var free: Int64
    private(set) var count = 0

    init(_ table: SegmentTable<Entry>, _ segment: Int64, in database: Database) throws {
        insert = try RowWriter("INSERT INTO \(table.name) (id, block) VALUES (?, ?)", in: database)
        start = SegmentTable<Entry>.ids(of: segment).lowerBound
        free = start
        bytes.reserveCapacity(SegmentTable<Entry>.blockSize)
    }

    mutating func add(_ entry: Entry) throws {
        if bytes.isEmpty { first = entry.place }
        withUnsafeTemporaryAllocation(byteCount: Entry.width, alignment: 8) { room in
            guard let address = room.baseAddress else { return }
            entry.write(to: address)
            bytes.append(contentsOf: room)
        }
        count += 1
        if bytes.count + Entry.width > SegmentTable<Entry>.blockSize { try flush() }
    }

    /// Writes what has gathered; the last thing to do.
    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        let id = max(start + first, free)
        insert.add(id)
        insert.add(bytes)
        try insert.execute()
        free = id + 1
        bytes.removeAll(keepingCapacity: true)
    }
}
