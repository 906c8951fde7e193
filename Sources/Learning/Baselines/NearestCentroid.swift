// SPDX-License-Identifier: Apache-2.0

public import Execution

/// The class whose mean is nearest: the simplest classifier that looks at spectra.
///
/// Columns are standardised first unless ``standardises`` is off. Probabilities are those of round clouds of equal
/// width around the means, the width being that of the rows learnt from; they favour the nearest mean, as scikit-learn's
/// `NearestCentroid` predicts. NaN and infinity are refused. Nothing is random.
public struct NearestCentroid: ClassificationEstimator {
    /// Whether each column is brought to mean 0 and standard deviation 1, so that all count alike.
    public var standardises = true

    public init() {}

    /// - Throws: ``LearningError`` for arrays of the wrong length, values that are not finite, or fewer than two
    ///   classes; `CancellationError`.
    /// - Complexity: O(n m).
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedCentroids {
        try RandomForest.check(matrix, labels: labels, classCount: classCount, weights: weights)
        try matrix.checkFinite()
        try context.cancellation.check()
        var scaling = try ColumnScaling(matrix, weights: weights, context: context)
        if !standardises { scaling.factors = scaling.factors.map { _ in 1 } }
        let columns = matrix.columnCount
        let known = scaling
        @Sendable func scaled(_ row: Int, _ column: Int) -> Double {
            (Double(matrix.values[row * columns + column]) - known.means[column]) * known.factors[column]
        }
        // Of each class the sum of each column, then the weights.
        let sums = try context.sumRows(matrix.rowCount) { rows in
            var sums = [Double](repeating: 0, count: classCount * (columns + 1))
            for row in rows {
                let weight = weights?[row] ?? 1, first = labels[row] * columns
                guard weight > 0 else { continue }
                for column in 0..<columns { sums[first + column] += weight * scaled(row, column) }
                sums[classCount * columns + labels[row]] += weight
            }
            return sums
        }
        let totals = Array(sums[(classCount * columns)...])
        let centroids = (0..<classCount * columns).map {
            totals[$0 / columns] > 0 ? sums[$0] / totals[$0 / columns] : 0
        }
        let spread = try context.sumRows(matrix.rowCount) { rows in
            var spread = 0.0
            for row in rows {
                for column in 0..<columns {
                    let difference = scaled(row, column) - centroids[labels[row] * columns + column]
                    spread += (weights?[row] ?? 1) * difference * difference
                }
            }
            return [spread]
        }[0]
        context.progress.report(ProgressUpdate(stage: "averaging classes", completed: 1, total: 1, unit: "passes"))
        return FittedCentroids(
            classCount: classCount, columnCount: columns, scaling: scaling, centroids: centroids,
            isPresent: totals.map { $0 > 0 }, variance: spread / totals.reduce(0, +) / Double(columns))
    }
}

/// The means of the classes.
public struct FittedCentroids: FittedClassification {
    public let classCount: Int
    public let columnCount: Int
    let scaling: ColumnScaling
    /// K × m, scaled.
    let centroids: [Double]
    let isPresent: [Bool]
    /// Of a column within a class.
    let variance: Double

    /// The mean of a class, in the units of the rows; 0 for a class without rows.
    public func centroid(of number: Int) -> [Double] {
        (0..<columnCount).map {
            isPresent[number]
                ? centroids[number * columnCount + $0] / scaling.factors[$0] + scaling.means[$0] : 0
        }
    }

    /// - Throws: ``LearningError`` for another number of columns or values that are not finite; `CancellationError`.
    /// - Complexity: O(n m K).
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        try matrix.checkFinite()
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 256)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            return ranges[part].flatMap { softmax(ofScores: scores(of: matrix, row: $0)) }
        }
        return ClassProbabilities(classCount: classCount, values: Array(parts.joined()))
    }

    /// −d² / 2 σ² for each class; −∞ for one without rows.
    private func scores(of matrix: FeatureMatrix, row: Int) -> [Double] {
        (0..<classCount).map { number in
            guard isPresent[number] else { return -.infinity }
            var sum = 0.0
            for column in 0..<columnCount {
                let value =
                    (Double(matrix.values[row * columnCount + column]) - scaling.means[column])
                    * scaling.factors[column]
                let difference = value - centroids[number * columnCount + column]
                sum += difference * difference
            }
            return variance > 0 ? -sum / (2 * variance) : (sum > 0 ? -.greatestFiniteMagnitude : 0)
        }
    }
}
