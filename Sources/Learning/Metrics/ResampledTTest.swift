// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether one classifier scores higher than another over the folds of a (repeated) cross-validation: Student's test
/// with the variance corrected for training sets that overlap.
///
/// The plain test takes folds for independent and finds differences where there are none.
///
/// - SeeAlso: Nadeau & Bengio 2003, doi:10.1023/A:1024068626366, §3.2; Bouckaert & Frank 2004,
///   doi:10.1007/978-3-540-24775-3_3, for repeated cross-validation.
public struct ResampledTTest: Sendable, Hashable, Codable {
    /// Mean of second minus first.
    public var meanDifference: Double
    /// t, with ``degreesOfFreedom``.
    public var statistic: Double
    public var degreesOfFreedom: Int
    /// Two-sided probability of a t at least as great by chance; 1 if all differences are 0.
    public var probability: Double

    /// - Parameters:
    ///   - first: scores of one classifier, a fold each.
    ///   - second: scores of the other on the same folds.
    ///   - testShare: rows tested over rows learnt from: 1 / (folds − 1) in a cross-validation.
    /// - Throws: ``LearningError`` if lengths differ, there are fewer than two folds, or the share is not above 0.
    public init(first: [Double], second: [Double], testShare: Double) throws(LearningError) {
        guard first.count == second.count else {
            throw .wrongLength(what: "second scores", have: second.count, need: first.count)
        }
        guard first.count >= 2 else { throw .wrongLength(what: "scores", have: first.count, need: 2) }
        guard testShare > 0, testShare.isFinite else {
            throw .badSetting(name: "testShare", text: "\(testShare)", allowed: "a finite number above 0")
        }
        let differences = zip(second, first).map(-)
        let count = Double(differences.count)
        let mean = differences.reduce(0, +) / count
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        meanDifference = mean
        degreesOfFreedom = differences.count - 1
        if variance > 0 {
            statistic = mean / ((1 / count + testShare) * variance).squareRoot()
            probability = StudentDistribution.twoSided(statistic, degreesOfFreedom: Double(degreesOfFreedom))
        } else {
            statistic = mean == 0 ? 0 : (mean > 0 ? .infinity : -.infinity)
            probability = mean == 0 ? 1 : 0
        }
    }
}

/// Student's t.
enum StudentDistribution {
    /// Probability of |T| ≥ |t|: the incomplete beta function I(ν / (ν + t²); ν/2, 1/2).
    static func twoSided(_ statistic: Double, degreesOfFreedom: Double) -> Double {
        let x = degreesOfFreedom / (degreesOfFreedom + statistic * statistic)
        return incompleteBeta(x, degreesOfFreedom / 2, 0.5)
    }

    /// Regularised; by its continued fraction (DLMF 8.17.22), evaluated as Lentz proposed.
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        // The fraction converges fast on this side only.
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let front = exp(a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)) / a
        let tiny = 1e-300
        var numerator = 1.0, denominator = 0.0, value = 1.0
        for step in 0..<1000 {
            let m = Double(step / 2)
            let term =
                step == 0
                ? 1
                : step % 2 == 0
                    ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                    : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            denominator = 1 + term * denominator
            if abs(denominator) < tiny { denominator = tiny }
            denominator = 1 / denominator
            numerator = 1 + term / numerator
            if abs(numerator) < tiny { numerator = tiny }
            let change = numerator * denominator
            value *= change
            if step > 0, abs(change - 1) < 1e-16 { break }
        }
        return front * (value - 1)
    }
}
