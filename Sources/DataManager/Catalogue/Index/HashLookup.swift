// SPDX-License-Identifier: Apache-2.0

import GRDB

extension SegmentTable<HashEntry> {
    /// The rows with a key in any segment, by rising number; some may only share the key's beginning.
    ///
    /// - Parameter filters: for whoever asks often; without them, and for the key of an object, each segment is asked.
    func rows(_ key: Int64, filters: FilterCache? = nil, in database: Database) throws -> [Int64] {
        let wanted = HashEntry(key: key, row: 0), hash = wanted.hash
        guard let filters, wanted.isFiltered else {
            return try rows(hash, in: SegmentList.numbers(in: database), database)
        }
        let segments = try filters.all(in: database).filter { $0.filter.mayContain(hash) }
        return try rows(hash, in: segments.map(\.segment), database)
    }

    func rows(_ hash: UInt64, in segments: [Int64], _ database: Database) throws -> [Int64] {
        var found: [HashEntry] = []
        let place = HashEntry(hash: hash).place
        for segment in segments { try gather(place...place, of: segment, into: &found, in: database) }
        return found.lazy.filter { $0.hash == hash }.map(\.row).sorted()
    }
}

extension Catalogue {
    /// The row of an original.
    ///
    /// - Parameter filters: for whoever asks often.
    static func original(_ digest: Digest, filters: FilterCache? = nil, in database: Database) throws -> Int64? {
        let rows = try SegmentTable.originals.rows(IndexKey.original(digest), filters: filters, in: database)
        return try Self.original(digest, among: rows, in: database)
    }

    static func original(_ digest: Digest, among rows: [Int64], in database: Database) throws -> Int64? {
        if rows.isEmpty { return nil }
        let has = try database.cachedStatement(sql: "SELECT 1 FROM original WHERE id = ? AND hash = ?")
        return try rows.first { try Row.fetchOne(has, arguments: [$0, digest.data]) != nil }
    }

    /// Spectra that may have a name, as theirs or their object's.
    static func spectra(named name: String, in database: Database) throws -> [Int64] {
        let names = SegmentTable.names
        return try Set(
            names.rows(IndexKey.name(name), in: database) + names.rows(IndexKey.object(name), in: database)
        ).sorted()
    }
}
