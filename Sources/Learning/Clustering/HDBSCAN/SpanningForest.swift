// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Synchronization

/// The links of least length, without rings, among all that were added, in whatever order: a merge of forests.
///
/// Links have a total order, by length and then by row numbers, so that exactly one forest is the shortest.
final class SpanningForest: PartsSum {
    typealias Edge = SpanningTree.Edge

    private let rowCount: Int
    private let found: Mutex<[Edge]>

    init(rowCount: Int) {
        self.rowCount = rowCount
        found = Mutex([])
    }

    /// From the shortest to the longest.
    var edges: [Edge] {
        found.withLock {
            reduce(&$0)
            return $0
        }
    }

    func add(_ edges: [Edge]) {
        found.withLock {
            $0 += edges
            // Seldom enough to cost little beside making them.
            if $0.count > max(4 * rowCount, 1 << 16) { reduce(&$0) }
        }
    }

    /// Keeps the links of the parts before one.
    func write(parts: Int, to draft: inout KeptState.Draft) {
        let edges = edges
        draft.append([parts, edges.count])
        draft.append(edges)
    }

    /// Adds the links that were kept.
    ///
    /// - Returns: the parts that they are of; `nil` if nothing was kept that can be used.
    func restored(from state: KeptState, parts: Int) -> Int? {
        let kept = state.restore { contents in
            let parts = try contents.integer(in: 0...parts)
            let edges = try contents.array(of: Edge.self, count: contents.integer(in: 0...rowCount))
            guard edges.allSatisfy({ Int($0.to) < rowCount && Int($0.from) < rowCount }) else {
                throw KeptState.Refusal("it names other rows")
            }
            return (parts: parts, edges: edges)
        }
        guard let kept else { return nil }
        add(kept.edges)
        return kept.parts
    }

    func piece(of parts: Range<Int>) -> PackedValues<Edge> { PackedValues(edges) }

    func add(_ piece: PackedValues<Edge>, of parts: Range<Int>) throws {
        if let bad = piece.values.first(where: { Int($0.to) >= rowCount || Int($0.from) >= rowCount }) {
            throw LearningError.wrongLength(
                what: "rows of the shard", have: Int(max(bad.from, bad.to)) + 1, need: rowCount)
        }
        add(piece.values)
    }

    /// Leaves out the longest link of every ring.
    private func reduce(_ edges: inout [Edge]) {
        edges.sort { ($0.distance, $0.from, $0.to) < ($1.distance, $1.from, $1.to) }
        var groups = RowGroups(count: rowCount)
        edges.removeAll { !groups.join(Int($0.from), Int($0.to)) }
    }
}

/// Which rows hang together.
private struct RowGroups {
    private var parents: [UInt32]

    init(count: Int) { parents = (0..<UInt32(count)).map { $0 } }

    private mutating func root(of row: Int) -> UInt32 {
        var row = UInt32(row)
        while parents[Int(row)] != row {
            parents[Int(row)] = parents[Int(parents[Int(row)])]
            row = parents[Int(row)]
        }
        return row
    }

    /// Whether they did not hang together before.
    mutating func join(_ one: Int, _ other: Int) -> Bool {
        let a = root(of: one), b = root(of: other)
        parents[Int(max(a, b))] = min(a, b)
        return a != b
    }
}
