// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// One shard's part in one computation: which share of each step is its own, and how far it has come.
public final class Shard: Sendable {
    private let exchange: any ShardExchange
    private let state = Mutex((step: 0, isInside: false))

    /// - Parameter exchange: used by no other computation.
    public init(_ exchange: any ShardExchange) {
        self.exchange = exchange
    }

    /// Which of the shards this is, from 0.
    public var number: Int { exchange.number }
    /// How many there are.
    public var count: Int { exchange.count }

    /// The parts of a step that are this shard's; none if there are fewer parts than shards.
    func share(of partCount: Int) -> Range<Int> {
        partCount * number / count..<partCount * (number + 1) / count
    }

    /// What travels between shards.
    private struct Envelope<Piece: Codable>: Codable {
        var first: Int
        var end: Int
        var partCount: Int
        var piece: Piece?
    }

    /// Takes the next step: the pieces of all shards that have parts, in any order.
    func pieces<Piece: Codable>(
        partCount: Int, cancellation: CancellationToken, _ make: (Range<Int>) throws -> Piece
    ) throws -> [(parts: Range<Int>, piece: Piece)] {
        let step = state.withLock { state in
            precondition(!state.isInside, "a step divided among shards has no such steps inside")
            state.isInside = true
            return state.step
        }
        defer { state.withLock { $0 = (step + 1, false) } }
        let own = share(of: partCount)
        let encoded = try exchange.pieces(ofStep: step, cancellation: cancellation) {
            let piece = own.isEmpty ? nil : try make(own)
            return try PropertyListEncoder.binary.encode(
                Envelope(first: own.lowerBound, end: own.upperBound, partCount: partCount, piece: piece))
        }
        var found: [(parts: Range<Int>, piece: Piece)] = []
        for data in encoded {
            guard let envelope = try? PropertyListDecoder().decode(Envelope<Piece>.self, from: data) else {
                throw ShardError.unlike(step: step, reason: "a piece of another kind, or damaged")
            }
            guard envelope.partCount == partCount, envelope.first <= envelope.end else {
                throw ShardError.unlike(step: step, reason: "\(envelope.partCount) parts, not \(partCount)")
            }
            if let piece = envelope.piece { found.append((envelope.first..<envelope.end, piece)) }
        }
        var next = 0
        for parts in found.map(\.parts).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard parts.lowerBound == next else { break }
            next = parts.upperBound
        }
        guard next == partCount, found.reduce(0, { $0 + $1.parts.count }) == partCount else {
            throw ShardError.unlike(step: step, reason: "parts are missing or doubled")
        }
        return found
    }
}
