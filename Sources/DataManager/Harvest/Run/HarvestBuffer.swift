// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Gathers outcomes and writes them down in portions behind the fetching, which waits only when it is far ahead.
actor HarvestBuffer {
    private let commit: HarvestCommit
    private let size: Int
    private let thread = DispatchQueue(label: "secchi.harvest.commit")
    private var gathered: [HarvestOutcome] = []
    private var isWriting = false
    private var lastWrite = ContinuousClock.now
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var failure: (any Error)?

    init(_ commit: HarvestCommit, size: Int) {
        self.commit = commit
        self.size = size
    }

    /// - Throws: what writing an earlier portion threw.
    func add(_ outcome: HarvestOutcome) async throws {
        gathered.append(outcome)
        if !isWriting, gathered.count >= size || ContinuousClock.now - lastWrite > .milliseconds(500) { await write() }
        while isWriting, gathered.count >= 4 * size { await withCheckedContinuation { waiting.append($0) } }
        if let failure { throw failure }
    }

    /// Writes what is left.
    func finish() async throws {
        while isWriting { await withCheckedContinuation { waiting.append($0) } }
        if failure == nil, !gathered.isEmpty { await write() }
        if let failure { throw failure }
    }

    private func write() async {
        isWriting = true
        let portion = gathered
        gathered = []
        let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
            thread.async { [commit] in continuation.resume(returning: Result { try commit.write(portion) }) }
        }
        if case .failure(let error) = result { failure = error }
        isWriting = false
        lastWrite = .now
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}
