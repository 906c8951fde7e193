// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

/// Expected numbers: scikit-learn 1.9.1, `LogisticRegression(tol=1e-12)` behind a `StandardScaler`.
@Suite struct LogisticRegressionTests {
    private func near(_ values: [Double]?, _ expected: [Double], within tolerance: Double = 2e-5) -> Bool {
        guard let values, values.count == expected.count else { return false }
        return zip(values, expected).allSatisfy { abs($0 - $1) < tolerance }
    }

    @Test("logistic regression keeps the estimators' contract")
    func contract() throws {
        try checkEstimator(LogisticRegression(), isRandom: false)
    }

    @Test("three classes give scikit-learn's coefficients and probabilities")
    func threeClasses() throws {
        let wine = try Wine()
        var regression = LogisticRegression()
        regression.inversePenalty = 0.5
        let fitted = try regression.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 1)
        #expect(fitted.hasConverged)
        #expect(
            near(
                fitted.coefficients(of: 0),
                [
                    0.6895272, 0.1483108, 0.3956632, -0.7036049, 0.0441359, 0.227056, 0.5386767, -0.1870596, 0.1119276,
                    0.1371128, 0.1236506, 0.6023283, 0.9079819,
                ]))
        #expect(
            near(
                fitted.coefficients(of: 2),
                [
                    0.1829203, 0.2348525, 0.2836491, 0.2354403, 0.0675846, -0.2603849, -0.8059129, 0.0313319,
                    -0.3442806, 0.7085395, -0.6798256, -0.6619247, 0.0258208,
                ]))
        #expect(near((0..<3).compactMap(fitted.intercept(of:)), [0.2986727, 0.6446661, -0.9433389]))
        let probabilities = try fitted.probabilities(
            of: wine.matrix.rows([3, 70, 71, 150]), context: ExecutionContext())
        let expected: [Double] = [
            0.9998963, 1.49e-05, 8.88e-05, 0.0118166, 0.8228229, 0.1653605, 0.097885, 0.9009468, 0.0011682, 0.0019057,
            0.0011947, 0.9968996,
        ]
        #expect(near(probabilities.values.map(Double.init), expected))
    }

    @Test("two classes are penalised as one weight per column")
    func twoClasses() throws {
        let wine = try Wine()
        let rows = wine.labels.indices.filter { wine.labels[$0] < 2 }
        var regression = LogisticRegression()
        regression.inversePenalty = 2
        // A class without rows changes nothing.
        let fitted = try regression.fit(
            wine.matrix.rows(rows), labels: rows.map { wine.labels[$0] * 2 }, classCount: 3, seed: 1)
        let difference = zip(fitted.coefficients(of: 2) ?? [], fitted.coefficients(of: 0) ?? []).map(-)
        #expect(
            near(
                difference,
                [
                    -1.8302597, -0.6043741, -1.2063314, 1.532499, -0.2702346, 0.0080857, -0.3851779, 0.2012994,
                    0.2308064, -0.886254, 0.1944015, -0.767675, -2.1992713,
                ], within: 1e-4))
        #expect(fitted.coefficients(of: 1) == nil && fitted.intercept(of: 1) == nil)
    }

    @Test("weighted rows count as often as they weigh")
    func weights() throws {
        let wine = try Wine()
        var regression = LogisticRegression()
        regression.inversePenalty = 0.1
        let fitted = try regression.fit(
            wine.matrix, labels: wine.labels, classCount: 3, weights: (0..<178).map { Double(1 + $0 % 4) }, seed: 1,
            context: ExecutionContext())
        #expect(
            near(
                fitted.coefficients(of: 1),
                [
                    -0.6968181, -0.2866876, -0.5654558, 0.4101865, -0.1542277, 0.004301, 0.2328286, 0.1222119,
                    0.3022068, -0.6741331, 0.4370504, 0.0753126, -0.7777669,
                ]))
    }

    @Test("a column of equal values gets no weight, a missing value is refused")
    func oddColumns() throws {
        let matrix = try FeatureMatrix(rows: 4, columns: 2, values: [1, 5, 2, 5, 3, 5, 4, 5])
        let fitted = try LogisticRegression().fit(matrix, labels: [0, 0, 1, 1], classCount: 2, seed: 1)
        #expect(fitted.coefficients(of: 0)?[1] == 0)
        #expect(try fitted.predict(matrix) == [0, 0, 1, 1])
        var holed = matrix
        holed.values[3] = .nan
        #expect { _ = try LogisticRegression().fit(holed, labels: [0, 0, 1, 1], classCount: 2, seed: 1) } throws: {
            "\($0)".hasPrefix("LRN013: row 1, column 1")
        }
    }
}
