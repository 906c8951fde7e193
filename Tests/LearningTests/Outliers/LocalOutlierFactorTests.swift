// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

/// Expected numbers are scikit-learn 1.9's (algorithm="brute") on the same rows.
@Suite struct LocalOutlierFactorTests {
    private let shown = [0, 1, 10, 29, 30, 31, 45, 59]

    /// Two groups of pseudo-random points and one far off, row n / 2.
    static func rows(_ count: Int, of total: Int, less: Float = 0) throws -> FeatureMatrix {
        let values = (0..<count).flatMap { i in
            (0..<5).map { j in
                let number = (i * 7919 + j * 104_729 + i * i * 31 + i * j * 17) % 1009
                return Float(Double(number) / 1009 + (i < total / 2 ? 3 : i == total / 2 ? 9 : 0)) - less
            }
        }
        return try FeatureMatrix(rows: count, columns: 5, values: values)
    }

    private func expect(_ have: [Double], _ want: [Double]) {
        #expect(have.count == want.count)
        for (have, want) in zip(have, want) { #expect(abs(have - want) < 1e-5 * max(1, want), "\(have) \(want)") }
    }

    private func fit(_ matrix: FeatureMatrix, count: Int) throws -> FittedLocalOutlierFactor {
        var outliers = LocalOutlierFactor()
        outliers.search.count = count
        return try outliers.fit(matrix)
    }

    @Test("Factors are those of scikit-learn")
    func factors() throws {
        let matrix = try Self.rows(60, of: 60)
        let expected = [
            3: [1.033867, 0.978529, 1.112708, 1.851145, 29.091331, 0.980398, 1.411501, 1.055767],
            5: [1.184999, 1.039631, 0.99885, 1.467154, 26.42536, 1.034922, 0.975981, 1.016309],
            20: [0.975884, 1.019393, 0.981861, 0.962907, 14.178772, 1.062881, 0.988154, 0.997769],
        ]
        for (count, factors) in expected {
            let fitted = try fit(matrix, count: count)
            expect(shown.map { fitted.factors[$0] }, factors)
        }
    }

    @Test("Factors by the cosine are those of scikit-learn")
    func cosine() throws {
        var outliers = LocalOutlierFactor()
        outliers.search.count = 5
        outliers.search.distance = .cosine
        let fitted = try outliers.fit(try Self.rows(60, of: 60, less: 1))
        expect(
            shown.map { fitted.factors[$0] },
            [3.951981, 1.255092, 1.075042, 5.674692, 1.196258, 1.06594, 0.991784, 1.019631])
    }

    @Test("New rows have the factors that scikit-learn gives in novelty mode")
    func novelty() throws {
        let matrix = try Self.rows(60, of: 60)
        var new = try Self.rows(75, of: 75).rows(Array(60..<75))
        for row in 0..<15 { new.values[row * 5 + 2] += 1 }
        let fitted = try fit(matrix, count: 5)
        expect(
            try fitted.factors(of: new, among: matrix),
            [
                1.071401, 1.725372, 1.275884, 1.102744, 1.762557, 1.573803, 1.373092, 1.303392, 1.346779, 1.524493,
                1.85976, 1.262052, 1.095407, 1.481733, 1.241098,
            ])
        #expect(throws: LearningError.wrongLength(what: "rows fitted before", have: 15, need: 60)) {
            try fitted.factors(of: new, among: new)
        }
    }

    @Test("Twelve copies of a row have factor 1, as in scikit-learn, and the rest theirs")
    func duplicates() throws {
        let matrix = try Self.rows(60, of: 60)
        let copies = matrix.rows([Int](repeating: 0, count: 12) + Array(1..<30))
        let fitted = try fit(copies, count: 5)
        expect(
            [0, 5, 11, 12, 13, 40].map { fitted.factors[$0] },
            [1.0, 1.0, 1.0, 1.0396309589849058, 1.0280427755342982, 1.467153716483722])
        let equal = try FeatureMatrix(rows: 8, columns: 3, values: [Float](repeating: 1, count: 24))
        expect(try fit(equal, count: 3).factors, [Double](repeating: 1, count: 8))
    }

    @Test("k beyond the rows takes all others; one row alone is no outlier; none is an error")
    func fewRows() throws {
        let matrix = try Self.rows(10, of: 60)
        expect(
            try fit(matrix, count: 20).factors,
            [1.003876, 0.98804, 0.993074, 0.996606, 0.996358, 1.012536, 1.00128, 1.008363, 1.012509, 0.98804])
        #expect(try fit(matrix.rows([4]), count: 20).factors == [1])
        #expect(throws: LearningError.noRows) { try fit(matrix.rows([]), count: 20) }
    }

    @Test("Scaling all values changes no factor beyond the 1e-10 that is added; threads change no bit")
    func invariance() throws {
        let matrix = try Self.rows(60, of: 60)
        var scaled = matrix
        for index in scaled.values.indices { scaled.values[index] *= 0x1p-8 }
        let (plain, small) = (try fit(matrix, count: 5), try fit(scaled, count: 5))
        expect(small.factors, plain.factors)
        for threads in [1, 2, 7] {
            var outliers = LocalOutlierFactor()
            outliers.search.count = 5
            #expect(try outliers.fit(matrix, context: ExecutionContext(threads: threads)) == plain)
        }
    }
}
