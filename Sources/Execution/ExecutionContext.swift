// SPDX-License-Identifier: Apache-2.0

/// What every long computation is given: how many threads it may use, where to report, and when to stop.
///
/// The number of threads never changes a result: parts and their bounds come from the data and the parameters.
public struct ExecutionContext: Sendable {
    /// Threads to use, at least 1.
    public var threads: Int
    /// Told how far the work has come; called from any of its threads.
    public var progress: ProgressReporter
    /// Looked at between parts; cancelled work throws `CancellationError`.
    public var cancellation: CancellationToken
    /// Where finished pieces of the work are kept; `nil` if it is not to go on after a kill. Parts of the work that are
    /// given a context of their own get none.
    public var checkpoints: Checkpoints? {
        get { shard == nil ? kept : nil }
        set { kept = newValue }
    }
    private var kept: Checkpoints?
    /// This process's part in work that several share; `nil` if it does all itself. Parts of the work that are given a
    /// context of their own get none. There are no ``checkpoints`` then: shards go on from the pieces that they handed over,
    /// all at the same step.
    public var shard: Shard?

    /// - Parameter threads: less than 1 counts as 1.
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
