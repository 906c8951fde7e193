// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

/// Counting bits (up to 64 rows) and histograms (above) against trying every cut of every column one by one.
@Suite struct BestSplitTests {
    @Test(
        "the root of a tree is the best of all cuts",
        arguments: [2, 3, 7, 8, 9, 16, 31, 63, 64, 65, 66, 100, 500], [2, 3, 7])
    func gini(rows: Int, classes: Int) throws {
        var generator = SeededGenerator(seed: UInt64(rows * 10 + classes))
        for minimumLeaf in [1, 3] {
            // Few different values, so that bins hold several rows, and NaN among them.
            let values = (0..<rows * 4).map { _ in
                generator.index(below: 9) == 0 ? Float.nan : Float(generator.index(below: 40)) * 0.5
            }
            let labels = (0..<rows).map { $0 < 2 ? $0 : generator.index(below: classes) }
            let matrix = try FeatureMatrix(rows: rows, columns: 4, values: values)
            var forest = RandomForest()
            forest.trees = 1
            forest.maximumDepth = 1
            forest.minimumLeafSize = minimumLeaf
            forest.sampling = .fraction(1)
            forest.featureCount = .fraction(1)
            let tree = try forest.fit(matrix, labels: labels, classCount: classes, seed: 1).trees[0]
            let best = Self.bestScore(matrix, labels: labels, classes: classes, minimumLeaf: minimumLeaf)
            guard let best else {
                #expect(tree.nodes.count == 1)
                continue
            }
            try #require(tree.nodes.count == 3)
            let root = tree.nodes[0]
            let left = (0..<rows).map { values[$0 * 4 + Int(root.column)] <= root.threshold }
            let score = try #require(Self.score(left, labels: labels, classes: classes, minimumLeaf: minimumLeaf))
            #expect(abs(score - best) <= 1e-6 * best)
        }
    }

    /// Σ nₖ² / n over both sides: the larger, the less Gini impurity is left.
    private static func score(_ left: [Bool], labels: [Int], classes: Int, minimumLeaf: Int) -> Double? {
        var counts = [[Double](repeating: 0, count: classes), [Double](repeating: 0, count: classes)]
        for (row, label) in labels.enumerated() { counts[left[row] ? 0 : 1][label] += 1 }
        let sizes = counts.map { $0.reduce(0, +) }
        guard sizes.allSatisfy({ $0 >= Double(minimumLeaf) }) else { return nil }
        return zip(counts, sizes).reduce(0) { sum, side in sum + side.0.reduce(0) { $0 + $1 * $1 } / side.1 }
    }

    private static func bestScore(_ matrix: FeatureMatrix, labels: [Int], classes: Int, minimumLeaf: Int) -> Double? {
        var best: Double?
        for column in 0..<matrix.columnCount {
            let values = (0..<matrix.rowCount).map { matrix.values[$0 * matrix.columnCount + column] }
            for cut in Set(values.filter { !$0.isNaN }) {
                let here = score(values.map { $0 <= cut }, labels: labels, classes: classes, minimumLeaf: minimumLeaf)
                if let here, here > best ?? -1 { best = here }
            }
        }
        return best
    }

    @Test("weights beyond those that are counted as bits give the split of the rows repeated")
    func heavyRows() throws {
        var generator = SeededGenerator(seed: 2)
        let values = (0..<40 * 3).map { _ in Float(generator.normal()) }
        let labels = (0..<40).map { $0 % 3 }
        let weights = (0..<40).map { _ in 1 + generator.index(below: 30) }
        let matrix = try FeatureMatrix(rows: 40, columns: 3, values: values)
        var forest = RandomForest()
        forest.trees = 1
        forest.maximumDepth = 1
        forest.sampling = .fraction(1)
        forest.featureCount = .fraction(1)
        let weighted = try forest.fit(
            matrix, labels: labels, classCount: 3, weights: weights.map(Double.init), seed: 1,
            context: ExecutionContext())
        let numbers = weights.indices.flatMap { [Int](repeating: $0, count: weights[$0]) }
        let repeated = try forest.fit(
            matrix.rows(numbers), labels: numbers.map { labels[$0] }, classCount: 3, seed: 1)
        #expect(weighted.trees[0].nodes[0].column == repeated.trees[0].nodes[0].column)
        #expect(weighted.trees[0].nodes[0].threshold == repeated.trees[0].nodes[0].threshold)
    }
}
