// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Finds the rows whose identifier an earlier row of their collection has, once, when they are written.
struct RepeatedNames {
    let filters: FilterCache

    /// Marks those of the rows of a transaction.
    func mark(_ identifiers: [HashEntry], in database: Database) throws {
        let segments = try filters.all(in: database)
        let sorted = identifiers.sorted()
        var start = 0
        while start < sorted.count {
            let hash = sorted[start].hash
            var end = start + 1
            while end < sorted.count, sorted[end].hash == hash { end += 1 }
            let mayHave = segments.filter { $0.filter.mayContain(hash) }.map(\.segment)
            if end - start > 1 || !mayHave.isEmpty {
                let earlier = mayHave.isEmpty ? [] : try SegmentTable.names.rows(hash, in: mayHave, database)
                try mark(sorted[start..<end].map(\.row), after: earlier, in: database)
            }
            start = end
        }
    }

    private struct Name: Hashable {
        var collection: Int64
        /// A to Z folded.
        var identifier: [UInt8]
    }

    /// - Parameters:
    ///   - rows: new, with one hash, by rising id.
    ///   - earlier: old, with that hash.
    private func mark(_ rows: [Int64], after earlier: [Int64], in database: Database) throws {
        if rows.count == 1 && earlier.isEmpty { return }
        let update = try database.cachedStatement(sql: "UPDATE spectrum SET is_repeated = 1 WHERE id = ?")
        var seen = Set<Name>()
        for row in rows {
            guard let name = try name(of: row, in: database) else { continue }
            // From the last, because that is the likeliest to be of the same collection.
            if try !seen.insert(name).inserted
                || earlier.reversed().contains(where: { try self.name(of: $0, in: database) == name })
            {
                try update.execute(arguments: [row])
            }
        }
    }

    private func name(of row: Int64, in database: Database) throws -> Name? {
        let find = try database.cachedStatement(sql: "SELECT collection, identifier FROM spectrum WHERE id = ?")
        return try Row.fetchOne(find, arguments: [row]).map { row in
            let identifier: String = row[1]
            return Name(
                collection: row[0],
                identifier: identifier.utf8.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 })
        }
    }
}
