// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// The weights of a logistic regression.
public struct FittedLogistic: FittedClassification {
    public let classCount: Int
    public let columnCount: Int
    /// Classes that had rows, ascending; the others have probability 0.
    let present: [Int]
    let scaling: ColumnScaling
    /// (m + 1) × present classes: weights of the standardised columns, then intercepts.
    let values: [Double]
    /// Steps that L-BFGS took.
    public let steps: Int
    /// Whether the derivatives fell below the tolerance.
    public let hasConverged: Bool

    /// m weights of a class for columns with mean 0 and standard deviation 1; `nil` for a class without rows.
    public func coefficients(of number: Int) -> [Double]? {
        guard let place = present.firstIndex(of: number) else { return nil }
        return (0..<columnCount).map { values[$0 * present.count + place] }
    }

    /// `nil` for a class without rows.
    public func intercept(of number: Int) -> Double? {
        present.firstIndex(of: number).map { values[columnCount * present.count + $0] }
    }

    /// - Throws: ``LearningError`` for another number of columns or values that are not finite; `CancellationError`.
    /// - Complexity: O(n m K).
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        try matrix.checkFinite()
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 1024)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var narrow = [Float](repeating: 0, count: ranges[part].count * present.count)
            var scratch = [Double](repeating: 0, count: 2 * present.count + columnCount)
            secchi_logistic_predict(
                matrix.values, columnCount, scaling.means, scaling.factors, ranges[part].lowerBound,
                ranges[part].upperBound, present.count, values, &narrow, &scratch)
            var wide = [Float](repeating: 0, count: ranges[part].count * classCount)
            for row in 0..<ranges[part].count {
                for (place, number) in present.enumerated() {
                    wide[row * classCount + number] = narrow[row * present.count + place]
                }
            }
            return wide
        }
        return ClassProbabilities(classCount: classCount, values: Array(parts.joined()))
    }
}
