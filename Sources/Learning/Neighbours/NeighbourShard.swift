// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// What some parts of a search among rows found: candidates of every row, to be merged with those of the other parts.
///
/// A search is divided by ``NeighbourSearch/partCount(rows:)``; whoever has the rows may compute any range of its parts, on
/// any machine, and send this. Merging all ranges, in any order, gives the bits of the whole search.
///
/// ```swift
/// let parts = search.partCount(rows: matrix.rowCount)
/// let one = try search.shard(0..<parts / 2, within: matrix)             // here
/// let two = try search.shard(parts / 2..<parts, within: matrix)         // elsewhere
/// let neighbours = try search.neighbours(within: matrix, merging: [one, two])
/// ```
public struct NeighbourShard: Sendable, Codable, Hashable {
    /// The parts that were computed.
    public let parts: Range<Int>
    /// Candidates that a row keeps: follows from k and the precision.
    let keep: Int
    /// Candidates of each row.
    let counts: [UInt32]
    /// Of row after row, the bits of the bound above the number.
    let entries: [UInt64]

    init(_ lists: CandidateLists, parts: Range<Int>) {
        self.parts = parts
        keep = lists.keep
        let kernel = lists.kernel.pointee
        counts = (0..<lists.rowCount).map { kernel.counts[$0] }
        var entries: [UInt64] = []
        entries.reserveCapacity(counts.reduce(0) { $0 + Int($1) })
        for (row, count) in counts.enumerated() {
            entries += UnsafeBufferPointer(start: kernel.entries + row * Int(kernel.capacity), count: Int(count))
        }
        self.entries = entries
    }

    /// Adds the candidates to lists of the same rows.
    ///
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` for a shard of other rows or of another k.
    func add(to lists: CandidateLists) throws(LearningError) {
        guard counts.count == lists.rowCount else {
            throw .wrongLength(what: "rows of the shard", have: counts.count, need: lists.rowCount)
        }
        guard keep == lists.keep else {
            throw .wrongLength(what: "candidates that the shard keeps", have: keep, need: lists.keep)
        }
        let capacity = lists.kernel.pointee.capacity
        let total = counts.reduce(0) { $0 + Int($1) }
        guard counts.allSatisfy({ $0 < capacity }), total == entries.count else {
            throw .wrongLength(what: "candidates of the shard", have: entries.count, need: total)
        }
        if let bad = entries.first(where: { $0 & 0xFFFF_FFFF >= UInt64(lists.rowCount) }) {
            throw .wrongLength(what: "rows of the shard", have: Int(bad & 0xFFFF_FFFF) + 1, need: lists.rowCount)
        }
        let own = CandidateLists(rowCount: lists.rowCount, keep: lists.keep)
        let kernel = own.kernel.pointee
        var first = 0
        for (row, count) in counts.enumerated() {
            kernel.counts[row] = count
            for place in 0..<Int(count) { kernel.entries[row * Int(capacity) + place] = entries[first + place] }
            first += Int(count)
        }
        lists.merge(own)
    }
}

extension NeighbourSearch {
    /// Parts of an exact search within a matrix of so many rows.
    public func partCount(rows: Int) -> Int { NeighbourJoin.partCount(rows: rows) }

    /// Some of the parts of an exact search within a matrix.
    ///
    /// - Parameter parts: within 0..<``partCount(rows:)``.
    /// - Throws: as ``neighbours(within:context:)``, and for NaN ``LearningError/notFinite(row:column:)``.
    public func shard(
        _ parts: Range<Int>, within matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> NeighbourShard {
        try withJoin(of: matrix, context: context) { join in
            guard parts.lowerBound >= 0, parts.upperBound <= join.partCount else {
                throw LearningError.badSetting(
                    name: "parts", text: "\(parts)", allowed: "a range within 0..<\(join.partCount)")
            }
            return NeighbourShard(try join.candidates(parts: parts, context: context), parts: parts)
        }
    }

    /// The neighbours from shards that together have all parts, each once.
    ///
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` for missing or repeated parts and for shards of other rows;
    ///   else as ``neighbours(within:context:)``.
    public func neighbours(
        within matrix: FeatureMatrix, merging shards: [NeighbourShard], context: ExecutionContext = ExecutionContext()
    ) throws -> Neighbours {
        try withJoin(of: matrix, context: context) { join in
            let ranges = shards.map(\.parts).filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
            var next = 0
            for range in ranges {
                guard range.lowerBound == next else { break }
                next = range.upperBound
            }
            guard next == join.partCount, ranges.reduce(0, { $0 + $1.count }) == next else {
                throw LearningError.wrongLength(
                    what: "parts of the shards", have: ranges.reduce(0) { $0 + $1.count }, need: join.partCount)
            }
            let lists = join.emptyLists()
            for shard in shards { try shard.add(to: lists) }
            return try join.finish(lists, context: context)
        }
    }

    private func withJoin<Result>(
        of matrix: FeatureMatrix, context: ExecutionContext, _ body: (NeighbourJoin) throws -> Result
    ) throws -> Result {
        try check(matrix)
        try checkSettings(columns: matrix.columnCount)
        try matrix.checkFinite()
        return try withRows(of: matrix, context: context) { rows in
            try body(try NeighbourJoin(self, rows: rows, context: context))
        }
    }
}
