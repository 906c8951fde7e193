// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Synchronization

/// One ingest under way: walks, passes over what is there, reads in parallel, and commits a batch behind.
final class IngestRun: Sendable {
    private let collection: SpectrumCollection
    private let options: IngestOptions
    private let context: ExecutionContext
    private let reading: IngestReading
    private let commit: IngestCommit
    /// Held for as long as the run: tells others not to clear away originals without rows.
    private let lock: FileLock
    private let total = Mutex<Int?>(nil)
    private let over = CancellationToken()

    init(collection: SpectrumCollection, options: IngestOptions, context: ExecutionContext) throws {
        self.collection = collection
        self.options = options
        self.context = context
        lock = try collection.home.lockForAdding()
        let incoming = try IncomingFolder(of: collection.home.originals)
        let suspects = try SuspectFiles(incoming.leftBehind, in: collection.catalogue)
        reading = IngestReading(collection: collection, options: options, incoming: incoming, suspects: suspects)
        commit = IngestCommit(collection: collection, incoming: incoming, suspects: suspects)
    }

    func run(_ sources: [String]) throws -> IngestSummary {
        let start = ContinuousClock.now
        let summary = Mutex(IngestSummary(collection: collection.name))
        let behind = OneBehind()
        countFiles(sources)
        defer {
            over.cancel()
            behind.wait()
        }
        var walker = FileWalker(sources, excluding: collection.home.path)
        while true {
            try context.cancellation.check()
            let batch = try nextBatch(&walker)
            if batch.seen == 0 { break }
            let outcomes = try reading.read(batch.files, in: context)
            try behind.run {
                var delta = try self.commit.commit(batch.unreadable + outcomes)
                delta.filesUnchanged += batch.unchanged
                delta.filesRejectedBefore += batch.rejectedBefore
                let seen = summary.withLock {
                    $0.add(delta)
                    return $0.filesSeen
                }
                self.report(seen)
            }
        }
        try behind.finish()
        var result = summary.withLock { $0 }
        result.seconds = (ContinuousClock.now - start) / .seconds(1)
        return result
    }

    /// What a batch asks for.
    struct Batch: Sendable {
        var files: [IngestFile] = []
        var unreadable: [IngestOutcome] = []
        var unchanged = 0
        var rejectedBefore = 0
        var seen: Int { files.count + unreadable.count + unchanged + rejectedBefore }
    }

    private func nextBatch(_ walker: inout FileWalker) throws -> Batch {
        var batch = Batch()
        // A batch of known files costs nothing, and may be larger than one to be read.
        while batch.files.count + batch.unreadable.count < options.batchSize, batch.seen < 16 * options.batchSize {
            var portion: [IngestFile] = []
            var ended = false
            while portion.count + batch.files.count + batch.unreadable.count < options.batchSize {
                guard let found = walker.next() else {
                    ended = true
                    break
                }
                switch found {
                case .file(let path, let size, let modified):
                    portion.append(IngestFile(path: path, size: size, modified: modified))
                case .unreadable(let path, let reason):
                    batch.unreadable.append(
                        IngestOutcome(
                            file: IngestFile(path: path, size: 0, modified: -1),
                            result: .rejected("cannot read \(path): \(reason). Check it and ingest it again")))
                }
            }
            for (file, state) in zip(portion, try collection.states(of: portion)) {
                switch state {
                case .accepted: batch.unchanged += 1
                case .rejected where !options.retryRejected: batch.rejectedBefore += 1
                case .rejected, .new: batch.files.append(file)
                }
            }
            if ended || context.cancellation.isCancelled { break }
        }
        return batch
    }

    private func report(_ seen: Int) {
        context.progress.report(
            ProgressUpdate(stage: "ingesting", completed: seen, total: total.withLock { $0 }, unit: "files"))
    }

    private func countFiles(_ sources: [String]) {
        let home = collection.home.path
        DispatchQueue.global(qos: .utility).async { [self] in
            var walker = FileWalker(sources, excluding: home)
            var count = 0
            while walker.next() != nil {
                count += 1
                if over.isCancelled { return }
            }
            total.withLock { $0 = count }
        }
    }
}

/// Runs one piece of work behind the caller's back; the next piece waits for it.
private final class OneBehind: Sendable {
    private let queue = DispatchQueue(label: "secchi.ingest.commit")
    private let failure = Mutex<(any Error)?>(nil)

    /// - Throws: what the piece before threw.
    func run(_ work: @escaping @Sendable () throws -> Void) throws {
        try finish()
        queue.async { [self] in
            do { try work() } catch { failure.withLock { $0 = error } }
        }
    }

    func wait() { queue.sync {} }

    /// Waits, and throws what the last piece threw.
    func finish() throws {
        wait()
        if let error = failure.withLock({ $0 }) { throw error }
    }
}
