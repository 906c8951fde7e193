// SPDX-License-Identifier: Apache-2.0

import Execution

extension ExecutionContext {
    /// What parts of the rows come to, added up in the order of the parts: equal bits for any number of threads and shards.
    ///
    /// - Parameters:
    ///   - rows: divided into parts of 1024 or more, at most 64.
    ///   - body: gives equally many numbers for every part.
    func sumRows(_ rows: Int, _ body: @Sendable (Range<Int>) throws -> [Double]) throws -> [Double] {
        let ranges = ExecutionContext.ranges(of: rows, size: max(1024, (rows + 63) / 64))
        let parts = try gatherValues(ranges.count) { part in
            try cancellation.check()
            return try body(ranges[part])
        }
        return parts.dropFirst().reduce(into: parts.first ?? []) { sums, part in
            for place in sums.indices { sums[place] += part[place] }
        }
    }

    /// What all rows come to, merged from what each shard makes of its own; one piece, of all rows, without shards.
    ///
    /// - Parameters:
    ///   - rows: divided between shards at multiples of `step`.
    ///   - merge: adds a piece exactly, so that the division does not matter.
    func mergeShares<Piece: Codable>(
        ofRows rows: Int, step: Int, merge: (inout Piece, Piece) -> Void, _ body: (Range<Int>) throws -> Piece
    ) throws -> Piece {
        let shares = try shares(of: (rows + step - 1) / step) { own in
            try body(own.lowerBound * step..<min(own.upperBound * step, rows))
        }
        return shares.dropFirst().reduce(into: shares[0], merge)
    }
}
