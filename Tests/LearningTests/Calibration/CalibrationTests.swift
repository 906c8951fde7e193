// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Testing

@Suite struct CalibrationTests {
    /// Labels drawn from probabilities, which are then sharpened: p² brought to sum 1.
    private func tooSure(_ count: Int) -> (labels: [Int], probabilities: ClassProbabilities) {
        var generator = SeededGenerator(seed: 2)
        var labels: [Int] = [], values: [Float] = []
        for _ in 0..<count {
            let drawn = (0..<3).map { _ in 0.02 - log(1 - generator.uniform()) }
            let sum = drawn.reduce(0, +), place = generator.uniform() * sum
            labels.append(place < drawn[0] ? 0 : place < drawn[0] + drawn[1] ? 1 : 2)
            let squares = drawn.map { $0 * $0 }, total = squares.reduce(0, +)
            values += squares.map { Float($0 / total) }
        }
        return (labels, ClassProbabilities(classCount: 3, values: values))
    }

    @Test("the temperature is that of the least log-loss, as scipy finds it")
    func temperature() throws {
        let values: [Float] = [
            0.7, 0.2, 0.1, 0.6, 0.3, 0.1, 0.1, 0.8, 0.1, 0.9, 0.05, 0.05, 0.2, 0.2, 0.6, 0.3, 0.4, 0.3, 0.05, 0.9, 0.05,
            0.8, 0.1, 0.1,
        ]
        let labels = [0, 1, 1, 0, 2, 0, 2, 0], probabilities = ClassProbabilities(classCount: 3, values: values)
        let scaling = try TemperatureScaling(labels: labels, probabilities: probabilities)
        #expect(abs(scaling.temperature - 1.2771825279636964) < 1e-6)
        let scores = try ProbabilityScores(labels: labels, probabilities: scaling.calibrated(probabilities))
        #expect(abs(scores.logLoss - 0.838374299891815) < 1e-6)
    }

    @Test("a classifier twice too sure gets temperature 2, and its predictions stay")
    func sharpened() throws {
        let (labels, probabilities) = tooSure(20_000)
        let scaling = try TemperatureScaling(labels: labels, probabilities: probabilities)
        #expect(abs(scaling.temperature - 2) < 0.1)
        #expect(scaling.calibrated(probabilities).mostProbable == probabilities.mostProbable)
    }

    @Test("perfect predictions and useless ones keep the temperature in its range")
    func extremes() throws {
        let sure = ClassProbabilities(classCount: 2, values: [1, 0, 0, 1])
        #expect(try TemperatureScaling(labels: [0, 1], probabilities: sure).temperature >= 0.01)
        #expect(try TemperatureScaling(labels: [1, 0], probabilities: sure).temperature <= 100.01)
        let holed = ClassProbabilities(classCount: 2, values: [.nan, .nan, 0.6, 0.4])
        let scaled = try TemperatureScaling(labels: [0, 0], probabilities: holed).calibrated(holed)
        #expect(scaled[0].allSatisfy { $0.isNaN } && abs(scaled[1, 0] + scaled[1, 1] - 1) < 1e-6)
    }

    @Test("isotonic regression is scikit-learn's, with ties, weights and clipping")
    func isotonic() throws {
        let curve = try IsotonicRegression(
            places: [0.1, 0.2, 0.2, 0.35, 0.4, 0.5, 0.6, 0.7, 0.7, 0.9], values: [0, 1, 0, 0, 1, 0, 1, 1, 0, 1],
            weights: [1, 2, 1, 1, 3, 1, 1, 2, 1, 1])
        let expected = [0.0, 0.0, 0.25, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 0.875, 1.0]
        for (place, wanted) in zip([0, 0.1, 0.15, 0.2, 0.3, 0.35, 0.45, 0.55, 0.65, 0.8, 1], expected) {
            #expect(abs(curve(place) - wanted) < 1e-12)
        }
        #expect(curve(.nan).isNaN)
    }

    @Test(
        "both ways bring the calibration error of held-out rows down",
        arguments: [ProbabilityCalibration.Method.temperature, .isotonic])
    func heldOut(_ method: ProbabilityCalibration.Method) throws {
        let (labels, probabilities) = tooSure(6000)
        let folds = labels.indices.map { $0 % 5 }
        let before = try ProbabilityScores(labels: labels, probabilities: probabilities)
        let calibrated = try ProbabilityCalibration.acrossFolds(
            method, labels: labels, probabilities: probabilities, folds: folds)
        let after = try ProbabilityScores(labels: labels, probabilities: calibrated)
        #expect(after.calibrationError < 0.3 * before.calibrationError)
        #expect(after.logLoss < before.logLoss && after.brier < before.brier)
    }

    @Test("a fold's own labels have no part in its calibration")
    func noLeak() throws {
        let (labels, probabilities) = tooSure(300)
        let folds = labels.indices.map { $0 % 3 }
        var changed = labels
        for row in labels.indices where folds[row] == 1 { changed[row] = (labels[row] + 1) % 3 }
        for method in ProbabilityCalibration.Method.allCases {
            let one = try ProbabilityCalibration.acrossFolds(
                method, labels: labels, probabilities: probabilities, folds: folds)
            let other = try ProbabilityCalibration.acrossFolds(
                method, labels: changed, probabilities: probabilities, folds: folds)
            for row in labels.indices where folds[row] == 1 { #expect(one[row] == other[row]) }
        }
    }
}
