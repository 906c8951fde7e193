// SPDX-License-Identifier: Apache-2.0

import Execution

extension Neighbours {
    /// What travels between shards.
    private struct Piece: Codable {
        var rowCount: Int
        var count: Int
        var numbers: PackedValues<Int32>
        var distances: PackedValues<Float>
        var repeated: Int
    }

    /// The neighbours of rows, each found by itself; where there are shards, each finds those of some rows.
    ///
    /// - Parameter body: finds those of a range of the rows, without steps that are divided.
    static func inShares(
        of rowCount: Int, context: ExecutionContext, _ body: (Range<Int>) throws -> Neighbours
    ) throws -> Neighbours {
        guard context.shard != nil else { return try body(0..<rowCount) }
        let parts = ExecutionContext.ranges(of: rowCount, size: 64)
        let pieces = try context.shares(of: parts.count) { own in
            let found = try body(parts[own.lowerBound].lowerBound..<parts[own.upperBound - 1].upperBound)
            return Piece(
                rowCount: found.rowCount, count: found.count, numbers: PackedValues(found.numbers),
                distances: PackedValues(found.distances), repeated: found.repeated)
        }
        return Neighbours(
            rowCount: pieces.reduce(0) { $0 + $1.rowCount }, count: pieces.first?.count ?? 0,
            numbers: pieces.flatMap(\.numbers.values), distances: pieces.flatMap(\.distances.values),
            repeated: pieces.reduce(0) { $0 + $1.repeated })
    }
}
