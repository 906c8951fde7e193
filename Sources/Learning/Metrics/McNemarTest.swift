// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Whether two classifiers err on the same rows equally often: the exact test on the rows that one gets right and the
/// other wrong.
///
/// It takes rows to be independent trials. Where objects have several spectra, give one row per object, or use
/// ``PairedComparison``, which resamples objects.
///
/// - SeeAlso: McNemar 1947, doi:10.1007/BF02295996.
public struct McNemarTest: Sendable, Hashable, Codable {
    /// Rows that only the first, and only the second, gets right.
    public var firstOnly: Int
    public var secondOnly: Int
    /// Two-sided probability of a split at least as uneven by chance; 1 without any such row.
    public var probability: Double

    public init(firstOnly: Int, secondOnly: Int) {
        self.firstOnly = firstOnly
        self.secondOnly = secondOnly
        let total = firstOnly + secondOnly, least = min(firstOnly, secondOnly)
        var sum = 0.0
        for count in 0...least {
            sum += exp(
                lgamma(Double(total + 1)) - lgamma(Double(count + 1)) - lgamma(Double(total - count + 1))
                    - Double(total) * log(2.0))
        }
        probability = min(1, 2 * sum)
    }

    /// - Throws: ``LearningError/wrongLength(what:have:need:)``.
    public init(labels: [Int], first: [Int], second: [Int]) throws(LearningError) {
        guard first.count == labels.count else {
            throw .wrongLength(what: "first predictions", have: first.count, need: labels.count)
        }
        guard second.count == labels.count else {
            throw .wrongLength(what: "second predictions", have: second.count, need: labels.count)
        }
        let rows = labels.indices
        self.init(
            firstOnly: rows.count { first[$0] == labels[$0] && second[$0] != labels[$0] },
            secondOnly: rows.count { first[$0] != labels[$0] && second[$0] == labels[$0] })
    }
}
