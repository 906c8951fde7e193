// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// The stored queue of one harvest. Each step is a transaction; a killed process leaves it as after the last.
struct HarvestQueue: Sendable {
    let harvest: Int64
    let collection: SpectrumCollection
    init(harvest: Int64, collection: SpectrumCollection) {
        self.harvest = harvest
        self.collection = collection
    }

    private var catalogue: Catalogue { collection.catalogue }

    /// The harvest of this source into this collection that is not finished, or a new one.
    static func open(source: String, in collection: SpectrumCollection) throws -> HarvestQueue {
        let id = try collection.catalogue.write { database in
            let open = try Int64.fetchOne(
                database,
                sql: """
                    SELECT id FROM harvest WHERE collection = ? AND source = ? AND state IN ('listing', 'fetching')
                    ORDER BY id DESC
                    """, arguments: [collection.id, source])
            if let open { return open }
            try database.execute(
                sql: "INSERT INTO harvest (collection, source, created, state) VALUES (?, ?, ?, 'listing')",
                arguments: [collection.id, source, Date.now.ISO8601Format()])
            return database.lastInsertedRowID
        }
        return HarvestQueue(harvest: id, collection: collection)
    }

    func current() throws -> Harvest {
        guard let harvest = try catalogue.read({ try Harvest.fetch(where: "harvest.id = ?", [harvest], in: $0) }).first
        else { throw DataError.noSuchHarvest(id: harvest) }
        return harvest
    }

    /// Rows of the list that are in the queue.
    func listedRows() throws -> Int {
        try catalogue.read {
            try Int.fetchOne($0, sql: "SELECT list_rows FROM harvest WHERE id = ?", arguments: [harvest]) ?? 0
        }
    }

    /// Adds items, and notes how many rows of the list they are from, at once.
    func add(_ seeds: [HarvestSeed], rows: Int) throws {
        try catalogue.write { database in
            try Self.insert(seeds, harvest: harvest, in: database)
            try database.execute(
                sql: "UPDATE harvest SET list_rows = list_rows + ? WHERE id = ?", arguments: [rows, harvest])
        }
    }

    /// Folders that are there already are passed over.
    static func insert(_ seeds: [HarvestSeed], harvest: Int64, in database: Database) throws {
        var writer = try RowWriter(
            """
            INSERT OR IGNORE INTO harvest_item (harvest, state, kind, depth, url, facts) VALUES (?, 0, ?, ?, ?, ?)
            """, in: database)
        let encoder = JSONEncoder()
        for seed in seeds {
            writer.add(harvest)
            writer.add(seed.kind.rawValue)
            writer.add(seed.depth)
            writer.add(seed.url)
            writer.add(
                seed.facts == HarvestFacts()
                    ? nil : (try? encoder.encode(seed.facts)).map { String(decoding: $0, as: UTF8.self) })
            try writer.execute()
        }
    }

    /// The list is complete.
    func finishListing(service: String?, note: String?) throws {
        try catalogue.write {
            try $0.execute(
                sql: "UPDATE harvest SET state = 'fetching', service = ?, note = ? WHERE id = ? AND state = 'listing'",
                arguments: [service, note, harvest])
        }
    }

    /// Items that a dead process had in its hands wait again.
    func reclaim() throws {
        try catalogue.write {
            try $0.execute(
                sql: "UPDATE harvest_item SET state = 0 WHERE harvest = ? AND state = 1", arguments: [harvest])
        }
    }

    /// Puts items back that a run will not get to.
    func giveBack(_ jobs: [HarvestJob]) throws {
        guard !jobs.isEmpty else { return }
        try catalogue.write { database in
            let back = try database.cachedStatement(sql: "UPDATE harvest_item SET state = 0 WHERE id = ? AND state = 1")
            for job in jobs { try back.execute(arguments: [job.id]) }
        }
    }

    /// The next waiting items, now running. Those whose address the collection has are done at once.
    ///
    /// - Returns: the items, and how many were done; both empty if none waits.
    func take(_ count: Int, refreshing: Bool) throws -> (jobs: [HarvestJob], known: Int) {
        try catalogue.write { database in
            var jobs: [HarvestJob] = []
            var known = 0
            let rows = try Row.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT id, kind, depth, attempts, url, link, facts FROM harvest_item
                        WHERE harvest = ? AND state = 0 ORDER BY id LIMIT ?
                        """), arguments: [harvest, count])
            let isKnown = try database.cachedStatement(
                sql: """
                    SELECT hash, file.size FROM file JOIN original ON original.id = file.original
                    WHERE collection = ? AND path = ?
                    """)
            let update = try database.cachedStatement(sql: "UPDATE harvest_item SET state = 1 WHERE id = ?")
            let done = try database.cachedStatement(
                sql: "UPDATE harvest_item SET state = 2, reason = ?, hash = ?, size = ?, date = ? WHERE id = ?")
            let decoder = JSONDecoder()
            for row in rows {
                let (id, url): (Int64, String) = (row[0], row[4])
                if !refreshing, let there = try Row.fetchOne(isKnown, arguments: [collection.id, url]) {
                    try done.execute(
                        arguments: [
                            "was in the collection", there[0] as Data, there[1] as Int, Date.now.ISO8601Format(), id,
                        ])
                    known += 1
                    continue
                }
                try update.execute(arguments: [id])
                let facts = (row[6] as String?).flatMap { try? decoder.decode(HarvestFacts.self, from: Data($0.utf8)) }
                jobs.append(
                    HarvestJob(
                        id: id,
                        seed: HarvestSeed(
                            url: url, kind: HarvestSeed.Kind(rawValue: row[1]) ?? .product, depth: row[2],
                            facts: facts ?? HarvestFacts()),
                        link: row[5], attempts: row[3]))
            }
            return (jobs, known)
        }
    }

    /// Items that failed wait for another round.
    ///
    /// - Returns: how many.
    func takeUpFailed() throws -> Int {
        try catalogue.write {
            try $0.execute(
                sql: "UPDATE harvest_item SET state = 0 WHERE harvest = ? AND state = 5", arguments: [harvest])
            return $0.changesCount
        }
    }

    /// Nothing is left to do.
    func finish() throws {
        try catalogue.write {
            try $0.execute(
                sql: "UPDATE harvest SET state = 'finished' WHERE id = ? AND state = 'fetching'", arguments: [harvest])
        }
    }
}
