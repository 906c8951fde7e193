// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct NearestCentroidTests {
    @Test("nearest centroids keep the estimators' contract")
    func contract() throws {
        try checkEstimator(NearestCentroid(), isRandom: false)
    }

    @Test("means and predictions are those of scikit-learn's NearestCentroid")
    func reference() throws {
        let wine = try Wine()
        let half = Array(stride(from: 0, to: 178, by: 2))
        var centroids = NearestCentroid()
        centroids.standardises = false
        let fitted = try centroids.fit(
            wine.matrix.rows(half), labels: half.map { wine.labels[$0] }, classCount: 3, seed: 1)
        let expected = [
            12.281142861502511, 1.812571426800319, 2.237142855780465, 19.80285712650844, 93.68571428571428,
            2.2357142891202653, 2.0271428653172086, 0.3565714274133955, 1.585428558077131, 3.1277143001556396,
            1.0221714292253767, 2.7445714235305787, 532.0571428571428,
        ]
        #expect(zip(fitted.centroid(of: 1), expected).allSatisfy { abs($0 - $1) < 1e-9 * $1 })
        let predicted = try fitted.predict(wine.matrix).map(String.init).joined()
        let wanted =
            "000020000000000000022200220000000000000220020000000000000001212112112201100111211221111122"
            + "1111102121211121111211211111112111111112211222212222112212211112221022121221222211222221"
        #expect(predicted == wanted)
    }

    @Test("probabilities are those of round clouds of equal width")
    func probabilities() throws {
        // Means −1 and 1, every row 0.5 from its mean: σ² = 0.25.
        let matrix = try FeatureMatrix(rows: 4, columns: 1, values: [-1.5, -0.5, 0.5, 1.5])
        var centroids = NearestCentroid()
        centroids.standardises = false
        let fitted = try centroids.fit(matrix, labels: [0, 0, 1, 1], classCount: 2, seed: 1)
        let point = try FeatureMatrix(rows: 1, columns: 1, values: [0.25])
        let probability = try fitted.probabilities(of: point, context: ExecutionContext())[0, 1]
        // (1.25² − 0.75²) / (2 · 0.25) = 2, and 1 / (1 + e⁻²):
        #expect(abs(probability - 0.8807970779778823) < 1e-6)
    }

    @Test("classes of one value each are told apart without any spread")
    func noSpread() throws {
        let matrix = try FeatureMatrix(rows: 3, columns: 1, values: [1, 1, 2])
        let fitted = try NearestCentroid().fit(matrix, labels: [0, 0, 1], classCount: 2, seed: 1)
        #expect(try fitted.predict(matrix) == [0, 0, 1])
    }
}
