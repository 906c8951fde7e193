// SPDX-License-Identifier: Apache-2.0

import Execution

/// Hands the waiting items out, a portion at a time from the queue, so that memory holds a few hundred of ten million.
actor HarvestFeed {
    private let queue: HarvestQueue
    private let options: HarvestOptions
    private var jobs: [HarvestJob] = []
    private var isOver = false
    /// Items whose host did not answer, one after the other.
    private var silences = 0
    private(set) var silence: String?
    private(set) var settled = 0
    private(set) var known = 0
    private static let patience = 25

    init(_ queue: HarvestQueue, options: HarvestOptions) {
        self.queue = queue
        self.options = options
    }

    /// - Returns: `nil` if no item waits now; those in hand may bring more.
    func next() throws -> HarvestJob? {
        if isOver { return nil }
        while jobs.isEmpty {
            if try queue.isCancelled() { return nil }
            let (taken, known) = try queue.take(max(256, 4 * options.parallel), refreshing: options.refreshing)
            self.known += known
            settled += known
            if taken.isEmpty && known == 0 { return nil }
            jobs = taken.reversed()
        }
        return jobs.popLast()
    }

    /// Says what came of an item, so that a host that is gone does not use up everybody's attempts.
    func settle(_ outcome: HarvestOutcome) {
        switch outcome.result {
        case .notTried: return
        case .failed(let reason, _, isOfHost: true):
            silences += 1
            if silences >= Self.patience {
                silence = reason
                isOver = true
            }
        default: silences = 0
        }
        settled += 1
    }

    func stop() { isOver = true }

    /// Items taken from the queue and not handed out.
    func leftOver() -> [HarvestJob] {
        defer { jobs = [] }
        return jobs
    }
}
