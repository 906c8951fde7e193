// SPDX-License-Identifier: Apache-2.0

/// How a harvest is done.
public struct HarvestOptions: Sendable, Hashable {
    /// The column of a list that holds the addresses; found by its meaning if `nil`.
    public var column: String?
    /// Requests at once, to all hosts together; each host's own limit is the transport's.
    public var parallel = 12
    /// An item is given up after so many failures, each after the transport's own repetitions.
    public var attempts = 3
    /// Bytes of one product.
    public var maximumSize = 1 << 30
    /// Whether what the collection has from the same address is fetched again.
    public var refreshing = false
    /// Folders below the start of a crawl.
    public var maximumDepth = 8
    /// Items of a crawl.
    public var maximumItems = 1_000_000
    /// Items per transaction: what a kill can undo, though never lose.
    var batchSize = 256

    public init() {}
}
