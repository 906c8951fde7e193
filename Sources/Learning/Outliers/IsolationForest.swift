// SPDX-License-Identifier: Apache-2.0

public import Execution

/// How soon random cuts set a row apart from a sample of the others: near 0.5 for ordinary rows, towards 1 for odd ones.
///
/// Each tree takes its own sample without replacement and cuts it by a random column, of those that differ there, at a
/// random value between the least and the greatest, until rows are alone or the depth is log₂ of the sample's size. NaN is
/// "not known": it never decides where to cut and follows the larger side. Each tree draws from its own generator (seed,
/// tree number), so that equal seeds give equal bits for any number of threads.
///
/// ```swift
/// let forest = try IsolationForest().fit(matrix, seed: 1)
/// let scores = try forest.scores(of: matrix)      // scikit-learn's -score_samples
/// ```
///
/// - SeeAlso: Liu, Ting & Zhou 2008, doi:10.1109/ICDM.2008.17.
public struct IsolationForest: Sendable, Codable, Hashable {
    /// 1 to 100,000.
    public var trees = 100
    /// ψ, the rows a tree sees, 2 to 2²⁰; all if there are fewer.
    public var sampleSize = 256

    public init() {}

    /// Grows the trees.
    ///
    /// - Throws: ``LearningError`` for no rows or columns or a setting out of range; `CancellationError`.
    public func fit(
        _ matrix: FeatureMatrix, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedIsolationForest {
        guard matrix.rowCount > 0 else { throw LearningError.noRows }
        guard matrix.columnCount > 0 else { throw LearningError.noColumns }
        guard matrix.columnCount <= 1 << 30 else {
            throw LearningError.tooManyRows(have: matrix.columnCount, limit: 1 << 30)
        }
        guard (1...100_000).contains(trees) else {
            throw LearningError.badSetting(name: "trees", text: "\(trees)", allowed: "1 to 100000")
        }
        guard (2...1 << 20).contains(sampleSize) else {
            throw LearningError.badSetting(name: "sampleSize", text: "\(sampleSize)", allowed: "2 to 1048576 rows")
        }
        let size = min(sampleSize, matrix.rowCount)
        let done = ProgressCounter(stage: "growing trees", total: trees, unit: "trees", reporter: context.progress)
        let grown = try context.gatherParts(trees) { tree in
            try context.cancellation.check()
            defer { done.advance() }
            return IsolationTree(matrix, sampleSize: size, seed: seed, number: tree)
        }
        return FittedIsolationForest(columnCount: matrix.columnCount, sampleSize: size, trees: grown)
    }
}
