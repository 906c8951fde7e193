// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Synchronization

/// The filters of segments that were asked before. Segments never change, and their numbers are never used again.
final class FilterCache: Sendable {
    private let filters = Mutex<[Int64: HashFilter]>([:])

    /// Those of all segments that there are, in the order of their numbers.
    ///
    /// Not to be called in a transaction that has written a segment, which may yet be undone.
    func all(in database: Database) throws -> [(segment: Int64, filter: HashFilter)] {
        let segments = try SegmentList.numbers(in: database)
        let known = filters.withLock { $0 }
        let all = try segments.map { segment in
            if let filter = known[segment] { return (segment: segment, filter: filter) }
            return (segment: segment, filter: try load(segment, in: database))
        }
        if known.count != all.count || all.contains(where: { known[$0.segment] == nil }) {
            let current = Dictionary(uniqueKeysWithValues: all.map { ($0.segment, $0.filter) })
            filters.withLock { $0 = current }
        }
        return all
    }

    private func load(_ segment: Int64, in database: Database) throws -> HashFilter {
        let find = try database.cachedStatement(sql: "SELECT filter FROM segment_filter WHERE segment = ?")
        let row = try Row.fetchOne(find, arguments: [segment])
        let filter = try row?.withUnsafeData(atIndex: 0) { data in data?.withUnsafeBytes { HashFilter($0) } }
        guard let filter = filter ?? nil else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "index segment \(segment) has no filter")
        }
        return filter
    }
}

/// The segments there are.
enum SegmentList {
    static func numbers(in database: Database) throws -> [Int64] {
        try Int64.fetchAll(try database.cachedStatement(sql: "SELECT id FROM segment ORDER BY id"))
    }

    static func insert(entries: Int, in database: Database) throws -> Int64 {
        try database.cachedStatement(sql: "INSERT INTO segment (entries) VALUES (?)").execute(arguments: [entries])
        return database.lastInsertedRowID
    }

    static func setFilter(_ filter: HashFilter, of segment: Int64, in database: Database) throws {
        var insert = try RowWriter("INSERT INTO segment_filter (segment, filter) VALUES (?, ?)", in: database)
        insert.add(segment)
        insert.add(filter.bytes)
        try insert.execute()
    }
}
