// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One number that makes all probabilities surer or less sure: p ∝ p^(1/T), T chosen for the least log-loss.
///
/// It never changes which class is the most probable. Fit it on predictions for rows that were not learnt from.
///
/// - SeeAlso: Guo et al. 2017, arXiv:1706.04599, §4.2.
public struct TemperatureScaling: Sendable, Codable, Hashable {
    /// T: above 1 for probabilities that were too sure; 0.01 to 100.
    public let temperature: Double

    /// Probabilities below this count as this, since none is certain.
    private static let least = 1e-7

    /// - Throws: ``LearningError`` if lengths differ, a label is out of range, or there is no row.
    public init(labels: [Int], probabilities: ClassProbabilities) throws(LearningError) {
        try probabilities.check(labels: labels)
        let rows = probabilities.knownRows
        guard !rows.isEmpty else { throw .noRows }
        // The log-loss is convex in 1 / T: find where its derivative is 0, by Newton's steps inside a shrinking range.
        var low = 0.01, high = 100.0, inverse = 1.0
        for _ in 0..<100 {
            let (slope, curvature) = Self.derivatives(labels, probabilities, rows, inverse)
            if slope > 0 { high = inverse } else { low = inverse }
            var next = curvature > 0 ? inverse - slope / curvature : .nan
            if !(next > low && next < high) { next = (low * high).squareRoot() }
            let isDone = abs(next - inverse) <= 1e-12 * inverse
            inverse = next
            if isDone { break }
        }
        temperature = 1 / inverse
    }

    private static func derivatives(
        _ labels: [Int], _ probabilities: ClassProbabilities, _ rows: [Int], _ inverse: Double
    ) -> (Double, Double) {
        var slope = 0.0, curvature = 0.0
        for row in rows {
            let logarithms = probabilities[row].map { log(max(Double($0), least)) }
            let most = logarithms.max() ?? 0
            var sum = 0.0, first = 0.0, second = 0.0
            for value in logarithms {
                let power = exp(inverse * (value - most))
                sum += power
                first += power * value
                second += power * value * value
            }
            first /= sum
            slope += first - logarithms[labels[row]]
            curvature += second / sum - first * first
        }
        return (slope, curvature)
    }

    /// Rows of NaN stay as they are.
    public func calibrated(_ probabilities: ClassProbabilities) -> ClassProbabilities {
        var result = probabilities
        for row in probabilities.knownRows {
            let powers = probabilities[row].map { pow(max(Double($0), Self.least), 1 / temperature) }
            let sum = powers.reduce(0, +)
            for (number, power) in powers.enumerated() { result[row, number] = Float(power / sum) }
        }
        return result
    }
}

extension TemperatureScaling {
    private enum CodingKeys: String, CodingKey { case temperature }

    /// - Throws: `DecodingError` for a temperature out of range.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        temperature = try container.decode(Double.self, forKey: .temperature)
        guard (0.005...200).contains(temperature) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no temperature from 0.01 to 100"))
        }
    }
}

extension ClassProbabilities {
    /// Rows that are not NaN.
    var knownRows: [Int] { (0..<rowCount).filter { classCount > 0 && !self[$0, 0].isNaN } }

    /// - Throws: ``LearningError`` if lengths differ or a label is out of range.
    func check(labels: [Int]) throws(LearningError) {
        guard labels.count == rowCount else { throw .wrongLength(what: "labels", have: labels.count, need: rowCount) }
        if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .labelOutOfRange(row: row, label: labels[row], classes: classCount)
        }
    }
}
