// SPDX-License-Identifier: Apache-2.0

import Learning
import Testing

/// Expected numbers: scipy 1.16 (`binomtest`, `t.sf`).
@Suite struct PairedTestsTests {
    @Test("McNemar's exact test is the binomial test of the rows that differ")
    func mcNemar() throws {
        #expect(abs(McNemarTest(firstOnly: 3, secondOnly: 12).probability - 0.03515625) < 1e-12)
        #expect(McNemarTest(firstOnly: 7, secondOnly: 7).probability == 1)
        #expect(McNemarTest(firstOnly: 0, secondOnly: 0).probability == 1)
        let test = try McNemarTest(labels: [0, 1, 1, 0], first: [0, 1, 0, 1], second: [0, 0, 1, 1])
        #expect(test.firstOnly == 1 && test.secondOnly == 1)
        #expect { _ = try McNemarTest(labels: [0], first: [], second: [0]) } throws: {
            "\($0)".hasPrefix("LRN001: first")
        }
    }

    @Test("the corrected t-test over folds is Nadeau and Bengio's")
    func resampled() throws {
        let differences = [0.01, 0.03, -0.01, 0.02, 0.04, 0.0, 0.02, 0.03, 0.01, 0.02]
        let test = try ResampledTTest(
            first: differences.map { _ in 0.5 }, second: differences.map { $0 + 0.5 }, testShare: 1 / 9)
        #expect(abs(test.statistic - 2.4758059460471302) < 1e-10)
        #expect(abs(test.probability - 0.035233052530102026) < 1e-12)
        #expect(abs(test.meanDifference - 0.017) < 1e-15)
    }

    @Test("equal scores differ by chance, a constant difference does not")
    func constant() throws {
        let equal = try ResampledTTest(first: [1, 2], second: [1, 2], testShare: 0.5)
        #expect(equal.probability == 1 && equal.statistic == 0)
        let better = try ResampledTTest(first: [1, 2], second: [2, 3], testShare: 0.5)
        #expect(better.probability == 0 && better.statistic == .infinity)
        #expect { _ = try ResampledTTest(first: [1], second: [1], testShare: 0.5) } throws: {
            "\($0)".hasPrefix("LRN001")
        }
    }

    @Test(
        "tails of Student's t are scipy's",
        arguments: [
            (0.5, 1, 0.7048327646991335), (2.0, 4, 0.11611652351681556), (3.3, 29, 0.0025669142292085896),
            (10, 9, 3.578237431924736e-06),
        ])
    func tails(statistic: Double, degrees: Int, expected: Double) throws {
        // Folds whose corrected t is the wanted one: half at mean + d, half at mean − d (and one at the mean).
        let count = degrees + 1, share = 0.1
        var differences = (0..<count).map { $0 % 2 == 0 ? 1.0 : -1.0 }
        if count % 2 == 1 { differences[count - 1] = 0 }
        let variance = differences.reduce(0) { $0 + $1 * $1 } / Double(count - 1)
        let mean = statistic * ((1 / Double(count) + share) * variance).squareRoot()
        let test = try ResampledTTest(
            first: differences.map { _ in 0 }, second: differences.map { $0 + mean }, testShare: share)
        #expect(abs(test.probability / expected - 1) < 1e-9)
    }
}
