// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import GRDB
import Synchronization

/// Reads what came, and writes it down with its spectra: originals first, then one transaction for rows and items.
final class HarvestCommit: Sendable {
    private let queue: HarvestQueue
    private let reading: IngestReading
    private let commit: IngestCommit
    private let provenance: HarvestProvenance
    private let options: HarvestOptions
    private let context: ExecutionContext
    private let state: Mutex<State>

    private struct State {
        var summary: IngestSummary
        var settled = 0
        var began = ContinuousClock.now
        var rate: Double?
    }

    init(
        queue: HarvestQueue, reading: IngestReading, commit: IngestCommit, provenance: HarvestProvenance,
        options: HarvestOptions, context: ExecutionContext
    ) {
        self.queue = queue
        self.reading = reading
        self.commit = commit
        self.provenance = provenance
        self.options = options
        self.context = context
        state = Mutex(State(summary: IngestSummary(collection: queue.collection.name)))
    }

    var summary: IngestSummary { state.withLock { $0.summary } }

    func write(_ outcomes: [HarvestOutcome]) throws {
        let received = outcomes.compactMap { outcome -> (id: Int64, path: String, file: IngestFile)? in
            guard case .received(let path, let url) = outcome.result else { return nil }
            let origin = IngestOrigin(path: path, url: url, facts: outcome.job.seed.facts, provenance: provenance)
            return (outcome.job.id, path, IngestFile(path: outcome.job.seed.url, size: 0, modified: 0, origin: origin))
        }
        let read = try reading.read(received.map(\.file), in: context)
        let byItem = Dictionary(uniqueKeysWithValues: zip(received.map(\.id), read))
        let rate = state.withLock { $0.rate }
        let delta = try commit.commit(read) { database in
            try queue.record(outcomes, read: byItem, attempts: options.attempts, rate: rate, in: database)
        }
        // Renamed into the originals, unless they were there or could not be read.
        for file in received { unlink(file.path) }
        state.withLock { state in
            state.summary.add(delta)
            state.settled += outcomes.count
            let seconds = (ContinuousClock.now - state.began) / .seconds(1)
            // Over the last portions, so that the time left is that of now and not of an hour ago.
            if seconds > 0 { state.rate = Double(state.settled) / seconds }
            if state.settled > 4096 {
                state.settled /= 2
                state.began += .seconds(seconds / 2)
            }
        }
    }
}
