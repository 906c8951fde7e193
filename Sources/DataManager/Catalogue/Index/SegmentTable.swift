// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite

/// One index of the catalogue: sorted entries, packed into blocks of a page.
///
/// A block's rowid is made of its segment's number and the place of its first entry, so that SQLite's own tree of rowids leads
/// to the block where a search begins. Where many entries share a place, blocks after the first are numbered on.
struct SegmentTable<Entry: SegmentEntry>: Sendable {
    let name: String

    /// What fits on a leaf of 4096 bytes, without overflow: a multiple of the widths of all entries.
    static var blockSize: Int { 4056 }

    /// The rowids that the blocks of a segment can have.
    static func ids(of segment: Int64) -> Range<Int64> { segment << 37..<(segment + 1) << 37 }

    /// Appends the entries of a segment whose places lie in a range, in order.
    ///
    /// - Complexity: a page for each level of the tree, and each page of the range.
    func gather(
        _ places: ClosedRange<Int64>, of segment: Int64, into found: inout [Entry], in database: Database
    ) throws {
        let ids = Self.ids(of: segment)
        // The block before the first place, for that may begin in its midst; strictly before, for blocks that share a place.
        var reader = try BlockReader(
            """
            SELECT block FROM \(name) WHERE id < ?3
                AND id >= coalesce((SELECT max(id) FROM \(name) WHERE id >= ?2 AND id < ?1), ?2) ORDER BY id
            """, in: database)
        defer { reader.reset() }
        reader.bind(ids.lowerBound + places.lowerBound, ids.lowerBound, ids.upperBound)
        while try reader.step() {
            let goesOn = reader.withBlock { bytes in
                var index = Self.firstIndex(in: bytes, from: places.lowerBound)
                while index < bytes.count / Entry.width {
                    let entry = Self.entry(index, of: bytes)
                    if entry.place > places.upperBound { return false }
                    found.append(entry)
                    index += 1
                }
                return true
            }
            if !goesOn { return }
        }
    }

    /// All entries of the first block of a segment whose rowid is above another.
    ///
    /// - Returns: `nil` at the end.
    func block(after id: Int64, of segment: Int64, in database: Database) throws -> (id: Int64, entries: [Entry])? {
        var reader = try BlockReader(
            "SELECT block, id FROM \(name) WHERE id > ? AND id < ? ORDER BY id LIMIT 1", in: database)
        defer { reader.reset() }
        reader.bind(id, Self.ids(of: segment).upperBound)
        guard try reader.step() else { return nil }
        let entries = reader.withBlock { bytes in
            [Entry](unsafeUninitializedCapacity: bytes.count / Entry.width) { entries, count in
                count = bytes.count / Entry.width
                for index in 0..<count { entries.initializeElement(at: index, to: Self.entry(index, of: bytes)) }
            }
        }
        return (reader.integer(1), entries)
    }

    func delete(_ segment: Int64, in database: Database) throws {
        let ids = Self.ids(of: segment)
        try database.cachedStatement(sql: "DELETE FROM \(name) WHERE id >= ? AND id < ?")
            .execute(arguments: [ids.lowerBound, ids.upperBound])
    }

    private static func firstIndex(in bytes: UnsafeRawBufferPointer, from place: Int64) -> Int {
        var (low, high) = (0, bytes.count / Entry.width)
        while low < high {
            let middle = (low + high) / 2
            if entry(middle, of: bytes).place < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func entry(_ index: Int, of bytes: UnsafeRawBufferPointer) -> Entry {
        // The caller keeps index below count / width.
        Entry(from: UnsafeRawBufferPointer(rebasing: bytes[(index * Entry.width)...]).baseAddress.unsafelyUnwrapped)
    }
}

extension SegmentTable<HashEntry> {
    /// Identifiers, objects and observations of spectra.
    static let names = Self(name: "name_block")
    static let originals = Self(name: "original_block")
}

extension SegmentTable<PositionEntry> {
    static let positions = Self(name: "position_block")
}

/// Reads blocks with one prepared statement, without a copy of each.
private struct BlockReader {
    private let statement: Statement

    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    private var handle: SQLiteStatement { statement.sqliteStatement }

    mutating func bind(_ values: Int64...) {
        for (index, value) in values.enumerated() { sqlite3_bind_int64(handle, Int32(index) + 1, value) }
    }

    /// - Returns: whether there is a row.
    mutating func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// The first column, until the next step.
    func withBlock<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        let start = sqlite3_column_blob(handle, 0)
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, 0))
        return body(UnsafeRawBufferPointer(start: start, count: count))
    }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func reset() { sqlite3_reset(handle) }
}
