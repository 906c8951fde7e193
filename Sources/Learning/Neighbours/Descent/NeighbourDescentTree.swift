// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// A first guess: space is halved between two random rows, again and again, and the few rows that stay together are
/// measured against one another (Dasgupta & Freund 2008, doi:10.1145/1374376.1374452, with planes between rows).
struct NeighbourDescentTree {
    let rows: NeighbourDescentRows
    let lists: NeighbourDescentLists
    let leafSize: Int
    private var generator: SeededGenerator
    private var order: [UInt32]
    private var margins: [Float]

    init(rows: NeighbourDescentRows, lists: NeighbourDescentLists, leafSize: Int, seed: UInt64, number: Int) {
        self.rows = rows
        self.lists = lists
        self.leafSize = max(leafSize, 2)
        generator = SeededGenerator(seed: seed, part: UInt64(number))
        order = (0..<UInt32(rows.rowCount)).map { $0 }
        margins = [Float](repeating: 0, count: rows.rowCount)
    }

    /// Splits all rows and joins the leaves.
    ///
    /// - Returns: the rows leaf by leaf, so that rows near one another follow one another.
    mutating func grow(context: ExecutionContext) throws -> [UInt32] {
        var open = [0..<order.count]
        while let range = open.popLast() {
            if range.count <= leafSize {
                order.withUnsafeBufferPointer { order in
                    guard let start = order.baseAddress else { return }
                    secchi_descent_join(rows.kernel, start + range.lowerBound, range.count, range.count, lists.kernel)
                }
                continue
            }
            try context.cancellation.check()
            let middle = split(range)
            open.append(middle..<range.upperBound)
            open.append(range.lowerBound..<middle)
        }
        return order
    }

    /// Puts the rows of one side first; both sides get at least an eighth, by halving in order of the margin where two
    /// random planes do not do so.
    private mutating func split(_ range: Range<Int>) -> Int {
        for _ in 0..<2 {
            measure(range)
            let low = range.count { margins[$0] < 0 }
            if min(low, range.count - low) * 8 >= range.count {
                rearrange(range) { $0.filter { $0.0 < 0 } + $0.filter { $0.0 >= 0 } }
                return range.lowerBound + low
            }
        }
        // Equal rows are shared out at random, differently in every tree.
        order[range].shuffle(using: &generator)
        measure(range)
        rearrange(range) { pairs in
            pairs.indices.sorted { (pairs[$0].0, $0) < (pairs[$1].0, $1) }.map { pairs[$0] }
        }
        return range.lowerBound + range.count / 2
    }

    private mutating func measure(_ range: Range<Int>) {
        let first = order[range.lowerBound + generator.index(below: range.count)]
        let second = order[range.lowerBound + generator.index(below: range.count)]
        order.withUnsafeBufferPointer { order in
            margins.withUnsafeMutableBufferPointer { margins in
                guard let order = order.baseAddress, let margins = margins.baseAddress else { return }
                secchi_descent_margins(
                    rows.kernel, first, second, order + range.lowerBound, range.count, margins + range.lowerBound)
            }
        }
    }

    private mutating func rearrange(_ range: Range<Int>, _ body: ([(Float, UInt32)]) -> [(Float, UInt32)]) {
        let sorted = body(range.map { (margins[$0], order[$0]) })
        for (place, pair) in zip(range, sorted) { order[place] = pair.1 }
    }
}
