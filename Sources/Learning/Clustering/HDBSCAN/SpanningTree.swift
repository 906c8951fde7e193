// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The minimum spanning tree of rows under mutual reachability.
enum SpanningTree {
    struct Edge {
        var from: Int
        var to: Int
        var distance: Float
    }

    /// n − 1 edges in the order in which rows were reached from row 0.
    static func of(_ matrix: FeatureMatrix, cores: [Float], context: ExecutionContext) throws -> [Edge] {
        let rows = matrix.rowCount
        guard rows > 1 else { return [] }
        guard rows < 1 << 31 else { throw LearningError.tooManyRows(have: rows, limit: 1 << 31 - 1) }
        let stride = (rows + 63) / 64 * 64
        var columns = [Float](repeating: 0, count: stride * matrix.columnCount)
        var numbers = [UInt32](repeating: 0, count: stride), hooks = numbers
        var nearest = [Float](repeating: 0, count: stride), limits = nearest
        return try columns.withUnsafeMutableBufferPointer { columns in
            try numbers.withUnsafeMutableBufferPointer { numbers in
                try hooks.withUnsafeMutableBufferPointer { hooks in
                    try nearest.withUnsafeMutableBufferPointer { nearest in
                        try limits.withUnsafeMutableBufferPointer { limits in
                            try matrix.values.withUnsafeBufferPointer { values in
                                try cores.withUnsafeBufferPointer { cores in
                                    var tree = secchi_spanning_tree()
                                    tree.values = values.baseAddress
                                    tree.row_count = rows
                                    tree.column_count = matrix.columnCount
                                    tree.cores = cores.baseAddress
                                    tree.columns = columns.baseAddress
                                    tree.stride = stride
                                    tree.numbers = numbers.baseAddress
                                    tree.nearest = nearest.baseAddress
                                    tree.limits = limits.baseAddress
                                    tree.hooks = hooks.baseAddress
                                    return try grow(&tree, context: context)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func grow(_ tree: inout secchi_spanning_tree, context: ExecutionContext) throws -> [Edge] {
        let total = tree.row_count - 1, steps = 256
        secchi_spanning_begin(&tree)
        var edges: [Edge] = []
        edges.reserveCapacity(total)
        var from = [UInt32](repeating: 0, count: steps), to = from
        var distances = [Float](repeating: 0, count: steps)
        while edges.count < total {
            try context.cancellation.check()
            let count = secchi_spanning_advance(&tree, steps, &from, &to, &distances)
            for place in 0..<count {
                edges.append(Edge(from: Int(from[place]), to: Int(to[place]), distance: distances[place]))
            }
            context.progress.report(
                ProgressUpdate(stage: "spanning tree", completed: edges.count, total: total, unit: "rows"))
        }
        return edges
    }
}
