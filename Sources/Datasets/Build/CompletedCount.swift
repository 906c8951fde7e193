// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// How many spectra are done, counted from several threads.
final class CompletedCount: Sendable {
    private let count: Atomic<Int>

    init(_ start: Int = 0) { count = Atomic(start) }

    /// Adds to the count and gives the new one.
    func add(_ more: Int) -> Int { count.add(more, ordering: .relaxed).newValue }
}
