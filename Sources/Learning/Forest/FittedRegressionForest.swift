// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation

/// A grown forest that tells real numbers; see ``RandomForest/fit(_:targets:weights:seed:context:)``.
public struct FittedRegressionForest: Sendable, Hashable {
    /// Mean decrease of variance per column, adding up to 1 (or all 0 if no tree has a split); m values.
    public let importance: [Double]
    /// What the trees that did not see a row say of it, n values; NaN where every tree saw the row.
    public let outOfBag: [Float]
    /// Root mean square of ``outOfBag`` minus target, in the unit of the targets; NaN if no row has one.
    public let outOfBagError: Double
    let mean: TreeMean

    var trees: [ForestTree] { mean.trees }

    /// m, the columns that rows must have.
    public var columnCount: Int { importance.count }
    /// Trees whose mean is told.
    public var treeCount: Int { trees.count }

    /// The mean of the trees for each row: n values; NaN goes the way that NaN went in training.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, or `CancellationError`.
    /// - Complexity: O(n · trees · depth).
    public func predict(_ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()) throws -> [Float] {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        return try mean.values(of: matrix, context: context)
    }
}

extension FittedRegressionForest: Codable {
    /// Stored as the bytes of a forest with one class whose probabilities are the leaves' means.
    public init(from decoder: any Decoder) throws {
        let stored = try FittedForest(bytes: Data(from: decoder))
        guard stored.classCount == 1 else {
            throw LearningError.damagedForest(reason: "it tells classes, not numbers")
        }
        importance = stored.importance
        outOfBag = stored.outOfBag.values
        outOfBagError = stored.outOfBagError
        mean = stored.mean
    }

    public func encode(to encoder: any Encoder) throws {
        let stored = FittedForest(
            classCount: 1, columnCount: columnCount, importance: importance,
            outOfBag: ClassProbabilities(classCount: 1, values: outOfBag), outOfBagError: outOfBagError, mean: mean)
        try stored.bytes.encode(to: encoder)
    }
}
