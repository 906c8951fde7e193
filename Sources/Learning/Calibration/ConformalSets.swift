// SPDX-License-Identifier: Apache-2.0

/// Sets of classes that hold the true one with a probability promised beforehand, whatever the classifier: split
/// conformal prediction.
///
/// Calibrated on rows that were not learnt from, a new row's set holds its class with probability at least
/// ``coverage``, if new objects are drawn like those calibrated on. Objects count alike however many spectra they have
/// (a quantile with weights, and one object at infinity): the promise is for a spectrum of a new object.
///
/// - SeeAlso: Sadinle et al. 2019, doi:10.1080/01621459.2017.1395341 (LAC); Romano et al. 2020, arXiv:2006.02544 (APS,
///   here without random ties); Lee, Barber & Willett 2023, arXiv:2306.06342 (objects with several rows).
public struct ConformalSets: Sendable, Codable, Hashable {
    /// What makes a class strange for a row.
    public enum Score: String, Sendable, Codable, Hashable, CaseIterable {
        /// One minus its probability: the smallest sets.
        case leastAmbiguous
        /// The probability of all classes down to it, the most probable first: sets that adapt to how hard a row is.
        case adaptive
    }

    public let score: Score
    /// The promised share of rows whose set holds their class.
    public let coverage: Double
    /// The greatest strangeness in a set: one for all classes, or one for each; infinite where there were too few
    /// objects to promise anything.
    public let thresholds: [Double]
    private let classCount: Int

    /// - Parameters:
    ///   - groups: any number per row, equal for rows of one object; `nil` if all are of different ones.
    ///   - perClass: whether the promise holds for each class by itself, which rare classes need; sets are larger.
    /// - Throws: ``LearningError`` if lengths differ, a label is out of range, there is no row, or the coverage is not
    ///   between 0 and 1.
    public init(
        labels: [Int], probabilities: ClassProbabilities, groups: [Int]? = nil, score: Score = .leastAmbiguous,
        coverage: Double = 0.9, perClass: Bool = false
    ) throws(LearningError) {
        try probabilities.check(labels: labels)
        guard coverage > 0, coverage < 1 else {
            throw .badSetting(name: "coverage", text: "\(coverage)", allowed: "a share above 0 and below 1")
        }
        if let groups, groups.count != labels.count {
            throw .wrongLength(what: "groups", have: groups.count, need: labels.count)
        }
        let rows = probabilities.knownRows
        guard !rows.isEmpty else { throw .noRows }
        self.score = score
        self.coverage = coverage
        classCount = probabilities.classCount
        let strangeness = rows.map { Self.strangeness(probabilities, row: $0, score)[labels[$0]] }
        func threshold(_ places: [Int]) -> Double {
            Self.quantile(
                coverage, places.map { strangeness[$0] }, groups: places.map { groups?[rows[$0]] ?? rows[$0] })
        }
        let all = Array(rows.indices)
        thresholds =
            perClass
            ? (0..<probabilities.classCount).map { number in threshold(all.filter { labels[rows[$0]] == number }) }
            : [threshold(all)]
    }

    /// n × K, row-major: whether each class is in the row's set. A row of NaN has all classes.
    public func sets(_ probabilities: ClassProbabilities) -> [Bool] {
        (0..<probabilities.rowCount).flatMap { row in
            Self.strangeness(probabilities, row: row, score).enumerated().map { number, value in
                // A sum of float shares may exceed by rounding what it equals.
                !(value > thresholds[thresholds.count == 1 ? 0 : number] + 1e-6)
            }
        }
    }

    private static func strangeness(_ probabilities: ClassProbabilities, row: Int, _ score: Score) -> [Double] {
        let own = probabilities[row].map(Double.init)
        switch score {
        case .leastAmbiguous: return own.map { 1 - $0 }
        case .adaptive: return own.map { value in own.reduce(0) { $0 + ($1 >= value ? $1 : 0) } }
        }
    }

    /// The least value that a share of 1 / (G + 1) for each group, even among its rows, adds up to the coverage at.
    private static func quantile(_ coverage: Double, _ values: [Double], groups: [Int]) -> Double {
        var counts: [Int: Int] = [:]
        for group in groups { counts[group, default: 0] += 1 }
        let need = coverage * Double(counts.count + 1)
        var sum = 0.0
        for place in values.indices.sorted(by: { values[$0] < values[$1] }) {
            sum += 1 / Double(counts[groups[place]] ?? 1)
            if sum >= need - 1e-9 { return values[place] }
        }
        return .infinity
    }
}
