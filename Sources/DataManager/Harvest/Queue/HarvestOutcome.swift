// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// What came of an item, to be written down with what it brought.
struct HarvestOutcome: Sendable {
    enum Result: Sendable {
        /// Bytes in a file aside, not read yet, and where they came from in the end.
        case received(path: String, url: String)
        case empty(String)
        /// `isFinal` if trying again is of no use; `isOfHost` if it is the host that does not answer.
        case failed(String, isFinal: Bool, isOfHost: Bool = false)
        /// It was a list of links: these lead to the spectra, and there is at least one.
        case links([String])
        /// It was a folder, and held these.
        case folder([HarvestSeed])
        /// The run ended before it was its turn.
        case notTried
    }

    var job: HarvestJob
    var result: Result
}

extension HarvestQueue {
    /// Writes outcomes down, within the transaction that also takes the spectra in.
    ///
    /// - Parameters:
    ///   - read: what reading gave for those that were received, by item.
    ///   - attempts: after how many failures an item is given up.
    func record(
        _ outcomes: [HarvestOutcome], read: [Int64: IngestOutcome], attempts limit: Int, rate: Double?,
        in database: Database
    ) throws {
        let date = Date.now.ISO8601Format()
        let settle = try database.cachedStatement(
            sql: """
                UPDATE harvest_item SET state = ?, attempts = ?, reason = ?, hash = ?, size = ?, date = ? WHERE id = ?
                """)
        for outcome in outcomes {
            let job = outcome.job
            func set(
                _ state: HarvestItemState, _ reason: String? = nil, hash: Digest? = nil, size: Int? = nil,
                attempts: Int? = nil
            ) throws {
                try settle.execute(
                    arguments: [
                        state.rawValue, attempts ?? job.attempts, reason, hash?.data, size, date, job.id,
                    ])
            }
            switch outcome.result {
            case .received:
                guard let read = read[job.id] else { continue }
                switch read.result {
                case .spectra(_, let hash, _), .known(let hash): try set(.done, hash: hash, size: read.file.size)
                case .rejected(let reason): try set(.unreadable, reason, size: read.file.size)
                }
            case .empty(let reason): try set(.empty, reason)
            case .failed(let reason, let isFinal, _):
                let attempts = job.attempts + 1
                try set(isFinal || attempts >= limit ? .gaveUp : .failed, reason, attempts: attempts)
            case .links(let links):
                try database.execute(
                    sql: "UPDATE harvest_item SET state = 0, link = ? WHERE id = ?", arguments: [links.first, job.id])
                let others = links.dropFirst().map {
                    HarvestSeed(url: $0, depth: job.seed.depth, facts: job.seed.facts)
                }
                try Self.insert(others, harvest: harvest, in: database)
            case .folder(let seeds):
                try Self.insert(seeds, harvest: harvest, in: database)
                try set(.done)
            case .notTried:
                try database.execute(sql: "UPDATE harvest_item SET state = 0 WHERE id = ?", arguments: [job.id])
            }
        }
        if let rate {
            try database.execute(sql: "UPDATE harvest SET rate = ? WHERE id = ?", arguments: [rate, harvest])
        }
    }

    /// Whether somebody gave up the rest.
    func isCancelled() throws -> Bool {
        try collection.catalogue.read {
            try String.fetchOne($0, sql: "SELECT state FROM harvest WHERE id = ?", arguments: [harvest]) == "cancelled"
        }
    }
}
