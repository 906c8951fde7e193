// SPDX-License-Identifier: Apache-2.0

import GRDB

extension IndexBatch {
    /// Writes the segment, as the last thing of the transaction, and merges what has gathered.
    mutating func write(in database: Database) throws {
        guard count > 0 else { return }
        try database.cachedStatement(sql: "INSERT INTO segment (entries) VALUES (?)").execute(arguments: [count])
        let segment = database.lastInsertedRowID
        try writePositions(segment, in: database)
        try Self.write(names, segment, into: "name_index", column: "spectrum", in: database)
        try Self.write(originals, segment, into: "original_index", column: "original", in: database)
        self = IndexBatch()
        while try IndexMerge.mergeOneSize(in: database) {}
    }

    private func writePositions(_ segment: Int64, in database: Database) throws {
        var insert = try RowWriter(
            """
            INSERT INTO position_index (segment, zone, ra, spectrum, dec, wave_low, wave_high)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, in: database)
        for entry in positions.sorted(by: { ($0.zone, $0.ra, $0.spectrum) < ($1.zone, $1.ra, $1.spectrum) }) {
            insert.add(segment)
            insert.add(entry.zone)
            insert.add(entry.ra)
            insert.add(entry.spectrum)
            insert.add(entry.dec)
            insert.add(entry.waveLow)
            insert.add(entry.waveHigh)
            try insert.execute()
        }
    }

    private static func write(
        _ keys: [Key], _ segment: Int64, into table: String, column: String, in database: Database
    ) throws {
        var insert = try RowWriter(
            "INSERT OR IGNORE INTO \(table) (segment, hash, \(column)) VALUES (?, ?, ?)", in: database)
        for key in keys.sorted(by: { ($0.hash, $0.row) < ($1.hash, $1.row) }) {
            insert.add(segment)
            insert.add(key.hash)
            insert.add(key.row)
            try insert.execute()
        }
    }
}
