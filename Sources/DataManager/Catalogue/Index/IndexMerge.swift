// SPDX-License-Identifier: Apache-2.0

import GRDB

/// Merges index segments of like size, so that a search has few to ask.
///
/// Sizes are counted in steps of ``fanOut``. No merge makes more than ``largest`` entries, so that none holds the catalogue for
/// long, however large it grows; it holds one block of each segment in memory, and the new filter.
enum IndexMerge {
    static let fanOut = 8
    static let largest = 1 << 23
    private static let smallest = 256

    /// - Returns: whether some were merged.
    static func mergeOneSize(in database: Database) throws -> Bool {
        let find = try database.cachedStatement(sql: "SELECT id, entries FROM segment ORDER BY id")
        var sizes: [Int: [(id: Int64, entries: Int)]] = [:]
        for row in try Row.fetchAll(find) {
            let segment: (id: Int64, entries: Int) = (row[0], row[1])
            if segment.entries <= largest / 2 { sizes[step(of: segment.entries), default: []].append(segment) }
        }
        guard let segments = sizes.filter({ $0.value.count >= fanOut }).min(by: { $0.key < $1.key })?.value else {
            return false
        }
        var total = 0
        let few = segments.prefix { segment in
            total += segment.entries
            return total <= largest
        }
        try merge(few.map(\.id), in: database)
        return true
    }

    /// Writes entries of some segments into a new one, in order, and removes the old.
    ///
    /// - Parameters:
    ///   - keepsSpectrum: of which spectra.
    ///   - keepsOriginal: of which originals.
    static func merge(
        _ segments: [Int64], keepsSpectrum: (Int64) -> Bool = { _ in true },
        keepsOriginal: (Int64) -> Bool = { _ in true }, in database: Database
    ) throws {
        // No more entries than those filters have room for.
        let list = segments.map(String.init).joined(separator: ",")
        let bytes =
            try Int.fetchOne(
                database, sql: "SELECT sum(length(filter)) FROM segment_filter WHERE segment IN (\(list))") ?? 0
        let new = try SegmentList.insert(entries: 0, in: database)
        var filter = HashFilter(blocks: bytes / HashFilter.blockSize)
        let names = try copy(.names, segments, to: new, in: database) { entry in
            guard keepsSpectrum(entry.row) else { return false }
            if entry.isFiltered { filter.insert(entry.hash) }
            return true
        }
        let originals = try copy(.originals, segments, to: new, in: database) { entry in
            guard keepsOriginal(entry.row) else { return false }
            filter.insert(entry.hash)
            return true
        }
        let positions = try copy(.positions, segments, to: new, in: database) { keepsSpectrum($0.row) }
        for table in ["segment WHERE id", "segment_filter WHERE segment"] {
            try database.execute(sql: "DELETE FROM \(table) IN (\(list))")
        }
        let count = max(names, originals, positions)
        if count == 0 {
            try database.execute(sql: "DELETE FROM segment WHERE id = ?", arguments: [new])
        } else {
            try database.execute(sql: "UPDATE segment SET entries = ? WHERE id = ?", arguments: [count, new])
            try SegmentList.setFilter(filter, of: new, in: database)
        }
    }

    /// - Returns: how many entries there are now.
    private static func copy<Entry>(
        _ table: SegmentTable<Entry>, _ segments: [Int64], to new: Int64, in database: Database,
        where keeps: (Entry) -> Bool
    ) throws -> Int {
        var writer = try SegmentWriter(table, new, in: database)
        var sources = try segments.compactMap { try SegmentSource(table, $0, in: database) }
        while var least = sources.indices.first {
            for index in sources.indices.dropFirst() where sources[index].current < sources[least].current {
                least = index
            }
            let entry = sources[least].current
            if keeps(entry) { try writer.add(entry) }
            if try !sources[least].advance(in: database) { sources.remove(at: least) }
        }
        try writer.flush()
        for segment in segments { try table.delete(segment, in: database) }
        return writer.count
    }

    /// 0 for up to 2047 entries, 1 for up to 16,383, …
    private static func step(of entries: Int) -> Int {
        var (step, limit) = (0, smallest * fanOut)
        while entries >= limit {
            step += 1
            limit *= fanOut
        }
        return step
    }
}
