// SPDX-License-Identifier: Apache-2.0

/// How conformal sets keep their promise on rows that had no part in making them.
public struct ConformalCheck: Sendable, Codable, Hashable {
    /// What was promised.
    public var promised: Double
    /// Share of the rows whose set holds their class.
    public var coverage: Double
    /// The same for each class; NaN for a class without rows.
    public var classCoverage: [Double]
    /// Classes in a set, the mean over rows.
    public var meanSize: Double
    /// Share of the rows whose set has 0, 1, 2, … K classes.
    public var sizes: [Double]

    /// - Parameter sets: n × K, as ``ConformalSets/sets(_:)`` gives.
    /// - Throws: ``LearningError`` if lengths differ or a label is out of range.
    public init(labels: [Int], sets: [Bool], classCount: Int, promised: Double) throws(LearningError) {
        guard sets.count == labels.count * classCount else {
            throw .wrongLength(what: "sets", have: sets.count, need: labels.count * classCount)
        }
        var sizes = [Int](repeating: 0, count: classCount + 1), held = [Int](repeating: 0, count: classCount)
        var counts = held
        for (row, label) in labels.enumerated() {
            guard (0..<classCount).contains(label) else {
                throw .labelOutOfRange(row: row, label: label, classes: classCount)
            }
            sizes[sets[row * classCount..<(row + 1) * classCount].count(where: { $0 })] += 1
            counts[label] += 1
            held[label] += sets[row * classCount + label] ? 1 : 0
        }
        let total = Double(labels.count)
        self.promised = promised
        coverage = Double(held.reduce(0, +)) / total
        classCoverage = zip(held, counts).map { Double($0) / Double($1) }
        self.sizes = sizes.map { Double($0) / total }
        meanSize = self.sizes.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }

    /// Calibrates on the predictions of all folds but one and looks at that one, for each fold in turn.
    ///
    /// - Throws: as ``ConformalSets``.
    public static func acrossFolds(
        labels: [Int], probabilities: ClassProbabilities, groups: [Int], folds: [Int], score: ConformalSets.Score,
        coverage: Double, perClass: Bool = false
    ) throws(LearningError) -> ConformalCheck {
        try probabilities.check(labels: labels)
        guard folds.count == labels.count, groups.count == labels.count else {
            throw .wrongLength(what: "folds and groups", have: min(folds.count, groups.count), need: labels.count)
        }
        let classCount = probabilities.classCount
        var sets = [Bool](repeating: false, count: labels.count * classCount)
        for fold in Set(folds).sorted() {
            let others = folds.indices.filter { folds[$0] != fold }, own = folds.indices.filter { folds[$0] == fold }
            let conformal = try ConformalSets(
                labels: others.map { labels[$0] }, probabilities: probabilities.rows(others),
                groups: others.map { groups[$0] }, score: score, coverage: coverage, perClass: perClass)
            let flags = conformal.sets(probabilities.rows(own))
            for (place, row) in own.enumerated() {
                for number in 0..<classCount { sets[row * classCount + number] = flags[place * classCount + number] }
            }
        }
        return try ConformalCheck(labels: labels, sets: sets, classCount: classCount, promised: coverage)
    }
}
