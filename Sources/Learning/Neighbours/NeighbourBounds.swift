// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Bounds from some rows to all of others.
enum NeighbourBounds {
    /// Rows of the other side laid out at a time, when they are not to be kept: 24 blocks.
    private static let chunk = 24 * 8 * NeighbourSide.blockSize

    /// The candidates of each query, the other side laid out in chunks as they are needed.
    static func candidates(
        of queries: NeighbourRows, numbers: NumberedRows, among: NeighbourRows, space: NeighbourSpace,
        form: NeighbourForm,
        keep: Int, context: ExecutionContext
    ) throws -> CandidateLists {
        let left = try NeighbourSide(queries, numbers: numbers, in: space, form: form, context: context)
        let lists = CandidateLists(rowCount: left.rowCount, keep: keep)
        for range in ExecutionContext.ranges(of: among.count, size: chunk) {
            let right = try NeighbourSide(among, numbers: .range(range), in: space, form: form, context: context)
            try add(left, right, offset: range.lowerBound, to: lists, context: context)
        }
        return lists
    }

    /// Adds the rows of `right`, numbered from `offset`, to the candidates of those of `left`.
    static func add(
        _ left: NeighbourSide, _ right: NeighbourSide, offset: Int, to lists: CandidateLists, context: ExecutionContext
    ) throws {
        let runs = ExecutionContext.ranges(of: right.blockCount, size: 24)
        let done = ProgressCounter(
            stage: "comparing rows", total: left.blockCount * runs.count, unit: "parts", reporter: context.progress)
        _ = try context.mapParts(left.blockCount * runs.count) { part in
            try context.cancellation.check()
            let run = runs[part % runs.count]
            guard
                secchi_neighbour_blocks(
                    left.kernel, part / runs.count, right.kernel, run.lowerBound, run.upperBound, offset, 0,
                    lists.kernel) != 0
            else { throw LearningError.outOfMemory }
            done.advance()
        }
    }
}
