// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Something that can learn classes from examples: settings in, a fitted value out.
///
/// The contract of scikit-learn in Swift's types: an estimator holds settings only and checks them in `fit`; what it
/// learnt is another type, so "not fitted" cannot happen. Equal data, settings and seed give equal bits for any number
/// of threads.
public protocol ClassificationEstimator: Sendable, Codable, Hashable {
    /// What `fit` gives: a value that predicts.
    associatedtype Fitted: FittedClassification

    /// Learns from rows with known classes.
    ///
    /// - Parameters:
    ///   - matrix: n × m.
    ///   - labels: n class numbers in `0..<classCount`.
    ///   - classCount: number of classes; a class without any row is allowed and never predicted.
    ///   - weights: n weights ≥ 0 of the rows; `nil` for all equal.
    ///   - seed: source of every random choice.
    /// - Throws: ``LearningError``, or `CancellationError`.
    func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> Fitted
}

extension ClassificationEstimator {
    /// Learns from rows of equal weight.
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, seed: UInt64,
        context: ExecutionContext = ExecutionContext()
    ) throws -> Fitted {
        try fit(matrix, labels: labels, classCount: classCount, weights: nil, seed: seed, context: context)
    }
}

/// What an estimator learnt; a value that can be stored and sent.
public protocol FittedClassification: Sendable, Codable, Hashable {
    /// K, the number of classes it was fitted with, those without any row included.
    var classCount: Int { get }
    /// Columns that rows must have.
    var columnCount: Int { get }

    /// The probability of each class for each row.
    ///
    /// - Returns: n probability vectors of ``classCount`` numbers that add up to 1.
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, or `CancellationError`.
    func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities
}

extension FittedClassification {
    /// The most probable class of each row; of equal ones the first.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, or `CancellationError`.
    public func predict(_ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()) throws -> [Int] {
        try probabilities(of: matrix, context: context).mostProbable
    }
}
