// SPDX-License-Identifier: Apache-2.0

public import Execution

/// A grown forest: the trees, what the rows left out of each say about its error, and how much each column was used.
public struct FittedForest: Sendable, Hashable {
    /// K, the number of classes.
    public let classCount: Int
    /// m, the columns that rows must have.
    public let columnCount: Int
    /// Mean decrease of impurity per column, adding up to 1 (or all 0 if no tree has a split); m values.
    ///
    /// Biased towards columns with many distinct values; columns that tell the same share their importance.
    public let importance: [Double]
    /// What the trees that did not see a row say of it: n × K; NaN where every tree saw the row.
    public internal(set) var outOfBag: ClassProbabilities
    /// Share of the rows that their out-of-bag vote gets wrong, of those that have one; NaN if none has.
    public let outOfBagError: Double
    let mean: TreeMean

    var trees: [ForestTree] { mean.trees }

    /// Trees that vote, each with equal weight.
    public var treeCount: Int { trees.count }

    /// Nodes of all trees, leaves included.
    public var nodeCount: Int { trees.reduce(0) { $0 + $1.nodes.count } }

    /// The forest without ``outOfBag``, which grows with the rows it learnt from: the form to store.
    public var withoutTrainingRows: FittedForest {
        var copy = self
        copy.outOfBag = ClassProbabilities(classCount: classCount, values: [])
        return copy
    }
}

extension FittedForest: FittedClassification {
    /// The mean of the trees' class probabilities; NaN goes the way that NaN went in training.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, or `CancellationError`.
    /// - Complexity: O(n · trees · depth).
    public func probabilities(
        of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        return ClassProbabilities(
            classCount: classCount, values: try mean.values(of: matrix, context: context))
    }
}
