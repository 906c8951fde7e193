// SPDX-License-Identifier: Apache-2.0

public import Execution

/// The scores of a set of predictions, each with its confidence interval.
public struct ScoreIntervals: Sendable, Hashable, Codable {
    /// Share of the rows that were taken for what they are, 0 to 1.
    public var accuracy: Interval
    /// Mean recall of the classes that occur, 0 to 1: every class weighs the same.
    public var balancedAccuracy: Interval
    /// Mean F1 of the classes that occur or are predicted, 0 to 1.
    public var macroF1: Interval
    /// One per class.
    public var precision: [Interval]
    /// One per class; NaN for a class that does not occur.
    public var recall: [Interval]
    /// One per class; NaN for a class that does not occur.
    public var f1: [Interval]

    /// - Parameter bootstrap: made with the groups of these rows.
    /// - Throws: ``LearningError`` if lengths differ or a class is out of range; `CancellationError`.
    public init(
        labels: [Int], predictions: [Int], classCount: Int, bootstrap: GroupBootstrap, context: ExecutionContext
    ) throws {
        _ = try ConfusionMatrix(labels: labels, predictions: predictions, classCount: classCount)
        let intervals = try bootstrap.intervals(context: context) { rows in
            var matrix = ConfusionMatrix(classCount: classCount)
            for row in rows { matrix.add(label: labels[row], prediction: predictions[row]) }
            let classes = 0..<classCount
            return [matrix.accuracy, matrix.balancedAccuracy, matrix.macroF1]
                + classes.map { matrix.predicted(as: $0) > 0 ? matrix.precision(of: $0) : .nan }
                + classes.map { matrix.support(of: $0) > 0 ? matrix.recall(of: $0) : .nan }
                + classes.map { matrix.support(of: $0) > 0 ? matrix.f1(of: $0) : .nan }
        }
        accuracy = intervals[0]
        balancedAccuracy = intervals[1]
        macroF1 = intervals[2]
        precision = Array(intervals[3..<(3 + classCount)])
        recall = Array(intervals[(3 + classCount)..<(3 + 2 * classCount)])
        f1 = Array(intervals[(3 + 2 * classCount)...])
    }
}
