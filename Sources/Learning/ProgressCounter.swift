// SPDX-License-Identifier: Apache-2.0

import Execution
import Synchronization

/// Counts finished units from any thread and reports each.
final class ProgressCounter: Sendable {
    private let completed: Atomic<Int>
    private let stage: String
    private let total: Int?
    private let unit: String
    private let reporter: ProgressReporter

    /// - Parameter completed: units that were finished before.
    init(stage: String, total: Int?, unit: String, reporter: ProgressReporter, completed: Int = 0) {
        self.completed = Atomic(completed)
        self.stage = stage
        self.total = total
        self.unit = unit
        self.reporter = reporter
    }

    func advance() {
        let count = completed.add(1, ordering: .relaxed).newValue
        reporter.report(ProgressUpdate(stage: stage, completed: count, total: total, unit: unit))
    }
}
