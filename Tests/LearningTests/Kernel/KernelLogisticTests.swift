// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning
import Testing

/// Expected numbers: scikit-learn 1.9.1, `LogisticRegression(tol=1e-11)` on the full root of `rbf_kernel` of
/// standardised columns, learnt from the rows of the wine data whose number is no multiple of 4.
@Suite struct KernelLogisticTests {
    private func wine(_ regression: KernelLogistic) throws -> (fitted: FittedKernelLogistic, said: ClassProbabilities) {
        let wine = try Wine()
        let rows = Array(wine.labels.indices)
        let training = rows.filter { $0 % 4 != 0 }, test = rows.filter { $0 % 4 == 0 }
        let fitted = try regression.fit(
            wine.matrix.rows(training), labels: training.map { wine.labels[$0] }, classCount: 3, seed: 1)
        return (fitted, try fitted.probabilities(of: wine.matrix.rows(test), context: ExecutionContext()))
    }

    private func near(_ values: ArraySlice<Float>, _ expected: [Float], within tolerance: Float) -> Bool {
        values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < tolerance }
    }

    @Test("kernel logistic regression keeps the estimators' contract")
    func contract() throws {
        try checkEstimator(KernelLogistic(), isRandom: false)
    }

    @Test("strong and weak penalties give scikit-learn's probabilities", arguments: [1.0, 1000])
    func reference(penalty: Double) throws {
        var regression = KernelLogistic()
        regression.inversePenalty = penalty
        regression.maximumSteps = 5000
        let (fitted, said) = try wine(regression)
        #expect(fitted.hasConverged)
        let expected: [(Int, [Float])] =
            penalty == 1
            ? [
                (0, [0.896143, 0.074894, 0.028963]), (17, [0.229504, 0.426082, 0.344414]),
                (44, [0.066743, 0.064775, 0.868482]),
            ] : [(17, [0.156285, 0.132443, 0.711272]), (5, [0.999623, 0.000339, 0.000037])]
        for (row, probabilities) in expected { #expect(near(said[row], probabilities, within: 2e-3)) }
    }

    @Test("a third of the rows spans the space almost as well as all")
    func lowRank() throws {
        var regression = KernelLogistic()
        regression.inversePenalty = 1
        let all = try wine(regression)
        regression.maximumRank = 45
        let few = try wine(regression)
        #expect(few.fitted.rank == 45)
        #expect(all.fitted.rank > 90)
        let agreeing = zip(all.said.mostProbable, few.said.mostProbable).count { $0 == $1 }
        #expect(agreeing >= 43)
    }

    @Test("a ring around a disc, which no straight border divides, is learnt")
    func ring() throws {
        var generator = SeededGenerator(seed: 4)
        func draw(_ count: Int) throws -> (FeatureMatrix, [Int]) {
            var values: [Float] = []
            let labels = (0..<count).map { $0 % 2 }
            for label in labels {
                let angle = 2 * Double.pi * generator.uniform()
                let radius = (label == 0 ? 0 : 2) + generator.uniform()
                values += [Float(radius * cos(angle)), Float(radius * sin(angle))]
            }
            return (try FeatureMatrix(rows: count, columns: 2, values: values), labels)
        }
        let (known, labels) = try draw(200)
        let (new, truth) = try draw(200)
        var regression = KernelLogistic()
        regression.sharpness = 2
        let curved = try regression.fit(known, labels: labels, classCount: 2, seed: 1).predict(new)
        #expect(curved == truth)
        let straight = try LogisticRegression().fit(known, labels: labels, classCount: 2, seed: 1).predict(new)
        #expect(zip(straight, truth).count { $0 == $1 } < 150)
    }

    @Test("equal rows span one dimension, and rows without weight none")
    func degenerate() throws {
        let same = try FeatureMatrix(rows: 6, columns: 3, values: [Float](repeating: 2, count: 18))
        let fitted = try KernelLogistic().fit(same, labels: [0, 0, 0, 0, 1, 1], classCount: 2, seed: 1)
        #expect(fitted.rank == 1)
        let said = try fitted.probabilities(of: same, context: ExecutionContext())
        #expect(abs(said[0, 1] - 1.0 / 3) < 1e-3)

        let wine = try Wine()
        let weights = wine.labels.indices.map { $0 % 2 == 0 ? 1.0 : 0 }
        let even = wine.labels.indices.filter { $0 % 2 == 0 }
        let weighted = try KernelLogistic().fit(
            wine.matrix, labels: wine.labels, classCount: 3, weights: weights, seed: 1, context: ExecutionContext())
        let alone = try KernelLogistic().fit(
            wine.matrix.rows(even), labels: even.map { wine.labels[$0] }, classCount: 3, seed: 1)
        #expect(weighted == alone)
    }

    @Test("stored values that do not fit together are refused")
    func damaged() throws {
        let fitted = try wine(KernelLogistic()).fitted
        var text = String(decoding: try JSONEncoder().encode(fitted), as: UTF8.self)
        #expect(try JSONDecoder().decode(FittedKernelLogistic.self, from: Data(text.utf8)) == fitted)
        text = text.replacingOccurrences(of: "\"rank\":\(fitted.rank)", with: "\"rank\":\(fitted.rank + 1)")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(FittedKernelLogistic.self, from: Data(text.utf8))
        }
    }

    @Test("settings out of range are refused")
    func refusals() throws {
        let wine = try Wine()
        for change in [
            { (regression: inout KernelLogistic) in regression.sharpness = 0 },
            { $0.sharpness = .infinity }, { $0.maximumRank = 0 }, { $0.inversePenalty = -1 },
        ] {
            var regression = KernelLogistic()
            change(&regression)
            #expect(throws: LearningError.self) {
                try regression.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 1)
            }
        }
    }
}
