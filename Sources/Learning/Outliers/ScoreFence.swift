// SPDX-License-Identifier: Apache-2.0

import Foundation

/// From which score a row is unusual among the others: Tukey's outer fence in the logarithm of the score, three times the
/// distance of the quartiles above the upper one.
///
/// Where scores scatter, as those of spectra of very different noise do, the fence lies higher than where nearly all
/// agree, so that the unusual stay few. Of 10⁶ rows whose logarithms are normal, one or two lie beyond it.
///
/// - SeeAlso: Tukey 1977, Exploratory Data Analysis, §2D.
public enum ScoreFence {
    /// - Parameter scores: those that are not finite and positive are passed over.
    /// - Returns: `nil` for fewer than four scores.
    public static func outer(of scores: [Double]) -> Double? {
        let sorted = scores.filter { $0 > 0 && $0.isFinite }.map { log($0) }.sorted()
        guard sorted.count >= 4 else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1), low = Int(place)
            let high = min(low + 1, sorted.count - 1)
            return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
        }
        let (lower, upper) = (quantile(0.25), quantile(0.75))
        let fence = exp(upper + 3 * (upper - lower))
        return fence.isFinite ? fence : nil
    }
}
