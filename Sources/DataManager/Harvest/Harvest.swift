// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// A stored harvest: a list of addresses to fetch into a collection, and what became of each.
///
/// It lives in the catalogue, so that an item is done in the very transaction in which its spectra appear; see
/// ``SpectrumCollection/harvest(_:options:through:in:)``.
public struct Harvest: Sendable, Hashable, Codable, Identifiable {
    public let id: Int64
    public let collection: String
    /// As the user gave it.
    public let source: String
    /// ISO 8601.
    public let created: String
    public let state: HarvestState
    /// The service that was asked, if one was.
    public let service: String?
    /// What is to be known about the list, such as that the service cut it.
    public let note: String?
    /// Items per second at last.
    public let rate: Double?
    public let counts: HarvestCounts

    /// Seconds until the rest is there, at the rate of late.
    public var timeLeft: Double? {
        guard state == .fetching, let rate, rate > 0 else { return nil }
        return Double(counts.waiting + counts.running + counts.failed) / rate
    }
}

extension Home {
    /// All harvests, the oldest first.
    public func harvests() throws -> [Harvest] {
        try catalogue.read { try Harvest.fetch(where: "TRUE", [], in: $0) }
    }

    /// - Throws: ``DataError/noSuchHarvest(id:)``
    public func harvest(_ id: Int64) throws -> Harvest {
        guard let harvest = try catalogue.read({ try Harvest.fetch(where: "harvest.id = ?", [id], in: $0) }).first
        else { throw DataError.noSuchHarvest(id: id) }
        return harvest
    }

    /// Items of a harvest in the order of its list.
    ///
    /// - Parameters:
    ///   - states: only items in one of these; all if empty.
    ///   - limit: the most to return.
    public func items(
        ofHarvest id: Int64, in states: [HarvestItemState] = [], limit: Int = 1000
    ) throws -> [HarvestItem] {
        let states = (states.isEmpty ? HarvestItemState.allCases : states).map { String($0.rawValue) }
        return try catalogue.read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT id, url, state, attempts, reason, lower(hex(hash)), size, date FROM harvest_item
                    WHERE harvest = ? AND state IN (\(states.joined(separator: ","))) AND kind = 0 ORDER BY id LIMIT ?
                    """, arguments: [id, limit]
            ).map { row in
                let hash: String? = row[5]
                return HarvestItem(
                    id: row[0], url: row[1], state: HarvestItemState(rawValue: row[2]) ?? .failed, attempts: row[3],
                    reason: row[4], checksum: hash?.isEmpty == false ? hash : nil, size: row[6], date: row[7])
            }
        }
    }

    /// Puts items that failed, were given up or could not be read back into the queue.
    ///
    /// - Returns: how many.
    @discardableResult
    public func retryHarvest(_ id: Int64) throws -> Int {
        _ = try harvest(id)
        return try catalogue.write { database in
            try database.execute(
                sql:
                    "UPDATE harvest_item SET state = 0, attempts = 0, link = NULL WHERE harvest = ? AND state IN (4, 5, 6)",
                arguments: [id])
            let count = database.changesCount
            try database.execute(
                sql: "UPDATE harvest SET state = 'fetching' WHERE id = ? AND state IN ('finished', 'cancelled')",
                arguments: [id])
            return count
        }
    }

    /// Gives up what has not come yet; what is there stays. A process at work on it ends soon.
    public func cancelHarvest(_ id: Int64) throws {
        _ = try harvest(id)
        try catalogue.write {
            try $0.execute(sql: "UPDATE harvest SET state = 'cancelled' WHERE id = ?", arguments: [id])
        }
    }
}

extension Harvest {
    static func fetch(where condition: String, _ arguments: StatementArguments, in database: Database) throws
        -> [Harvest]
    {
        try Row.fetchAll(
            database,
            sql: """
                SELECT harvest.id, collection.name, source, harvest.created, state, service, note, rate
                FROM harvest JOIN collection ON collection.id = harvest.collection WHERE \(condition) ORDER BY harvest.id
                """, arguments: arguments
        ).map { row in
            var counts = HarvestCounts()
            for state in HarvestItemState.allCases {
                counts[state] =
                    try Int.fetchOne(
                        database.cachedStatement(
                            sql: "SELECT count(*) FROM harvest_item WHERE harvest = ? AND state = ?"),
                        arguments: [row[0] as Int64, state.rawValue]) ?? 0
            }
            return Harvest(
                id: row[0], collection: row[1], source: row[2], created: row[3],
                state: HarvestState(rawValue: row[4]) ?? .fetching, service: row[5], note: row[6], rate: row[7],
                counts: counts)
        }
    }
}
