// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct WeightedComponentsTests {
    private func settings(_ count: Int) -> PrincipalComponents {
        var settings = PrincipalComponents()
        settings.components = count
        settings.maximumRounds = 500
        return settings
    }

    @Test("with all weights equal it finds the principal components")
    func equal() throws {
        let wine = try Wine.standardised()
        let plain = try settings(2).fit(wine, seed: 1)
        let weighted = try settings(2).fit(wine, weights: nil, seed: 5)
        for number in 0..<2 {
            #expect(abs(weighted.variances[number] / plain.variances[number] - 1) < 1e-3)
            let overlap = zip(weighted.components[number], plain.components[number]).reduce(0.0) {
                $0 + Double($1.0 * $1.1)
            }
            #expect(overlap > 0.9999)
        }
        #expect(abs(weighted.totalVariance / plain.totalVariance - 1) < 1e-4)
    }

    @Test("a planted plane is found although a third of the values are missing or spoilt")
    func planted() throws {
        let scores = try noise(rows: 200, columns: 2, seed: 8) { $0 == 0 ? 5 : 2 }
        let loadings = try noise(rows: 2, columns: 30, seed: 9)
        var generator = SeededGenerator(seed: 10)
        var rows = try FeatureMatrix(
            rows: 200, columns: 30,
            values: (0..<6000).map { place in
                let (row, column) = place.quotientAndRemainder(dividingBy: 30)
                return 3 + (0..<2).reduce(0) { $0 + scores.values[row * 2 + $1] * loadings.values[$1 * 30 + column] }
            })
        let whole = rows
        var weights = rows
        for place in rows.values.indices {
            weights.values[place] = 1
            switch generator.index(below: 6) {
            case 0: rows.values[place] = .nan
            case 1:
                rows.values[place] = 1000
                weights.values[place] = 0
            default: break
            }
        }
        let fitted = try settings(2).fit(rows, weights: weights, seed: 1)
        let back = try fitted.inverse(fitted.transform(rows, weights: weights))
        let worst = zip(back.values, whole.values).map { ($0 - $1).magnitude }.max() ?? 1
        #expect(worst < 0.05, "values that were not known come back")
    }

    /// 120 rows of 40 values: six components and noise of unequal errors; two values in five are not known. From a linear
    /// congruential generator.
    private func spoilt() throws -> (rows: FeatureMatrix, weights: FeatureMatrix) {
        var state: UInt64 = 4321
        func uniform() -> Double {
            state = (state * 1_103_515_245 + 12_345) & 0x7fff_ffff
            return Double(state) / Double(0x8000_0000 as UInt64)
        }
        func normal() -> Double { uniform() + uniform() + uniform() + uniform() - 2 }
        let loadings = (0..<6).map { _ in (0..<40).map { _ in normal() } }
        var values: [Float] = [], weights: [Float] = []
        for _ in 0..<120 {
            var scores: [Double] = [], size = 0.8
            for _ in 0..<6 {
                scores.append(size * normal())
                size *= 0.9
            }
            for column in 0..<40 {
                let error = 0.3 + 0.7 * uniform(), isKnown = uniform() >= 0.4
                var value = 2 + error * normal()
                for number in 0..<6 { value += scores[number] * loadings[number][column] }
                values.append(Float(value))
                weights.append(isKnown ? Float(1 / (error * error)) : 0)
            }
        }
        return (
            try FeatureMatrix(rows: 120, columns: 40, values: values),
            try FeatureMatrix(rows: 120, columns: 40, values: weights)
        )
    }

    /// The expected sum is the least of four fits of alternating least squares in double precision (numpy), from random
    /// starts to a change below 10⁻¹⁰ of it.
    @Test("six components of spoilt rows leave as little as a converged fit in double precision", arguments: [1, 2, 3])
    func converged(seed: UInt64) throws {
        let (rows, weights) = try spoilt()
        var settings = PrincipalComponents()
        settings.components = 6
        let fitted = try settings.fit(rows, weights: weights, seed: seed)
        let back = try fitted.inverse(fitted.transform(rows, weights: weights))
        var sum = 0.0
        for place in rows.values.indices {
            let difference = Double(rows.values[place]) - Double(back.values[place])
            sum += Double(weights.values[place]) * difference * difference
        }
        #expect(abs(sum / 611.56128 - 1) < 1e-3)
    }

    @Test("one, two and seven threads give equal bits")
    func threads() throws {
        let matrix = try noise(rows: 150, columns: 40)
        let weights = try FeatureMatrix(rows: 150, columns: 40, values: (0..<6000).map { Float($0 % 5) })
        var pca = settings(3)
        pca.maximumRounds = 5
        let one = try pca.fit(matrix, weights: weights, seed: 4, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try pca.fit(matrix, weights: weights, seed: 4, context: ExecutionContext(threads: threads)) == one)
        }
    }

    @Test("rows and columns of which nothing is known count as nothing; bad weights are refused")
    func unknown() throws {
        var matrix = try noise(rows: 40, columns: 5)
        for row in 0..<40 { matrix.values[row * 5 + 2] = .nan }
        for column in 0..<5 { matrix.values[7 * 5 + column] = .nan }
        let fitted = try settings(2).fit(matrix, weights: nil, seed: 1)
        #expect(fitted.mean[2] == 0)
        #expect(fitted.components[0].dropFirst(2).first == 0)
        #expect(try fitted.transform(matrix, weights: nil)[7].allSatisfy { $0 == 0 })
        var weights = try noise(rows: 40, columns: 5)
        #expect { try settings(2).fit(matrix, weights: weights, seed: 1) } throws: { "\($0)".hasPrefix("LRN007") }
        weights = try noise(rows: 4, columns: 5)
        #expect { try settings(2).fit(matrix, weights: weights, seed: 1) } throws: { "\($0)".hasPrefix("LRN001") }
    }
}
