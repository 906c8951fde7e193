// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Two sets of predictions for the same rows, from the same splits: how much better is the second?
public struct PairedComparison: Sendable, Hashable, Codable {
    /// Accuracy of the second minus accuracy of the first.
    public var accuracy: Interval
    /// Macro F1 of the second minus macro F1 of the first.
    public var macroF1: Interval

    /// - Parameters:
    ///   - first: predicted classes, such as a baseline's.
    ///   - second: predicted classes for the same rows.
    ///   - bootstrap: made with the groups of these rows.
    /// - Throws: ``LearningError`` if lengths differ or a class is out of range; `CancellationError`.
    public init(
        labels: [Int], first: [Int], second: [Int], classCount: Int, bootstrap: GroupBootstrap,
        context: ExecutionContext
    ) throws {
        // Checks lengths and ranges once, for all the resamples.
        _ = try ConfusionMatrix(labels: labels, predictions: first, classCount: classCount)
        _ = try ConfusionMatrix(labels: labels, predictions: second, classCount: classCount)
        let intervals = try bootstrap.intervals(context: context) { rows in
            var one = ConfusionMatrix(classCount: classCount), two = one
            for row in rows {
                one.add(label: labels[row], prediction: first[row])
                two.add(label: labels[row], prediction: second[row])
            }
            return [two.accuracy - one.accuracy, two.macroF1 - one.macroF1]
        }
        accuracy = intervals[0]
        macroF1 = intervals[1]
    }
}
