// SPDX-License-Identifier: Apache-2.0

import CKernels

/// One tree: node 0 is the root, children come after their parent, and the right child follows the left one.
struct ForestTree: Sendable, Hashable {
    var nodes: [ForestNode]
    /// Class probabilities of the leaves, leaves × K.
    var leaves: [Float]

    /// Adds the tree's probabilities of some rows of a matrix, in the order of `rows`, to `sums`.
    func addProbabilities(of matrix: FeatureMatrix, rows: [UInt32], classCount: Int, to sums: inout [Float]) {
        nodes.withUnsafeBufferPointer { buffer in
            // ForestNode has the layout of secchi_forest_node.
            buffer.withMemoryRebound(to: secchi_forest_node.self) { nodes in
                secchi_forest_predict(
                    nodes.baseAddress, leaves, UInt32(classCount), matrix.values, matrix.columnCount, rows, rows.count,
                    &sums)
            }
        }
    }
}

/// A question, or a leaf; laid out as the kernels want it.
struct ForestNode: Sendable, Hashable {
    /// The column asked for; negative for a leaf.
    var column: Int32 = -1
    /// A value of at most this goes left; greater ones and NaN go right.
    var threshold: Float = 0
    /// The left child; for a leaf its number among the leaves.
    var child: Int32 = 0
}
