// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// One tree of random cuts.
struct IsolationTree: Sendable, Codable, Hashable {
    /// The column to cut by; -1 for a leaf.
    private var columns: [Int32] = []
    /// Values up to this go to `children`, greater ones to the node after it. Of a leaf: how deep its rows lie.
    private var thresholds: [Float] = []
    private var children: [Int32] = []
    /// 1 where NaN goes to the node after `children`.
    private var unknownGoesUp: [UInt8] = []

    /// Mean depth of a leaf in a search tree of n rows: what an unfinished node of n rows still lacks (Liu et al. 2008,
    /// equation 1, with the exact harmonic number's approximation ln + γ that scikit-learn has).
    static func meanDepth(_ count: Int) -> Double {
        guard count > 2 else { return count == 2 ? 1 : 0 }
        let n = Double(count)
        return 2 * (log(n - 1) + 0.577_215_664_901_532_9) - 2 * (n - 1) / n
    }

    init(_ matrix: FeatureMatrix, sampleSize: Int, seed: UInt64, number: Int) {
        var generator = SeededGenerator(seed: seed, part: UInt64(number))
        var rows = Self.sample(sampleSize, of: matrix.rowCount, &generator)
        var candidates = (0..<matrix.columnCount).map(Int32.init)
        let limit = Int(ceil(log2(Double(max(sampleSize, 2)))))
        var open = [(node: addLeaf(), rows: 0..<rows.count, depth: 0)]
        while let (node, range, depth) = open.popLast() {
            guard range.count > 1, depth < limit,
                let cut = Self.cut(matrix, rows: rows[range], candidates: &candidates, &generator)
            else {
                thresholds[node] = Float(Double(depth) + Self.meanDepth(range.count))
                continue
            }
            let values = rows[range].map { (row: $0, value: matrix.values[$0 * matrix.columnCount + cut.column]) }
            let lower = values.filter { $0.value <= cut.threshold }, upper = values.filter { $0.value > cut.threshold }
            let unknown = values.filter { $0.value.isNaN }
            let goesUp = upper.count > lower.count
            let left = lower + (goesUp ? [] : unknown), right = upper + (goesUp ? unknown : [])
            rows.replaceSubrange(range, with: (left + right).map(\.row))
            columns[node] = Int32(cut.column)
            thresholds[node] = cut.threshold
            unknownGoesUp[node] = goesUp ? 1 : 0
            let child = addLeaf()
            children[node] = Int32(child)
            let middle = range.lowerBound + left.count
            open.append((addLeaf(), middle..<range.upperBound, depth + 1))
            open.append((child, range.lowerBound..<middle, depth + 1))
        }
    }

    private mutating func addLeaf() -> Int {
        columns.append(-1)
        thresholds.append(0)
        children.append(0)
        unknownGoesUp.append(0)
        return columns.count - 1
    }

    /// Floyd's choice of `size` of `count` numbers, each set equally likely.
    private static func sample(_ size: Int, of count: Int, _ generator: inout SeededGenerator) -> [Int] {
        var chosen = Set<Int>()
        return (count - size..<count).map { last in
            let drawn = generator.index(below: last + 1)
            let taken = chosen.contains(drawn) ? last : drawn
            chosen.insert(taken)
            return taken
        }
    }

    /// A random column of those with different values, each equally likely, and a random value between them.
    private static func cut(
        _ matrix: FeatureMatrix, rows: ArraySlice<Int>, candidates: inout [Int32], _ generator: inout SeededGenerator
    ) -> (column: Int, threshold: Float)? {
        for place in candidates.indices {
            candidates.swapAt(place, place + generator.index(below: candidates.count - place))
            let column = Int(candidates[place])
            var low = Float.infinity, high = -Float.infinity
            for row in rows {
                let value = matrix.values[row * matrix.columnCount + column]
                low = value < low ? value : low
                high = value > high ? value : high
            }
            guard low < high else { continue }
            let threshold = Float(Double(low) + generator.uniform() * (Double(high) - Double(low)))
            return (column, threshold < high ? max(threshold, low) : low)
        }
        return nil
    }

    /// How many cuts set a row apart, with what an unfinished leaf lacks.
    func depth(of row: ArraySlice<Float>) -> Float {
        var node = 0
        while columns[node] >= 0 {
            let value = row[row.startIndex + Int(columns[node])]
            let up = value > thresholds[node] || (value.isNaN && unknownGoesUp[node] == 1)
            node = Int(children[node]) + (up ? 1 : 0)
        }
        return thresholds[node]
    }
}
