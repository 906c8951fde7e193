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
    fileprivate func packed(width: Int) -> [secchi_forest_packed]? {
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

extension [ForestTree] {
    /// What the leaves say of each row, as the mean over the trees: n × width.
    func meanLeaves(of matrix: FeatureMatrix, width: Int, context: ExecutionContext) throws -> [Float] {
        // Rows that are sent through all trees together stay in the second cache, and so does each tree meanwhile.
        let ranges = ExecutionContext.ranges(
            of: matrix.rowCount, size: Swift.min(Swift.max((1 << 17) / matrix.columnCount, 32), 512))
        let packed =
            matrix.rowCount < 64
            ? [[secchi_forest_packed]?](repeating: nil, count: count)
            : try context.mapParts(count) { self[$0].packed(width: width) }
        let share = 1 / Float(count)
        let parts = try context.gatherValues(ranges.count) { part in
            var sums = [Float](repeating: 0, count: ranges[part].count * width)
            let keys = packed.contains { $0 != nil } ? matrix.forestKeys(of: ranges[part]) : []
            let rows = ranges[part].map(UInt32.init)
            for (tree, packed) in zip(self, packed) {
                if let packed {
                    secchi_forest_predict_packed(
                        packed, tree.leaves, UInt32(width), keys, matrix.columnCount, ranges[part].count, &sums)
                } else {
                    tree.addLeaves(of: matrix, rows: rows, width: width, to: &sums)
                }
            }
            for place in sums.indices { sums[place] *= share }
            return sums
        }
        return parts.flatMap(\.self)
    }
}

extension FeatureMatrix {
    /// Some rows as packed trees read them: in groups of eight, turned, as numbers in the order of the values.
    fileprivate func forestKeys(of rows: Range<Int>) -> [UInt32] {
        let count = (rows.count + 7) / 8 * 8 * columnCount
        return [UInt32](unsafeUninitializedCapacity: count) { keys, made in
            values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                secchi_forest_keys(base + rows.lowerBound * columnCount, columnCount, rows.count, keys.baseAddress)
            }
            made = count
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
