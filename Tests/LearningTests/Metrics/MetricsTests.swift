// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

/// Expected numbers: scikit-learn 1.9.1 (`accuracy_score`, `balanced_accuracy_score`, `f1_score`, `log_loss`,
/// `brier_score_loss`) on the same arrays; the calibration error by the formula in numpy.
@Suite struct MetricsTests {
    private let labels = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 0, 1, 2, 3]
    private let predictions = [0, 0, 1, 0, 1, 1, 2, 2, 2, 0, 2, 1, 0, 1, 2, 2]

    private func close(_ value: Double, _ expected: Double, within tolerance: Double = 1e-15) -> Bool {
        abs(value - expected) <= tolerance
    }

    @Test("scores of classes are scikit-learn's to the last bit")
    func classes() throws {
        let matrix = try ConfusionMatrix(labels: labels, predictions: predictions, classCount: 4)
        #expect(matrix.accuracy == 0.6875)
        #expect(close(matrix.balancedAccuracy, 0.5541666666666667))
        #expect(close(matrix.macroF1, 0.5333333333333333))
        #expect((0..<4).map(matrix.precision(of:)) == [0.8, 0.6, 0.6666666666666666, 0])
        #expect((0..<4).map(matrix.recall(of:)) == [0.8, 0.75, 0.6666666666666666, 0])
        #expect((0..<4).map(matrix.f1(of:)) == [0.8, 0.6666666666666666, 0.6666666666666666, 0])
        #expect(matrix[1, 2] == 1)
        #expect(matrix.total == 16)
    }

    @Test("a class that neither occurs nor is predicted does not enter the means")
    func absentClass() throws {
        let four = try ConfusionMatrix(labels: labels, predictions: predictions, classCount: 4)
        let six = try ConfusionMatrix(labels: labels, predictions: predictions, classCount: 6)
        #expect(six.macroF1 == four.macroF1)
        #expect(six.balancedAccuracy == four.balancedAccuracy)
    }

    @Test("scores of probabilities are scikit-learn's")
    func probabilities() throws {
        let values: [Float] = [
            0.72, 0.18, 0.1, 0.12, 0.77, 0.11, 0.28, 0.29, 0.43, 0.25, 0.52, 0.23, 0, 1, 0, 0.05, 0.02, 0.93, 0.58,
            0.42, 0, 1 / 3, 1 / 3, 1 / 3,
        ]
        let scores = try ProbabilityScores(
            labels: [0, 1, 1, 0, 1, 2, 1, 0], probabilities: ClassProbabilities(classCount: 3, values: values))
        // The reference divides each row by its sum, which is 1 only to single precision.
        #expect(close(scores.logLoss, 0.6565901390529282, within: 1e-7))
        #expect(close(scores.brier, 0.4000833341011157, within: 1e-7))
        #expect(close(scores.calibrationError, 0.34708333286767207, within: 1e-7))
        #expect(scores.calibration.reduce(0) { $0 + $1.count } == 8)
    }

    @Test("a probability of 0 for the true class costs 36 nats, not infinity")
    func clipped() throws {
        let scores = try ProbabilityScores(
            labels: [1], probabilities: ClassProbabilities(classCount: 2, values: [1, 0]))
        #expect(close(scores.logLoss, 36.04365338911715, within: 1e-12))
    }

    @Test("what is no probability is refused with its place")
    func refusal() {
        #expect {
            try ProbabilityScores(labels: [0], probabilities: ClassProbabilities(classCount: 2, values: [.nan, 1]))
        } throws: {
            "\($0)" == "LRN010: row 0, class 0: nan is not a probability; give numbers from 0 to 1"
        }
        #expect { try ConfusionMatrix(labels: [0, 4], predictions: [0, 0], classCount: 3) } throws: {
            "\($0)" == "LRN006: row 1: class number 4 is not in 0..<3; number the classes from 0"
        }
    }

    @Test("margin and entropy run from doubt to certainty")
    func doubt() {
        let values = ClassProbabilities(classCount: 2, values: [1, 0, 0.5, 0.5, 0.75, 0.25])
        #expect((0..<3).map(values.margin(in:)) == [1, 0, 0.5])
        #expect(values.entropy(in: 0) == 0)
        #expect(values.entropy(in: 1) == 1)
        #expect(close(values.entropy(in: 2), 0.8112781244591328))
        #expect(values.mostProbable == [0, 0, 0])
    }

    @Test("the majority baseline says one class, the proportional one keeps the frequencies")
    func baselines() throws {
        let training = [2, 2, 2, 1, 0, 2, 2, 1]
        #expect(
            try Baseline.majority.predictions(count: 3, trainingLabels: training, classCount: 3, seed: 1) == [2, 2, 2])
        let drawn = try Baseline.proportional.predictions(
            count: 8000, trainingLabels: training, classCount: 3, seed: 1)
        #expect(abs(drawn.count { $0 == 2 } - 5000) < 200)
        #expect(abs(drawn.count { $0 == 1 } - 2000) < 200)
    }
}
