// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Makes the index anew from the rows, in memory that does not grow with them.
enum IndexRebuild {
    static let batch = 65_536

    static func run(in database: Database) throws {
        try originals(in: database)
        var last = Int64.min
        while true {
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT id, identifier, object, observation_key, ra, dec, wave_low, wave_high FROM spectrum
                    WHERE id > ? ORDER BY id LIMIT \(batch)
                    """, arguments: [last])
            guard let end = rows.last else { return }
            last = end[0]
            // A cache for each batch, because all of this may yet be undone.
            var index = IndexBatch()
            for row in rows { index.add(IndexBatch.Facts(row), id: row[0]) }
            try index.write(in: database)
        }
    }

    private static func originals(in database: Database) throws {
        var last = Int64.min
        while true {
            let rows = try Row.fetchAll(
                database, sql: "SELECT id, hash FROM original WHERE id > ? ORDER BY id LIMIT \(batch)",
                arguments: [last])
            guard let end = rows.last else { return }
            last = end[0]
            var index = IndexBatch()
            for row in rows { index.add(original: Digest(bytes: [UInt8](row[1] as Data)), id: row[0]) }
            try index.write(in: database)
        }
    }
}

extension IndexBatch.Facts {
    fileprivate init(_ row: GRDB.Row) {
        let (low, high): (Double?, Double?) = (row[6], row[7])
        var band: ClosedRange<Double>?
        if let low, let high, low <= high { band = low...high }
        self.init(
            identifier: row[1], object: row[2], observationKey: row[3], ra: row[4], dec: row[5], band: band)
    }
}
