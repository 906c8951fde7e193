// SPDX-License-Identifier: Apache-2.0

public import Execution

/// A grown forest: the trees, what the rows left out of each say about its error, and how much each column was used.
public struct FittedForest: Sendable, Hashable {
    public let classCount: Int
    public let columnCount: Int
    /// Mean decrease of impurity per column, adding up to 1 (or all 0 if no tree has a split); m values.
    ///
    /// Biased towards columns with many distinct values; neighbours that tell the same share their importance.
    public let importance: [Double]
    /// What the trees that did not see a row say of it: n × K; NaN where every tree saw the row.
    public let outOfBag: ClassProbabilities
    /// Share of the rows that their out-of-bag vote gets wrong, of those that have one; NaN if none has.
    public let outOfBagError: Double
    let trees: [ForestTree]

    public var treeCount: Int { trees.count }
}

/// One tree; node 0 is the root, and the right child follows the left one.
struct ForestTree: Sendable, Hashable {
    /// The column a node asks for.
    var column: [Int32]
    /// A value of at most this goes left; NaN goes right.
    var threshold: [Float]
    /// The left child, or for a leaf −1 − (its number in ``leaves``).
    var left: [Int32]
    /// Class probabilities of the leaves, leaves × K.
    var leaves: [Float]
}

extension FittedForest: FittedClassification {
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        throw LearningError.noRows
    }
}

extension FittedForest: Codable {
    public init(from decoder: any Decoder) throws {
        throw LearningError.noRows
    }
    public func encode(to encoder: any Encoder) throws {
    }
}
