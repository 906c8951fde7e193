// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

/// Alcohol (column 0) of the wines from their other twelve columns.
@Suite struct RegressionForestTests {
    let matrix: FeatureMatrix
    let targets: [Double]

    init() throws {
        let wine = try Wine()
        let width = wine.matrix.columnCount
        matrix = try FeatureMatrix(
            rows: 178, columns: 12,
            values: wine.matrix.values.enumerated().filter { $0.offset % width > 0 }.map(\.element))
        targets = (0..<178).map { Double(wine.matrix.values[$0 * width]) }
    }

    private var third: RandomForest {
        var forest = RandomForest()
        forest.trees = 500
        forest.featureCount = .fraction(1 / 3.0)
        return forest
    }

    // RandomForestRegressor(500, max_features=1/3, oob_score=True), three seeds: 0.529, 0.533, 0.527; DecisionTreeRegressor(max_depth=1).
    @Test("out-of-bag error and importance agree with scikit-learn's")
    func outOfBag() throws {
        let fitted = try third.fit(matrix, targets: targets, seed: 1)
        #expect(abs(fitted.outOfBagError - 0.530) < 0.015)
        let order = fitted.importance.indices.sorted { fitted.importance[$0] > fitted.importance[$1] }
        #expect(Set(order[..<2]) == [8, 11])
        #expect(abs(fitted.importance.reduce(0, +) - 1) < 1e-9)
    }

    @Test("a stump is scikit-learn's stump")
    func stump() throws {
        var forest = RandomForest()
        forest.trees = 1
        forest.sampling = .fraction(1)
        forest.featureCount = .fraction(1)
        forest.maximumDepth = 1
        let tree = try forest.fit(matrix, targets: targets, seed: 1).trees[0]
        #expect(Int(tree.nodes[0].column) == 8)
        #expect(abs(Double(tree.nodes[0].threshold) - 3.325) < 1e-4)
        #expect(abs(Double(tree.leaves[0]) - 12.1398) < 1e-5)
        #expect(abs(Double(tree.leaves[1]) - 13.336875) < 1e-5)
    }

    @Test("a tree grown to the end tells its own rows exactly", arguments: [RandomForest.Thresholds.best, .random])
    func interpolation(thresholds: RandomForest.Thresholds) throws {
        var forest = RandomForest()
        forest.trees = 1
        forest.thresholds = thresholds
        forest.sampling = .fraction(1)
        let told = try forest.fit(matrix, targets: targets, seed: 1).predict(matrix)
        #expect(zip(told, targets).allSatisfy { abs(Double($0) - $1) < 1e-5 })
    }

    @Test("scaled and shifted targets give scaled and shifted answers")
    func scaling() throws {
        var forest = third
        forest.trees = 20
        let told = try forest.fit(matrix, targets: targets, seed: 3).predict(matrix)
        let other = try forest.fit(matrix, targets: targets.map { 8 * $0 - 100 }, seed: 3).predict(matrix)
        #expect(zip(told, other).allSatisfy { abs(8 * $0 - 100 - $1) < 1e-3 })
    }

    @Test("equal targets, one row, and rows of weight 0")
    func corners() throws {
        var forest = RandomForest()
        forest.trees = 5
        #expect(
            try forest.fit(matrix, targets: targets.map { _ in 7.5 }, seed: 1).predict(matrix).allSatisfy { $0 == 7.5 })
        let one = try FeatureMatrix(rows: 1, columns: 1, values: [.nan])
        #expect(try forest.fit(one, targets: [-3], seed: 1).predict(one) == [-3])
        let three = try FeatureMatrix(rows: 3, columns: 1, values: [1, 2, 3])
        #expect(try forest.fit(three, targets: [1, 1, 50], weights: [1, 1, 0], seed: 1).predict(three) == [1, 1, 1])
        #expect { try forest.fit(three, targets: [1, .nan, 2], seed: 1) } throws: {
            "\($0)".hasPrefix("LRN008: target of row 1")
        }
        #expect { try forest.fit(three, targets: [1], seed: 1) } throws: { "\($0)".hasPrefix("LRN001: targets") }
    }

    @Test("any number of threads gives equal bits, and so does a copy from its bytes")
    func bits() throws {
        var forest = third
        forest.trees = 30
        let one = try forest.fit(matrix, targets: targets, seed: 5, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(
                try forest.fit(matrix, targets: targets, seed: 5, context: ExecutionContext(threads: threads)) == one)
        }
        #expect(try JSONDecoder().decode(FittedRegressionForest.self, from: JSONEncoder().encode(one)) == one)
    }
}
