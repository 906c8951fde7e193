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
        var factor = [Double](repeating: 0, count: rows * limit)
        var left = [Double](repeating: 1, count: rows)
        if let kept = Self.restored(from: state, rows: rows, columns: columns, limit: limit) {
            (rank, pivots, triangle, left) = (kept.rank, kept.pivots, kept.triangle, kept.left)
            for row in 0..<rows {
                let own = kept.factor[row * rank..<(row + 1) * rank]
                factor.replaceSubrange(row * limit..<row * limit + rank, with: own)
            }
        }
        while rank < limit {
            try context.cancellation.check()
            var pivot = 0
            for row in 0..<rows where left[row] > left[pivot] { pivot = row }
            guard left[pivot] > Self.tolerance else { break }
            let own = left[pivot].squareRoot()
            let known = Array(factor[pivot * limit..<pivot * limit + rank])
            let place = Array(values[pivot * columns..<(pivot + 1) * columns])
            for row in 0..<rows where left[row] > 0 {
                var value = Self.kernel(values[row * columns..<(row + 1) * columns], place, gamma)
                for step in 0..<rank { value -= factor[row * limit + step] * known[step] }
                value /= own
                factor[row * limit + rank] = value
                left[row] -= value * value
            }
            left[pivot] = 0
            pivots += place
            triangle += known + [own]
            rank += 1
            context.progress.report(
                ProgressUpdate(stage: "spanning the kernel", completed: rank, total: limit, unit: "rows"))
            state.offer { draft in
                draft.append(rank)
                draft.append(pivots)
                draft.append(triangle)
                draft.append(left)
                for row in 0..<rows { draft.append(Array(factor[row * limit..<row * limit + rank])) }
            }
        }
        context.progress.report(
            ProgressUpdate(stage: "spanning the kernel", completed: limit, total: limit, unit: "rows"))
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
        let parts = try context.mapParts(ranges.count) { part in
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
