// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// One process at work on one harvest: lists, fetches in parallel, commits behind.
final class HarvestRun: Sendable {
    private let queue: HarvestQueue
    private let folder: HarvestFolder
    private let options: HarvestOptions
    private let fetcher: any HarvestFetching
    private let context: ExecutionContext
    /// Held for as long as the run: tells others not to clear away originals without rows.
    private let lock: FileLock

    init(
        _ queue: HarvestQueue, options: HarvestOptions, fetcher: any HarvestFetching, context: ExecutionContext
    ) throws {
        self.queue = queue
        self.options = options
        self.fetcher = fetcher
        self.context = context
        lock = try queue.collection.home.lockForAdding()
        folder = try HarvestFolder(queue.harvest, in: queue.collection.home.originals.incoming)
    }

    func run(_ source: HarvestSource?) async throws -> HarvestSummary {
        let start = ContinuousClock.now
        try queue.reclaim()
        folder.removeWholeProducts()
        if try queue.current().state == .listing, let source {
            try await HarvestListing(queue: queue, folder: folder, options: options, fetcher: fetcher, context: context)
                .run(source)
        }
        let harvest = try queue.current()
        let commit = try makeCommit(harvest)
        let silence = try await rounds(harvest, commit)
        try context.cancellation.check()
        if let silence { throw DataError.harvestStopped(id: harvest.id, reason: silence) }
        var result = try queue.current()
        if result.state == .fetching, result.counts.settled == result.counts.total {
            try queue.finish()
            folder.remove()
            result = try queue.current()
        }
        var summary = commit.summary
        summary.seconds = (ContinuousClock.now - start) / .seconds(1)
        return HarvestSummary(harvest: result, ingest: summary, seconds: summary.seconds)
    }

    private func makeCommit(_ harvest: Harvest) throws -> HarvestCommit {
        let incoming = try IncomingFolder(of: queue.collection.home.originals)
        let suspects = try SuspectFiles(incoming.leftBehind, in: queue.collection.catalogue)
        var ingestOptions = IngestOptions()
        ingestOptions.maximumFileSize = options.maximumSize
        ingestOptions.retryRejected = true
        return HarvestCommit(
            queue: queue,
            reading: IngestReading(
                collection: queue.collection, options: ingestOptions, incoming: incoming, suspects: suspects),
            commit: IngestCommit(collection: queue.collection, incoming: incoming, suspects: suspects),
            provenance: HarvestProvenance(source: harvest.source, service: harvest.service, harvest: harvest.id),
            options: options,
            // What has come is written down also when the user wants no more.
            context: ExecutionContext(threads: context.threads))
    }

    /// Works until nothing waits, first through the list, then through what failed.
    ///
    /// - Returns: what the host said, if it does not answer any more.
    private func rounds(_ harvest: Harvest, _ commit: HarvestCommit) async throws -> String? {
        var failures = 0
        while true {
            let feed = HarvestFeed(queue, options: options)
            let buffer = HarvestBuffer(commit, size: options.batchSize)
            let counts = try queue.current().counts
            do {
                try await work(feed, buffer, harvest, counts)
                try await buffer.finish()
            } catch {
                await feed.stop()
                try? queue.giveBack(await feed.leftOver())
                throw error
            }
            try queue.giveBack(await feed.leftOver())
            if let silence = await feed.silence { return silence }
            if try context.cancellation.isCancelled || queue.isCancelled() { return nil }
            let left = try queue.current().counts
            if left.waiting > 0 { continue }
            if try queue.takeUpFailed() == 0 { return nil }
            failures += 1
            // A service that failed is given some time.
            try await pause(.seconds(min(60, 1 << failures)))
        }
    }

    private func work(
        _ feed: HarvestFeed, _ buffer: HarvestBuffer, _ harvest: Harvest, _ counts: HarvestCounts
    ) async throws {
        let fetch = HarvestFetch(
            fetcher: fetcher, folder: folder, options: options, start: harvest.service)
        let before = counts.settled
        let workers = Task {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<max(1, options.parallel) {
                    group.addTask { [context] in
                        while !Task.isCancelled, let job = try await feed.next() {
                            let outcome = await fetch.fetch(job)
                            await feed.settle(outcome)
                            try await buffer.add(outcome)
                            context.progress.report(
                                ProgressUpdate(
                                    stage: "harvesting", completed: before + (await feed.settled),
                                    total: max(counts.total, before + (await feed.settled)), unit: "items"))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let watcher = Task { [context] in
            while !Task.isCancelled {
                if context.cancellation.isCancelled {
                    await feed.stop()
                    workers.cancel()
                    return
                }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        defer { watcher.cancel() }
        try await withTaskCancellationHandler {
            try await workers.value
        } onCancel: { [context] in
            context.cancellation.cancel()
            workers.cancel()
        }
    }

    private func pause(_ duration: Duration) async throws {
        let end = ContinuousClock.now + duration
        while ContinuousClock.now < end, !context.cancellation.isCancelled {
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
