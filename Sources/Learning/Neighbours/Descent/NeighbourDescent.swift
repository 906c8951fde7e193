// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Approximate neighbours by descent: a neighbour of a neighbour is likely a neighbour.
///
/// Trees of random planes give each row a first list. In every round the rows that met in a list, or in the list of one
/// another, are measured against each other, pairs met before excepted, until hardly a list changes. What a round measures
/// follows from the lists before it, and what a list keeps does not depend on the order of offers: so equal data give equal
/// bits on any number of threads and shards.
///
/// - SeeAlso: Dong, Moses & Li 2011, doi:10.1145/1963405.1963487.
struct NeighbourDescent: Sendable {
    private let rows: NeighbourDescentRows
    private let lists: NeighbourDescentLists
    /// Rows taken in a round from each row's list and the lists it is in: of new pairs, and of old ones.
    private let sample: Int

    private static let seed: UInt64 = 0x5EC0_C1D5
    private static let treeCount = 8
    private static let leafSize = 64
    private static let partSize = 256
    /// A list entry in a thousand changes: the end.
    private static let leastChange = 0.001

    /// Entries kept for k neighbours: more than k make up for wrong turns.
    static func keep(for count: Int) -> Int { max(count + min(max(count / 2, 10), 20), 20) }

    /// Whether lists are short, also beside the number of rows. Otherwise the exact search takes no longer.
    static func suits(rowCount: Int, count: Int) -> Bool { count <= 256 && rowCount > 8 * keep(for: count) }

    /// What a state is kept under, until the search has ended.
    static let stateName = "neighbours-near"

    /// Finds lists of likely neighbours.
    init(
        _ rows: NeighbourRows, count: Int, space: NeighbourSpace, keeping state: inout KeptState,
        context: ExecutionContext
    ) throws {
        let keep = Self.keep(for: count)
        self.rows = try NeighbourDescentRows(rows, in: space, context: context)
        lists = NeighbourDescentLists(rowCount: rows.count, keep: keep)
        sample = min(keep, 40)
        if let kept = lists.restored(from: state, rounds: Self.rounds(rowCount: rows.count)) {
            try descend(from: kept.round, order: kept.order, keeping: &state, context: context)
        } else {
            try descend(from: 0, order: try plant(context: context), keeping: &state, context: context)
        }
    }

    private static func rounds(rowCount: Int) -> Int { 8 + rowCount.bitWidth - rowCount.leadingZeroBitCount }

    private func plant(context: ExecutionContext) throws -> [UInt32] {
        let done = ProgressCounter(
            stage: "dividing rows", total: Self.treeCount, unit: "trees", reporter: context.progress)
        let planted = NeighbourDescentPlanting(lists: lists, order: DisjointArray(count: rows.rowCount))
        try context.addParts(Self.treeCount, to: planted) { number in
            var tree = NeighbourDescentTree(
                rows: rows, lists: lists, leafSize: Self.leafSize, seed: Self.seed, number: number)
            let order = try tree.grow(context: context)
            if number == 0 { for (place, row) in order.enumerated() { planted.order[place] = row } }
            done.advance()
        }
        return (0..<rows.rowCount).map { planted.order[$0] }
    }

    private func descend(
        from start: Int, order: [UInt32], keeping state: inout KeptState, context: ExecutionContext
    ) throws {
        let count = rows.rowCount, rounds = Self.rounds(rowCount: rows.rowCount)
        let parts = ExecutionContext.ranges(of: count, size: Self.partSize)
        let fresh = NeighbourDescentLists(rowCount: count, keep: sample)
        let old = NeighbourDescentLists(rowCount: count, keep: sample)
        let done = ProgressCounter(
            stage: "following neighbours", total: rounds * parts.count, unit: "parts", reporter: context.progress,
            completed: start * parts.count)
        for round in start..<rounds {
            try choose(fresh: fresh, old: old, round: round, parts: parts, context: context)
            try context.addParts(parts.count, to: lists) { part in
                try context.cancellation.check()
                for row in order[parts[part]] {
                    let met = fresh.entries(of: Int(row)).map(NeighbourDescentLists.number)
                    let all = met + old.entries(of: Int(row)).map(NeighbourDescentLists.number)
                    secchi_descent_join(rows.kernel, all, met.count, all.count, lists.kernel)
                }
                done.advance()
            }
            let changed = try context.mapParts(parts.count) { part in
                secchi_descent_fresh(lists.kernel, parts[part].lowerBound, parts[part].upperBound)
            }.reduce(0, +)
            if Double(changed) <= Self.leastChange * Double(count * lists.keep) { break }
            state.offer { lists.write(round: round + 1, order: order, to: &$0) }
        }
    }

    /// Chooses at random what each row brings together in a round: entries that are new to its list or that it is new to,
    /// and older ones.
    private func choose(
        fresh: NeighbourDescentLists, old: NeighbourDescentLists, round: Int, parts: [Range<Int>],
        context: ExecutionContext
    ) throws {
        fresh.clear()
        old.clear()
        var generator = SeededGenerator(seed: Self.seed, part: UInt64(Self.treeCount + round))
        let seed = generator.next()
        _ = try context.mapParts(parts.count) { part in
            try context.cancellation.check()
            for row in parts[part] {
                for entry in lists.entries(of: row) {
                    let other = NeighbourDescentLists.number(entry)
                    let pair = UInt64(min(UInt32(row), other)) << 32 | UInt64(max(UInt32(row), other))
                    // Both rows of a pair draw the same number for it, so that it counts once in either's list.
                    var generator = SeededGenerator(seed: seed, part: pair)
                    let priority = UInt32(truncatingIfNeeded: generator.next() >> 33)
                    let chosen = entry & 1 == 1 ? fresh : old
                    secchi_descent_offer(chosen.kernel, row, priority, other, 0)
                    secchi_descent_offer(chosen.kernel, Int(other), priority, UInt32(row), 0)
                }
            }
        }
        _ = try context.mapParts(parts.count) { part in
            secchi_descent_settle(lists.kernel, fresh.kernel, parts[part].lowerBound, parts[part].upperBound)
        }
    }

    /// The numbers in a row's list.
    func candidates(of row: Int) -> [UInt32] { lists.entries(of: row).map(NeighbourDescentLists.number) }
}
