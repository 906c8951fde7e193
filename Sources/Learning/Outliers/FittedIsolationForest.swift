// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation

/// Grown trees that score rows, those they were grown on or others.
public struct FittedIsolationForest: Sendable, Codable, Hashable {
    /// m, the columns that rows must have.
    public let columnCount: Int
    /// ψ, the rows that each tree saw.
    public let sampleSize: Int
    private let trees: [IsolationTree]

    init(columnCount: Int, sampleSize: Int, trees: [IsolationTree]) {
        self.columnCount = columnCount
        self.sampleSize = sampleSize
        self.trees = trees
    }

    /// 2^(−mean depth / expected depth) for each row: in (0, 1], the greater the odder.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, or `CancellationError`.
    public func scores(of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()) throws -> [Double] {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        let parts = ExecutionContext.ranges(of: matrix.rowCount, size: 512)
        // A sample of one row cannot be cut: all rows are as odd as any, as scikit-learn has it.
        let expected = max(IsolationTree.meanDepth(sampleSize), 1e-300)
        let done = ProgressCounter(stage: "scoring", total: parts.count, unit: "parts", reporter: context.progress)
        return try context.gatherValues(parts.count) { part in
            try context.cancellation.check()
            var sums = [Double](repeating: 0, count: parts[part].count)
            for tree in trees {
                for (place, row) in parts[part].enumerated() { sums[place] += Double(tree.depth(of: matrix[row])) }
            }
            done.advance()
            return sums.map { exp2(-$0 / Double(trees.count) / expected) }
        }.flatMap { $0 }
    }
}
