// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation
public import Learning

/// Boosted trees that were grown: a value that predicts.
public struct FittedBoosting: Sendable, Hashable {
    /// K, the number of classes.
    public let classCount: Int
    /// m, the columns that rows must have.
    public let columnCount: Int
    /// Rounds kept: all, or those up to the best one if growing stopped early.
    public let rounds: Int
    /// Each column's share of the gain of all splits, adding up to 1 (or all 0 without splits); m values.
    public let importance: [Double]
    /// The classes that had rows, and the scores they start with.
    let classes: [Int]
    let starts: [Float]
    /// XGBoost's own bytes (UBJSON).
    let model: [UInt8]

    init(
        classCount: Int, columnCount: Int, rounds: Int, classes: [Int], starts: [Float], importance: [Double],
        model: [UInt8]
    ) {
        self.classCount = classCount
        self.columnCount = columnCount
        self.rounds = rounds
        self.classes = classes
        self.starts = starts
        self.importance = importance
        self.model = model
    }
}

extension FittedBoosting: FittedClassification {
    /// The softmax of the trees' sums; 0 for classes that had no rows.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``BoostingError``, or `CancellationError`.
    /// - Complexity: O(n · rounds · K · depth), and 8 n m bytes.
    public func probabilities(
        of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        try context.cancellation.check()
        var result = ClassProbabilities(classCount: classCount, rowCount: matrix.rowCount)
        guard matrix.rowCount > 0 else { return result }
        let booster = try Booster(model: model, threads: context.threads)
        let scores = try booster.scores(BoosterRows(matrix, threads: context.threads))
        var probabilities = [Double](repeating: 0, count: classes.count)
        for row in 0..<matrix.rowCount {
            softmax(
                scores[row * classes.count..<(row + 1) * classes.count], starts: starts, into: &probabilities)
            for (place, number) in classes.enumerated() { result[row, number] = Float(probabilities[place]) }
        }
        return result
    }
}
