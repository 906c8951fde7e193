// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Foundation
public import Learning

/// What the methods of an ensemble learnt, each as the bytes that its own module reads.
public struct FittedEnsemble: FittedClassification {
    /// One method.
    public struct Part: Sendable, Codable, Hashable {
        /// Its module.
        public var module: String
        /// What its probabilities count, relative to the others'.
        public var weight: Double
        /// What it learnt, in the module's own form.
        public var payload: Data
        /// The size of what it learnt, in words.
        public var description: String
    }

    public let classCount: Int
    public let columnCount: Int
    /// The methods, in the order in which they were named.
    public let parts: [Part]

    /// The weighted mean of what the methods say.
    ///
    /// - Throws: `LearningError` for another number of columns; ``ClassifierError`` for bytes that are not of their
    ///   method; `CancellationError`.
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        var sum = [Double](repeating: 0, count: matrix.rowCount * classCount)
        let total = parts.reduce(0) { $0 + $1.weight }
        for part in parts {
            let fitted: any FittedClassification = try EnsembleModule.module(part.module).fitted(from: part.payload)
            guard fitted.classCount == classCount, fitted.columnCount == columnCount else {
                throw ClassifierError.notAModel(
                    file: "its payload", reason: "its \(part.module) does not fit the other methods")
            }
            let said = try fitted.probabilities(of: matrix, context: context.reporting(part.module))
            for place in sum.indices { sum[place] += part.weight / total * Double(said.values[place]) }
        }
        return ClassProbabilities(classCount: classCount, values: sum.map(Float.init))
    }
}
