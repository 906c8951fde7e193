// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Merges index segments of like size, so that a search has few to ask.
///
/// Sizes are counted in steps of ``IndexBatch/fanOut``. Segments of a million entries and more stay as they are: a merge
/// must not hold the catalogue for minutes. SQLite sorts within its page cache and beyond that in a temporary file, so memory
/// stays bounded.
enum IndexMerge {
    static let largest = 1 << 20
    private static let smallest = 256

    /// - Returns: whether some were merged.
    static func mergeOneSize(in database: Database) throws -> Bool {
        let find = try database.cachedStatement(sql: "SELECT id, entries FROM segment WHERE entries < ? ORDER BY id")
        var sizes: [Int: [Int64]] = [:]
        var total: [Int: Int] = [:]
        for row in try Row.fetchAll(find, arguments: [largest]) {
            let entries: Int = row[1]
            let size = step(of: entries)
            sizes[size, default: []].append(row[0])
            total[size, default: 0] += entries
        }
        guard let (size, segments) = sizes.filter({ $0.value.count >= IndexBatch.fanOut }).min(by: { $0.key < $1.key })
        else { return false }
        try merge(segments, entries: total[size] ?? 0, in: database)
        return true
    }

    static func merge(_ segments: [Int64], entries: Int, in database: Database) throws {
        let old = segments.map(String.init).joined(separator: ",")
        try database.execute(sql: "INSERT INTO segment (entries) VALUES (?)", arguments: [entries])
        let new = database.lastInsertedRowID
        for (table, columns) in [
            ("position_index", "zone, ra, spectrum, dec, wave_low, wave_high"), ("name_index", "hash, spectrum"),
            ("original_index", "hash, original"),
        ] {
            let key = columns.split(separator: ",").prefix(table == "position_index" ? 3 : 2).joined(separator: ",")
            try database.execute(
                sql: "INSERT INTO \(table) (segment, \(columns)) SELECT \(new), \(columns) FROM \(table) "
                    + "WHERE segment IN (\(old)) ORDER BY \(key)")
            try database.execute(sql: "DELETE FROM \(table) WHERE segment IN (\(old))")
        }
        try database.execute(sql: "DELETE FROM segment WHERE id IN (\(old))")
    }

    /// 0 for up to 4095 entries, 1 for up to 65,535, …
    private static func step(of entries: Int) -> Int {
        var (step, limit) = (0, smallest * IndexBatch.fanOut)
        while entries >= limit {
            step += 1
            limit *= IndexBatch.fanOut
        }
        return step
    }
}
