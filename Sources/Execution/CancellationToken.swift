// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A request to stop, shared between whoever asks and the work that looks.
///
/// Work calls ``check()`` between parts; once cancelled, a token stays cancelled.
public final class CancellationToken: Sendable {
    private let cancelled = Atomic<Bool>(false)

    public init() {}

    /// Whether ``cancel()`` was called; never false again after true. Cheap enough for inner loops, from any thread.
    public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

    /// Asks the work to stop, from any thread; work notices at its next look, so it may go on for a moment.
    public func cancel() {
        cancelled.store(true, ordering: .relaxed)
    }

    /// - Throws: `CancellationError` once ``cancel()`` was called.
    public func check() throws {
        if isCancelled { throw CancellationError() }
    }
}
