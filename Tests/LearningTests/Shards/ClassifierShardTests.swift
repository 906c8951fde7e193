// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

@testable import Learning

/// Classifiers learn and judge with equal bits in 1, 2 and 7 shards.
@Suite struct ClassifierShardTests {
    let data: ShardedData

    init() throws { data = try ShardedData() }

    /// What an estimator makes of data, as a hashable value.
    private func check(_ estimator: some ClassificationEstimator & Sendable, rows: Int = 7500) throws {
        let matrix = data.matrix.rows(Array(0..<rows)), labels = Array(data.labels[..<rows])
        try expectEqualBits { context in
            let fitted = try estimator.fit(
                matrix, labels: labels, classCount: 3, weights: nil, seed: 4, context: context)
            return try fitted.probabilities(of: matrix, context: context)
        }
    }

    @Test("Random forests and their out-of-bag probabilities")
    func forest() throws {
        var forest = RandomForest()
        forest.trees = 9
        let settings = forest, matrix = data.matrix.rows(Array(0..<4000)), labels = Array(data.labels[..<4000])
        try expectEqualBits { try settings.fit(matrix, labels: labels, classCount: 3, seed: 2, context: $0).bytes }
        try check(forest)
    }

    @Test("Nearest centroids")
    func centroids() throws { try check(NearestCentroid()) }

    @Test("Logistic regression")
    func logistic() throws {
        var logistic = LogisticRegression()
        logistic.maximumSteps = 12
        try check(logistic)
    }

    @Test("Kernel logistic regression")
    func kernel() throws {
        var kernel = KernelLogistic()
        (kernel.maximumRank, kernel.maximumSteps) = (40, 8)
        try check(kernel, rows: 2000)
    }

    @Test("Template matching")
    func templates() throws { try check(TemplateMatching(), rows: 2000) }

    @Test("Permutation importance, and calibration by what shards predicted")
    func predictions() throws {
        let (matrix, labels) = (data.matrix, data.labels)
        let fitted = try NearestCentroid().fit(
            matrix, labels: labels, classCount: 3, weights: nil, seed: 1, context: ExecutionContext())
        try expectEqualBits { context in
            try fitted.permutationImportance(
                of: matrix, labels: labels, blocks: [[0], [1, 2], [5]], seed: 3, context: context)
        }
        try expectEqualBits { context in
            let predicted = try fitted.probabilities(of: matrix, context: context)
            let temperature = try TemperatureScaling(labels: labels, probabilities: predicted)
            let isotonic = try ProbabilityCalibration(.isotonic, labels: labels, probabilities: predicted)
            return [temperature.calibrated(predicted), isotonic.calibrated(predicted)]
        }
    }

    @Test("Bootstrap intervals")
    func bootstrap() throws {
        let bootstrap = GroupBootstrap(groups: (0..<60).map { $0 / 2 }, resamples: 200, seed: 5)
        try expectEqualBits { context in
            try bootstrap.intervals(context: context) { rows in [rows.reduce(0) { $0 + Double($1 * $1) }] }
        }
    }
}
