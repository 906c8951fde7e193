// SPDX-License-Identifier: Apache-2.0

/// What every long computation is given: how many threads it may use, where to report, and when to stop.
///
/// The number of threads never changes a result: parts and their bounds come from the data and the parameters.
public struct ExecutionContext: Sendable {
    /// Threads to use, at least 1.
    public var threads: Int
    public var progress: ProgressReporter
    public var cancellation: CancellationToken

    public init(
        threads: Int = ExecutionContext.availableCores,
        progress: ProgressReporter = .silent,
        cancellation: CancellationToken = CancellationToken()
    ) {
        self.threads = max(1, threads)
        self.progress = progress
        self.cancellation = cancellation
    }
}
