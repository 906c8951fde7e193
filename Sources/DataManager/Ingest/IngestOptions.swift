// SPDX-License-Identifier: Apache-2.0

/// How files are ingested.
public struct IngestOptions: Sendable, Hashable {
    /// Whether files that were rejected before, and have not changed since, are tried again.
    public var retryRejected = false
    /// Bytes; a larger file is rejected, because a file is read as a whole.
    public var maximumFileSize = 1 << 30
    /// Files per transaction: what a kill can undo, though never lose.
    var batchSize = 512

    public init() {}
}
