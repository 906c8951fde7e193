// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

extension ExecutionContext {
    /// Cores that this process may run on.
    public static var availableCores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// Runs `body` once for each part and returns the results in part order.
    ///
    /// The seam of design §6: `partCount` comes from the data, never from ``threads``, so one thread and many give
    /// equal results. Parts are handed out in order to whichever thread is free. The first error in part order is
    /// thrown, after running parts have ended; parts not yet begun are skipped once any part has failed or the work was
    /// cancelled.
    ///
    /// - Parameters:
    ///   - partCount: number of parts, 0 or more.
    ///   - body: called concurrently with a part number in `0..<partCount`.
    /// - Throws: what `body` throws, or `CancellationError`.
    public func mapParts<Part: Sendable>(
        _ partCount: Int, _ body: @Sendable (Int) throws -> Part
    ) throws -> [Part] {
        let results = Mutex<[Int: Result<Part, any Error>]>([:])
        let next = Atomic<Int>(0)
        let failed = Atomic<Bool>(false)
        let cancellation = cancellation
        DispatchQueue.concurrentPerform(iterations: min(threads, partCount)) { _ in
            while !failed.load(ordering: .relaxed), !cancellation.isCancelled {
                let part = next.add(1, ordering: .relaxed).oldValue
                guard part < partCount else { return }
                let result = Result { try body(part) }
                if case .failure = result { failed.store(true, ordering: .relaxed) }
                results.withLock { $0[part] = result }
            }
        }
        let finished = results.withLock { $0 }
        for part in finished.keys.sorted() {
            if case .failure(let error)? = finished[part] { throw error }
        }
        try cancellation.check()
        return try (0..<partCount).map { try finished[$0]!.get() }
    }

    /// Splits `0..<count` into ranges of at most `size`, in order.
    public static func ranges(of count: Int, size: Int) -> [Range<Int>] {
        precondition(size > 0, "a part has at least one element")
        return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
