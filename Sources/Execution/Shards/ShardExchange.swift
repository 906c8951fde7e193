// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// How one of several shards of a computation hands over what its parts came to, and gets what those of the others did.
///
/// Shards are machines, or processes, that run the same work on the same data with the same settings. Of every step that
/// is divided (``ExecutionContext/gatherParts(_:_:)`` and its like) each computes only its share of the parts.
public protocol ShardExchange: Sendable {
    /// Which of the shards this is, from 0.
    var number: Int { get }
    /// How many there are, at least 1.
    var count: Int { get }

    /// Gives this shard's piece of a step to all, and waits for those of all.
    ///
    /// - Parameters:
    ///   - step: counted from 0 by every shard alike.
    ///   - make: makes the piece; need not be called if the piece is known from an earlier run.
    /// - Returns: one piece of each shard, its own among them, in any order.
    /// - Throws: what `make` throws, `CancellationError`, or that a shard is missing.
    func pieces(ofStep step: Int, cancellation: CancellationToken, make: () throws -> Data) throws -> [Data]
}
