// SPDX-License-Identifier: Apache-2.0

/// What is gained by leaving the least certain rows unanswered ("none of these"): accuracy of the rest against how many
/// are answered.
public struct RejectionCurve: Sendable, Hashable, Codable {
    /// Rows of at least this certainty are answered.
    public struct Point: Sendable, Hashable, Codable {
        public var threshold: Double
        /// Share of the rows that are answered.
        public var coverage: Double
        /// Share of the answered rows that are right.
        public var accuracy: Double
    }

    /// One for each distinct certainty, the most certain first; the last answers all.
    public var points: [Point]

    /// - Parameters:
    ///   - certainty: higher where an answer is likelier right, such as the best probability, or an outlier score with
    ///     its sign turned; not NaN.
    ///   - isRight: whether the answer to each row is right.
    /// - Throws: ``LearningError`` if lengths differ or a certainty is NaN.
    public init(certainty: [Double], isRight: [Bool]) throws(LearningError) {
        let ranking = try RankingCurve(scores: certainty, isMember: isRight)
        points = ranking.points.map { point in
            let right = point.truePositiveRate * Double(ranking.members)
            let answered =
                ranking.members > 0 && right > 0
                ? right / point.precision : point.falsePositiveRate * Double(ranking.others)
            return Point(
                threshold: point.threshold, coverage: answered / Double(isRight.count), accuracy: point.precision)
        }
    }

    /// The least threshold at which the answers are right often enough; `nil` if none is.
    public func threshold(forAccuracy accuracy: Double) -> Point? { points.last { $0.accuracy >= accuracy } }

    /// At most `count` points, evenly chosen by rank, the last always among them: for drawing.
    public func thinned(to count: Int) -> RejectionCurve {
        guard points.count > max(count, 2) else { return self }
        var copy = self
        let last = points.count - 1
        copy.points = (0..<max(count, 2)).map { points[$0 * last / (max(count, 2) - 1)] }
        return copy
    }
}
