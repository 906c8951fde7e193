// SPDX-License-Identifier: Apache-2.0

/// How well a score puts the rows of one class before all others: ROC and precision against recall, threshold by
/// threshold.
///
/// Equal scores share one threshold. The numbers are those of scikit-learn's `roc_curve` (without dropped points),
/// `roc_auc_score` and `average_precision_score`.
public struct RankingCurve: Sendable, Hashable, Codable {
    /// Rows with at least this score are taken for the class.
    public struct Point: Sendable, Hashable, Codable {
        public var threshold: Double
        /// Share of the class's rows that are taken for it: recall.
        public var truePositiveRate: Double
        /// Share of the other rows that are taken for it; NaN if there are none.
        public var falsePositiveRate: Double
        /// Share of the rows taken for it that are of it.
        public var precision: Double
    }

    /// One for each distinct score, the highest first.
    public var points: [Point]
    /// Rows of the class, and other rows.
    public var members: Int
    public var others: Int
    /// Probability that a row of the class has a higher score than another row, ties counting half: the area below the
    /// ROC curve. 0.5 for chance, 1 for perfect order; NaN if either kind is missing.
    public var area: Double
    /// Σ (recall − recall before) · precision: the area below precision against recall, without interpolation; the share
    /// of the class for chance. NaN without a row of the class.
    public var averagePrecision: Double

    /// - Parameters:
    ///   - scores: higher for what is likelier of the class; not NaN.
    ///   - isMember: whether each row is of the class.
    /// - Throws: ``LearningError`` if lengths differ or a score is NaN.
    public init(scores: [Double], isMember: [Bool]) throws(LearningError) {
        guard scores.count == isMember.count else {
            throw .wrongLength(what: "scores", have: scores.count, need: isMember.count)
        }
        if let row = scores.firstIndex(where: \.isNaN) { throw .notFinite(row: row, column: 0) }
        members = isMember.count(where: { $0 })
        others = isMember.count - members
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        var right = 0, wrong = 0, beforeRight = 0, beforeWrong = 0
        var points: [Point] = [], doubledArea = 0.0, precisionSum = 0.0
        for (place, row) in order.enumerated() {
            if isMember[row] { right += 1 } else { wrong += 1 }
            if place + 1 < order.count, scores[order[place + 1]] == scores[row] { continue }
            let precision = Double(right) / Double(right + wrong)
            points.append(
                Point(
                    threshold: scores[row], truePositiveRate: Double(right) / Double(members),
                    falsePositiveRate: Double(wrong) / Double(others), precision: precision))
            doubledArea += Double(wrong - beforeWrong) * Double(right + beforeRight)
            precisionSum += Double(right - beforeRight) / Double(members) * precision
            (beforeRight, beforeWrong) = (right, wrong)
        }
        self.points = points
        area = members > 0 && others > 0 ? doubledArea / 2 / Double(members) / Double(others) : .nan
        averagePrecision = members > 0 ? precisionSum : .nan
    }

    /// One class against the rest for each class, by its probability.
    ///
    /// - Throws: ``LearningError`` if lengths differ, a label is out of range, or a probability is NaN.
    public static func ofClasses(
        labels: [Int], probabilities: ClassProbabilities
    ) throws(LearningError) -> [RankingCurve] {
        let classCount = probabilities.classCount
        guard labels.count == probabilities.rowCount else {
            throw .wrongLength(what: "labels", have: labels.count, need: probabilities.rowCount)
        }
        if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .labelOutOfRange(row: row, label: labels[row], classes: classCount)
        }
        var curves: [RankingCurve] = []
        for number in 0..<classCount {
            curves.append(
                try RankingCurve(
                    scores: labels.indices.map { Double(probabilities[$0, number]) },
                    isMember: labels.map { $0 == number }))
        }
        return curves
    }

    /// The same areas with at most `count` points, evenly chosen by rank, the last always among them: for drawing.
    public func thinned(to count: Int) -> RankingCurve {
        guard points.count > max(count, 2) else { return self }
        var copy = self
        let last = points.count - 1
        copy.points = (0..<max(count, 2)).map { points[$0 * last / (max(count, 2) - 1)] }
        return copy
    }
}
