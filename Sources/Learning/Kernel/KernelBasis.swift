// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// Coordinates in which the Gaussian kernel exp(−γ |x − y|²) is a plain scalar product: a pivoted incomplete Cholesky
/// factor of the kernel matrix.
///
/// Each step takes the row that the ones before explain least (of equal ones the first), so nothing is drawn at random;
/// it ends when all rows are explained within ``tolerance``, or at the rank asked for.
///
/// - SeeAlso: Fine & Scheinberg 2001, JMLR 2, 243.
struct KernelBasis: Sendable, Hashable {
    /// Part of a row's squared length (1) that may be left unexplained.
    static let tolerance = 1e-6

    let columnCount: Int
    let gamma: Double
    /// rank × m, the rows that were taken, row-major.
    var pivots: [Float] = []
    /// Rows of the lower triangle one after the other: 1, 2, …, rank values.
    var triangle: [Double] = []
    var rank = 0

    /// - Parameters:
    ///   - values: n × m, row-major, finite.
    ///   - limit: greatest rank, 1 or more.
    ///   - state: of the same basis; its owner removes it.
    /// - Complexity: O(n · rank · (m + rank)) time, O(n · rank) memory.
    init(
        _ values: [Float], columns: Int, gamma: Double, limit: Int, keeping state: inout KeptState,
        context: ExecutionContext
    ) throws {
        columnCount = columns
        self.gamma = gamma
        let rows = values.count / columns
        let limit = min(limit, rows)
        // Per row, so that a step goes through memory in order.
        let factor = DisjointArray<Double>(repeating: 0, count: rows * limit)
        let left = DisjointArray<Double>(repeating: 1, count: rows)
        if let kept = Self.restored(from: state, rows: rows, columns: columns, limit: limit) {
            (rank, pivots, triangle) = (kept.rank, kept.pivots, kept.triangle)
            for row in 0..<rows {
                left[row] = kept.left[row]
                for step in 0..<rank { factor[row * limit + step] = kept.factor[row * rank + step] }
            }
        }
        let ranges = ExecutionContext.ranges(of: rows, size: max(256, (rows + 63) / 64))
        // Each part of the rows keeps its own up to date, and tells which of them it would take next.
        func next(after taken: Pivot?, rank: Int) throws -> Pivot {
            let rankThen = taken == nil ? rank : rank + 1
            let found = try context.gatherValues(ranges.count) { part -> [Double] in
                try context.cancellation.check()
                if let taken {
                    let place = values[taken.row * columns..<(taken.row + 1) * columns]
                    for row in ranges[part] where left[row] > 0 {
                        var value = Self.kernel(values[row * columns..<(row + 1) * columns], place, gamma)
                        for step in 0..<rank { value -= factor[row * limit + step] * taken.known[step] }
                        value /= taken.own
                        factor[row * limit + rank] = value
                        left[row] -= value * value
                    }
                    if ranges[part] ~= taken.row { left[taken.row] = 0 }
                }
                var best = ranges[part].lowerBound
                for row in ranges[part] where left[row] > left[best] { best = row }
                return [Double(best), left[best]] + (0..<rankThen).map { factor[best * limit + $0] }
            }
            var best = found[0]
            for candidate in found where candidate[1] > best[1] { best = candidate }
            return Pivot(row: Int(best[0]), left: best[1], known: Array(best[2...]))
        }
        var pivot = try next(after: nil, rank: rank)
        while rank < limit, pivot.left > Self.tolerance {
            pivots += values[pivot.row * columns..<(pivot.row + 1) * columns]
            triangle += pivot.known + [pivot.own]
            pivot = try next(after: pivot, rank: rank)
            rank += 1
            context.progress.report(
                ProgressUpdate(stage: "spanning the kernel", completed: rank, total: limit, unit: "rows"))
            state.offer { draft in
                draft.append(rank)
                draft.append(pivots)
                draft.append(triangle)
                draft.append((0..<rows).map { left[$0] })
                for row in 0..<rows { draft.append((0..<rank).map { factor[row * limit + $0] }) }
            }
        }
        context.progress.report(
            ProgressUpdate(stage: "spanning the kernel", completed: limit, total: limit, unit: "rows"))
    }

    /// The row that those taken before explain least.
    private struct Pivot {
        var row: Int
        /// What of it is not explained.
        var left: Double
        /// Its factor so far.
        var known: [Double]

        var own: Double { left.squareRoot() }
    }

    private struct Kept {
        var rank: Int
        var pivots: [Float]
        var triangle: [Double]
        var left: [Double]
        /// n × rank.
        var factor: [Double]
    }

    private static func restored(from state: KeptState, rows: Int, columns: Int, limit: Int) -> Kept? {
        state.restore { contents in
            let rank = try contents.integer(in: 0...limit)
            return Kept(
                rank: rank, pivots: try contents.array(of: Float.self, count: rank * columns),
                triangle: try contents.array(of: Double.self, count: rank * (rank + 1) / 2),
                left: try contents.array(of: Double.self, count: rows),
                factor: try contents.array(of: Double.self, count: rows * rank))
        }
    }

    /// n × ``rank`` coordinates of rows of the same columns.
    ///
    /// - Throws: `CancellationError`.
    func coordinates(of values: [Float], context: ExecutionContext) throws -> FeatureMatrix {
        let rows = values.count / columnCount
        let ranges = ExecutionContext.ranges(of: rows, size: 64)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var result: [Float] = []
            result.reserveCapacity(ranges[part].count * rank)
            var solved = [Double](repeating: 0, count: rank)
            for row in ranges[part] {
                var place = 0
                for step in 0..<rank {
                    var value = Self.kernel(
                        values[row * columnCount..<(row + 1) * columnCount],
                        pivots[step * columnCount..<(step + 1) * columnCount], gamma)
                    for other in 0..<step { value -= triangle[place + other] * solved[other] }
                    solved[step] = value / triangle[place + step]
                    place += step + 1
                }
                result += solved.map(Float.init)
            }
            return result
        }
        return FeatureMatrix(unchecked: rows, rank, Array(parts.joined()))
    }

    private static func kernel<Left: RandomAccessCollection, Right: RandomAccessCollection>(
        _ left: Left, _ right: Right, _ gamma: Double
    ) -> Double where Left.Element == Float, Right.Element == Float {
        var sum = 0.0
        for (one, other) in zip(left, right) {
            let difference = Double(one) - Double(other)
            sum += difference * difference
        }
        return exp(-gamma * sum)
    }
}
