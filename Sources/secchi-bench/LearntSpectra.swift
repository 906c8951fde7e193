// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Made spectra for classifiers: 20,000 to learn from, and 5,000 more to be judged by.
final class LearntSpectra {
    static let learnt = 20_000
    static let tested = 5_000

    let pixels: Int
    private let made: MadeSpectra
    private var loaded: (learning: (FeatureMatrix, [Int]), test: (FeatureMatrix, [Int]))?

    init(pixels: Int, harness: Harness) {
        self.pixels = pixels
        made = MadeSpectra(rows: Self.learnt + Self.tested, pixels: pixels, harness: harness)
    }

    /// Rows with their classes, loaded when they are first asked for, not for tasks that are left out.
    func load() throws -> (learning: (FeatureMatrix, [Int]), test: (FeatureMatrix, [Int])) {
        if let loaded { return loaded }
        let all = try made.matrix(), labels = try made.labels()
        func part(_ range: Range<Int>) -> (FeatureMatrix, [Int]) { (all.rows(Array(range)), Array(labels[range])) }
        let parts = (part(0..<Self.learnt), part(Self.learnt..<Self.learnt + Self.tested))
        loaded = parts
        return parts
    }

    /// What a peer says of itself: accuracy and macro F1 of the tested rows, and the seconds it took.
    func peer(_ name: String, _ task: String = "train") throws -> (accuracy: Double, f1: Double, seconds: Double) {
        let path = String(try made.path().dropLast(4))
        let output = try made.harness.pythonOutput(
            "trees.py", [path, "\(Self.learnt)", "\(Self.tested)", "\(pixels)", name, task])
        let numbers = output.split(separator: "\n").suffix(3).compactMap { Double($0) }
        guard numbers.count == 3 else {
            throw Harness.PeerFailure(description: "trees.py printed no three numbers:\n\(output)")
        }
        return (numbers[0], numbers[1], numbers[2])
    }

    /// Compares the time of learning, and refuses a ratio that was bought with quality.
    ///
    /// - Parameter slack: how much lower than the peer's our macro F1 may be.
    func training<Estimator: ClassificationEstimator>(
        _ estimator: Estimator, peer name: String, called: String, atLeast: Double, slack: Double
    ) -> Comparison {
        let context = ExecutionContext(threads: 2)
        var ours = 0.0
        return Comparison(
            task: "train \(Self.learnt) × \(pixels)", peer: called, atLeast: atLeast,
            ours: { [self] in
                let (learning, test) = try load()
                var fitted: Estimator.Fitted?
                let seconds = try made.harness.time {
                    fitted = try estimator.fit(
                        learning.0, labels: learning.1, classCount: MadeSpectra.classCount, seed: 1, context: context)
                }
                let predictions = try fitted?.predict(test.0, context: context) ?? []
                let matrix = try ConfusionMatrix(
                    labels: test.1, predictions: predictions, classCount: MadeSpectra.classCount)
                ours = matrix.macroF1
                print(String(format: "    ours: accuracy %.3f, macro F1 %.3f", matrix.accuracy, matrix.macroF1))
                return seconds
            },
            theirs: { [self] in
                let peer = try peer(name)
                print(String(format: "    %@: accuracy %.3f, macro F1 %.3f", called, peer.accuracy, peer.f1))
                guard ours >= peer.f1 - slack else {
                    throw Harness.PeerFailure(description: "our macro F1, \(ours), is below \(called)'s, \(peer.f1)")
                }
                return peer.seconds
            })
    }

    /// Compares the time of telling the tested rows' probabilities: the medians of five, once warm.
    func predicting(_ forest: RandomForest, atLeast: Double) -> Comparison {
        let context = ExecutionContext(threads: 2)
        var kept: FittedForest?
        return Comparison(
            task: "predict \(Self.tested) × \(pixels)", peer: "scikit-learn", atLeast: atLeast,
            ours: { [self] in
                let (learning, test) = try load()
                let fitted =
                    try kept
                    ?? forest.fit(
                        learning.0, labels: learning.1, classCount: MadeSpectra.classCount, seed: 1, context: context)
                kept = fitted
                let seconds = try (0..<6).map { _ in
                    try made.harness.time { _ = try fitted.probabilities(of: test.0, context: context) }
                }
                return seconds.dropFirst().sorted()[2]
            },
            theirs: { [self] in try peer("sklearn", "predict").seconds })
    }
}
