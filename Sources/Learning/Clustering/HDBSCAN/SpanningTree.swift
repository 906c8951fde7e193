// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The minimum spanning tree of rows under mutual reachability.
///
/// Rows are divided into blocks. A part is the tree of a block, or that of the links between two blocks; the tree of all rows
/// is made of links of these, since a link that is the longest of a ring among some rows is so among all.
///
/// - SeeAlso: Kruskal 1956, doi:10.1090/S0002-9939-1956-0078686-7.
enum SpanningTree {
    typealias Edge = secchi_spanning_edge

    /// n − 1 edges from the shortest to the longest; of equally long ones those of least row numbers first.
    static func of(_ matrix: FeatureMatrix, cores: [Float], context: ExecutionContext) throws -> [Edge] {
        let rows = matrix.rowCount
        guard rows < 1 << 31 else { throw LearningError.tooManyRows(have: rows, limit: 1 << 31 - 1) }
        let blocks = ExecutionContext.ranges(of: rows, size: blockSize(rows: rows, columns: matrix.columnCount))
        let pairs = blocks.indices.flatMap { one in (0...one).map { (blocks[$0], blocks[one]) } }
        let forest = SpanningForest(rowCount: rows)
        let done = ProgressCounter(
            stage: "spanning tree", total: pairs.count, unit: "parts", reporter: context.progress)
        @Sendable func add(_ part: Int) throws {
            try context.cancellation.check()
            let (one, other) = pairs[part]
            forest.add(try tree(matrix, cores, one, one == other ? nil : other))
            done.advance()
        }
        var state = KeptState("spanning-tree", in: context) {
            $0.mix(matrix)
            $0.mix(cores)
        }
        guard state.isActive else {
            try context.addParts(pairs.count, to: forest, add)
            return forest.edges
        }
        var next = forest.restored(from: state, parts: pairs.count) ?? 0
        for _ in 0..<next { done.advance() }
        // More threads than parts of a slice would wait for one another.
        let slice = 16 * context.threads
        while next < pairs.count {
            let parts = next..<min(next + slice, pairs.count)
            _ = try context.mapParts(parts.count) { try add(parts.lowerBound + $0) }
            next = parts.upperBound
            if next < pairs.count { state.offer { forest.write(parts: next, to: &$0) } }
        }
        state.remove()
        return forest.edges
    }

    /// Rows of a block: its values stay in the second cache, and there are some dozens of parts.
    private static func blockSize(rows: Int, columns: Int) -> Int {
        let fitting = (1 << 17) / max(columns, 1)
        return min(max(min(fitting, rows / 8), 256), 4096)
    }

    private static func tree(
        _ matrix: FeatureMatrix, _ cores: [Float], _ one: Range<Int>, _ other: Range<Int>?
    ) throws -> [Edge] {
        let count = one.count + (other?.count ?? 0) - 1
        return try [Edge](unsafeUninitializedCapacity: count) { edges, written in
            let isDone = matrix.values.withUnsafeBufferPointer { values in
                cores.withUnsafeBufferPointer { cores in
                    var rows = secchi_spanning_rows(
                        values: values.baseAddress, column_count: matrix.columnCount, cores: cores.baseAddress)
                    return secchi_spanning_tree(
                        &rows, one.lowerBound, one.count, other?.lowerBound ?? 0, other?.count ?? 0, edges.baseAddress)
                }
            }
            guard isDone != 0 else { throw LearningError.outOfMemory }
            written = count
        }
    }
}
