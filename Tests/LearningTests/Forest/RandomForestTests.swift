// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct RandomForestTests {
    let wine: Wine

    init() throws { wine = try Wine() }

    /// Mean accuracy over five folds, as `cross_val_score` of scikit-learn.
    private func crossValidated(_ forest: RandomForest) throws -> Double {
        let split = try GroupedSplit(
            labels: wine.labels, groups: Array(wine.labels.indices), classCount: 3, folds: 5, seed: 3)
        let scores = try (0..<5).map { fold in
            let training = split.rows(notIn: fold), test = split.rows(in: fold)
            let fitted = try forest.fit(
                wine.matrix.rows(training), labels: training.map { wine.labels[$0] }, classCount: 3, seed: 1)
            let predictions = try fitted.predict(wine.matrix.rows(test))
            return try ConfusionMatrix(
                labels: test.map { wine.labels[$0] }, predictions: predictions, classCount: 3
            ).accuracy
        }
        return scores.reduce(0, +) / 5
    }

    // scikit-learn 1.9.1, 200 trees, mean of five 5-fold splits: 0.980 (forest), 0.989 (extra trees); one row is 0.0056.
    @Test(
        "wines are told apart as well as by scikit-learn",
        arguments: [RandomForest.Thresholds.best, .random], [RandomForest.Criterion.gini, .entropy])
    func accuracy(thresholds: RandomForest.Thresholds, criterion: RandomForest.Criterion) throws {
        var forest = RandomForest()
        forest.trees = 200
        forest.thresholds = thresholds
        forest.criterion = criterion
        #expect(try crossValidated(forest) > 0.96)
    }

    struct Stump: Sendable {
        var criterion: RandomForest.Criterion
        var column: Int
        var threshold: Double
        var left: [Double]
    }

    // DecisionTreeClassifier(max_depth=1): gini takes column 12 at 755, entropy column 6 at 1.575; leaf values as below.
    @Test(
        "a stump is scikit-learn's stump",
        arguments: [
            Stump(criterion: .gini, column: 12, threshold: 755, left: [0.018018018, 0.603603604, 0.378378378]),
            Stump(criterion: .entropy, column: 6, threshold: 1.575, left: [0, 0.225806452, 0.774193548]),
        ])
    func stump(_ expected: Stump) throws {
        var forest = RandomForest()
        forest.trees = 1
        forest.criterion = expected.criterion
        forest.sampling = .fraction(1)
        forest.featureCount = .fraction(1)
        forest.maximumDepth = 1
        let tree = try forest.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 1).trees[0]
        #expect(tree.nodes.count == 3)
        #expect(Int(tree.nodes[0].column) == expected.column)
        #expect(abs(Double(tree.nodes[0].threshold) - expected.threshold) < 1e-5)
        let leaf = Int(tree.nodes[1].child) * 3
        for (value, share) in zip(tree.leaves[leaf..<(leaf + 3)], expected.left) {
            #expect(abs(Double(value) - share) < 1e-6)
        }
    }

    // RandomForestClassifier(500, oob_score=True): 0.9775; its four most important columns are 12, 9, 6 and 0.
    @Test("out-of-bag rows and importance agree with scikit-learn's")
    func outOfBag() throws {
        var forest = RandomForest()
        forest.trees = 500
        let fitted = try forest.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 1)
        #expect(abs(fitted.outOfBagError - 0.0225) < 0.012)
        let order = fitted.importance.indices.sorted { fitted.importance[$0] > fitted.importance[$1] }
        #expect(Set(order[..<4]).isSuperset(of: [12, 9, 6]))
        #expect(abs(fitted.importance.reduce(0, +) - 1) < 1e-9)
        #expect(abs(fitted.importance[12] - 0.176) < 0.03)
        let sums = (0..<178).map { fitted.outOfBag[$0].reduce(0, +) }
        #expect(sums.allSatisfy { abs($0 - 1) < 1e-4 })
    }

    @Test("shuffling a column that is used costs accuracy, shuffling noise does not")
    func permutationImportance() throws {
        var generator = SeededGenerator(seed: 8)
        let rows = 200
        let labels = (0..<rows).map { $0 % 2 }
        let values = labels.flatMap { label in
            [Float(label) + Float(generator.normal()) * 0.1, Float(generator.normal()), Float(generator.normal())]
        }
        let matrix = try FeatureMatrix(rows: rows, columns: 3, values: values)
        let fitted = try RandomForest().fit(matrix, labels: labels, classCount: 2, seed: 1)
        let loss = try fitted.permutationImportance(
            of: matrix, labels: labels, blocks: [[0], [1, 2]], seed: 1, context: ExecutionContext())
        #expect(loss[0] > 0.3)
        #expect(abs(loss[1]) < 0.05)
    }

    @Test("a class that weighs more is found more often")
    func classWeights() throws {
        var generator = SeededGenerator(seed: 4)
        let labels = (0..<400).map { $0 < 40 ? 1 : 0 }
        let values = labels.map { Float($0) * 1.2 + Float(generator.normal()) }
        let matrix = try FeatureMatrix(rows: 400, columns: 1, values: values)
        func found(_ weights: RandomForest.ClassWeights) throws -> Int {
            var forest = RandomForest()
            forest.minimumLeafSize = 20
            forest.classWeights = weights
            return try forest.fit(matrix, labels: labels, classCount: 2, seed: 1).predict(matrix).count { $0 == 1 }
        }
        let equal = try found(.equal), balanced = try found(.balanced), given = try found(.given([1, 30]))
        #expect(equal < balanced)
        #expect(balanced < given)
    }

    @Test("a row of weight 2 counts as the row twice, one of weight 0 not at all")
    func rowWeights() throws {
        let matrix = try FeatureMatrix(rows: 4, columns: 1, values: [1, 1, 1, 2])
        var forest = RandomForest()
        forest.trees = 1
        forest.sampling = .fraction(1)
        let fitted = try forest.fit(
            matrix, labels: [0, 1, 1, 1], classCount: 2, weights: [2, 1, 0, 1], seed: 1, context: ExecutionContext())
        let probabilities = try fitted.probabilities(of: matrix)
        #expect(abs(probabilities[0, 0] - 2 / 3) < 1e-4)
        #expect(probabilities[3, 1] == 1)
    }

    @Test("leaves are no smaller and trees no deeper than asked for")
    func limits() throws {
        var forest = RandomForest()
        forest.trees = 20
        forest.maximumDepth = 3
        forest.minimumLeafSize = 9
        forest.sampling = .fraction(0.5)
        let fitted = try forest.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 1)
        #expect(fitted.trees.allSatisfy { $0.nodes.count <= 15 })
        #expect(fitted.trees.contains { $0.nodes.count > 3 })
    }
}
