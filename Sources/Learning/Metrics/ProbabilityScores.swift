// SPDX-License-Identifier: Apache-2.0

import Foundation

/// How good probabilities are, not only the class they favour; smaller is better for all.
public struct ProbabilityScores: Sendable, Hashable, Codable {
    /// −mean ln p of the true class, p clipped to [ε, 1 − ε] with ε = 2⁻⁵²; nats.
    public var logLoss: Double
    /// Mean over rows of Σₖ (pₖ − [k is true])², 0 to 2 (Brier 1950).
    public var brier: Double
    /// Mean distance, over rows, between the best probability and how often such rows are right; 0 to 1.
    ///
    /// Ten bins of equal width: Guo et al. 2017, arXiv:1706.04599, equation 3.
    public var calibrationError: Double
    /// The bins behind ``calibrationError`` that hold rows.
    public var calibration: [CalibrationBin]

    /// The rows whose best probability lies in one interval.
    public struct CalibrationBin: Sendable, Hashable, Codable {
        /// Does not belong to the bin (but 0 does).
        public var low: Double
        /// Belongs to the bin.
        public var high: Double
        /// Rows in the bin, at least 1.
        public var count: Int
        /// Mean of the best probability of these rows, 0 to 1.
        public var meanProbability: Double
        /// Share of the rows that the best class is right for.
        public var accuracy: Double
    }

    /// - Throws: ``LearningError`` if lengths differ, a label is out of range, or a value is not in 0...1 (NaN is not).
    public init(labels: [Int], probabilities: ClassProbabilities, bins: Int = 10) throws(LearningError) {
        let classes = probabilities.classCount
        guard labels.count == probabilities.rowCount else {
            throw .wrongLength(what: "labels", have: labels.count, need: probabilities.rowCount)
        }
        var logarithms = 0.0, squares = 0.0
        var sums = [(count: Int, probability: Double, right: Int)](repeating: (0, 0, 0), count: max(bins, 1))
        for (row, label) in labels.enumerated() {
            guard (0..<classes).contains(label) else {
                throw .labelOutOfRange(row: row, label: label, classes: classes)
            }
            for column in 0..<classes {
                let value = Double(probabilities[row, column])
                // Sums of many float shares may exceed 1 by their rounding.
                guard value >= 0, value <= 1.00001 else {
                    throw .notAProbability(row: row, column: column, value: value)
                }
                let error = value - (column == label ? 1 : 0)
                squares += error * error
            }
            let ownProbability = Double(probabilities[row, label])
            logarithms -= log(min(max(ownProbability, .ulpOfOne), 1 - .ulpOfOne))
            let best = probabilities.mostProbable(in: row)
            let probability = Double(probabilities[row, best])
            let bin = min(max(Int((probability * Double(sums.count)).rounded(.up)) - 1, 0), sums.count - 1)
            sums[bin].count += 1
            sums[bin].probability += probability
            sums[bin].right += best == label ? 1 : 0
        }
        let count = Double(labels.count)
        logLoss = logarithms / count
        brier = squares / count
        calibration = sums.enumerated().filter { $1.count > 0 }.map { number, sum in
            CalibrationBin(
                low: Double(number) / Double(sums.count), high: Double(number + 1) / Double(sums.count),
                count: sum.count, meanProbability: sum.probability / Double(sum.count),
                accuracy: Double(sum.right) / Double(sum.count))
        }
        calibrationError = calibration.reduce(0) {
            $0 + abs($1.meanProbability - $1.accuracy) * Double($1.count) / count
        }
    }
}
