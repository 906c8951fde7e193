// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// One tree: node 0 is the root, children come after their parent, and the right child follows the left one.
struct ForestTree: Sendable, Codable, Hashable {
    var nodes: [ForestNode]
    /// Class probabilities of the leaves, leaves × K; or their mean targets.
    var leaves: [Float]

    /// Adds what the tree says of some rows of a matrix, in the order of `rows`, to `sums`.
    func addLeaves(of matrix: FeatureMatrix, rows: [UInt32], width: Int, to sums: inout [Float]) {
        withNodes { nodes in
            secchi_forest_predict(
                nodes.baseAddress, leaves, UInt32(width), matrix.values, matrix.columnCount, rows, rows.count,
                &sums)
        }
    }

    /// The nodes in eight bytes each; `nil` if they do not fit.
    func packed(width: Int) -> [secchi_forest_packed]? {
        let packed = withNodes { nodes in
            [secchi_forest_packed](unsafeUninitializedCapacity: nodes.count) { buffer, count in
                let fits = secchi_forest_pack(nodes.baseAddress, nodes.count, leaves, UInt32(width), buffer.baseAddress)
                count = fits == 0 ? 0 : nodes.count
            }
        }
        return packed.isEmpty ? nil : packed
    }

    private func withNodes<Result>(_ body: (UnsafeBufferPointer<secchi_forest_node>) -> Result) -> Result {
        nodes.withUnsafeBufferPointer { buffer in
            // ForestNode has the layout of secchi_forest_node.
            buffer.withMemoryRebound(to: secchi_forest_node.self, body)
        }
    }
}

/// A question, or a leaf; laid out as the kernels want it.
struct ForestNode: Sendable, Codable, Hashable {
    /// The column asked for; negative for a leaf.
    var column: Int32 = -1
    /// A value of at most this goes left; greater ones and NaN go right.
    var threshold: Float = 0
    /// The left child; for a leaf its number among the leaves.
    var child: Int32 = 0
}
