// SPDX-License-Identifier: Apache-2.0

/// What parts add to in any order, on any thread and any shard, with the same outcome: a merge that is commutative and
/// associative.
public protocol PartsSum: Sendable {
    associatedtype Piece: Codable

    /// What the given parts have added here.
    func piece(of parts: Range<Int>) throws -> Piece
    /// Takes in what the given parts have added elsewhere.
    func add(_ piece: Piece, of parts: Range<Int>) throws
}

extension ExecutionContext {
    /// As ``mapParts(_:_:)``; where there are shards, each runs some of the parts, and all get what all came to.
    ///
    /// This is the seam of design §6. What is not divided, each shard does for itself; since parts and their bounds do not
    /// depend on the number of shards either, one process and many shards go on with the same bits.
    ///
    /// - Note: Not from inside a part.
    public func gatherParts<Part: Codable & Sendable>(
        _ partCount: Int, _ body: @Sendable (Int) throws -> Part
    ) throws -> [Part] {
        try shares(of: partCount) { own in
            try mapParts(own.count) { try body(own.lowerBound + $0) }
        }.flatMap { $0 }
    }

    /// As ``gatherParts(_:_:)`` for parts that are arrays of numbers: these travel as bytes.
    public func gatherValues<Number: BitwiseCopyable & Sendable>(
        _ partCount: Int, _ body: @Sendable (Int) throws -> [Number]
    ) throws -> [[Number]] {
        guard shard != nil else { return try mapParts(partCount, body) }
        return try gatherParts(partCount) { PackedValues(try body($0)) }.map(\.values)
    }

    /// The parts of a step that are this process's own: all, where there are no shards.
    public func share(of partCount: Int) -> Range<Int> { shard?.share(of: partCount) ?? 0..<partCount }

    /// What each shard makes of its range of the parts, in the order of the parts; one piece, of all parts, without shards.
    public func shares<Piece: Codable>(of partCount: Int, _ body: (Range<Int>) throws -> Piece) throws -> [Piece] {
        guard let shard else { return [try body(0..<partCount)] }
        return try shard.pieces(partCount: partCount, cancellation: cancellation, body)
            .sorted { $0.parts.lowerBound < $1.parts.lowerBound }.map(\.piece)
    }

    /// Runs parts that add to `sum`; where there are shards, each runs some of them, and every `sum` gets what all added.
    public func addParts<Sum: PartsSum>(
        _ partCount: Int, to sum: Sum, _ body: @Sendable (Int) throws -> Void
    ) throws {
        try addShares(of: partCount, to: sum) { own in
            _ = try mapParts(own.count) { try body(own.lowerBound + $0) }
        }
    }

    /// As ``addParts(_:to:_:)``, for a body that takes a range of parts.
    public func addShares<Sum: PartsSum>(of partCount: Int, to sum: Sum, _ body: (Range<Int>) throws -> Void) throws {
        guard let shard else { return try body(0..<partCount) }
        let own = share(of: partCount)
        var isMade = false
        let pieces = try shard.pieces(partCount: partCount, cancellation: cancellation) { own in
            try body(own)
            isMade = true
            return try sum.piece(of: own)
        }
        // A piece kept from an earlier run is not in the sum yet.
        for (parts, piece) in pieces where parts != own || !isMade { try sum.add(piece, of: parts) }
    }
}
