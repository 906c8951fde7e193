// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Logistic regression with a Gaussian kernel: smooth, curved borders between classes.
///
/// Columns are standardised; two rows are as alike as exp(−s/m |x − y|²), with m columns and sharpness s; the loss and
/// its penalty are those of ``LogisticRegression`` in the space where that is the scalar product. It is found by a
/// pivoted incomplete Cholesky factor of at most ``maximumRank`` rows; when it explains all rows, the result is that of
/// the full kernel. Probabilities come out of the fit, unlike a support vector machine's. NaN and infinity are refused.
/// Nothing is random; equal bits for any number of threads.
///
/// - SeeAlso: Zhu & Hastie 2005, doi:10.1198/106186005X25619 (kernel logistic regression and the import vector machine);
///   Bach & Jordan 2002, JMLR 3, 1 (incomplete Cholesky).
public struct KernelLogistic: ClassificationEstimator {
    /// s > 0: likeness falls to 1/e for rows whose mean squared difference of standardised columns is 1/s.
    public var sharpness = 0.3
    /// C, the inverse strength of the penalty, above 0: smaller means simpler borders.
    public var inversePenalty = 1000.0
    /// Rows that span the space at most; time grows with its square, memory in proportion.
    public var maximumRank = 600
    /// Steps of L-BFGS at most.
    public var maximumSteps = 200

    public init() {}

    /// - Throws: ``LearningError`` for settings out of range, arrays of the wrong length, values that are not finite, or
    ///   fewer than two classes; `CancellationError`.
    /// - Complexity: O(n · rank · (m + rank + steps · K)) time.
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedKernelLogistic {
        guard sharpness > 0, sharpness.isFinite else {
            throw LearningError.badSetting(name: "sharpness", text: "\(sharpness)", allowed: "a finite number above 0")
        }
        guard (1...100_000).contains(maximumRank) else {
            throw LearningError.badSetting(name: "maximumRank", text: "\(maximumRank)", allowed: "1 to 100000")
        }
        try RandomForest.check(matrix, labels: labels, classCount: classCount, weights: weights)
        try matrix.checkFinite()
        if let weights, weights.contains(0) {
            // Rows without weight must not span the space either.
            let rows = labels.indices.filter { weights[$0] > 0 }
            return try fit(
                matrix.rows(rows), labels: rows.map { labels[$0] }, classCount: classCount,
                weights: rows.map { weights[$0] }, seed: seed, context: context)
        }
        let scaling = try ColumnScaling(matrix, weights: weights, context: context)
        let scaled = scaling.scaled(matrix)
        var state = try KeptState("kernel", in: context) {
            try $0.mix(settings: self)
            $0.mix(matrix.columnCount)
            $0.mix(scaled)
        }
        let basis = try KernelBasis(
            scaled, columns: matrix.columnCount, gamma: sharpness / Double(matrix.columnCount), limit: maximumRank,
            keeping: &state, context: context)
        var regression = LogisticRegression()
        regression.standardises = false
        regression.inversePenalty = inversePenalty
        regression.maximumSteps = maximumSteps
        let fitted = try regression.fit(
            try basis.coordinates(of: scaled, context: context), labels: labels, classCount: classCount,
            weights: weights, seed: seed, context: context)
        state.remove()
        return FittedKernelLogistic(scaling: scaling, basis: basis, regression: fitted)
    }
}

/// What a kernel logistic regression learnt: the rows that span its space, and the weights there.
public struct FittedKernelLogistic: FittedClassification {
    let scaling: ColumnScaling
    let basis: KernelBasis
    let regression: FittedLogistic

    public var classCount: Int { regression.classCount }
    public var columnCount: Int { basis.columnCount }
    /// Rows that span the space.
    public var rank: Int { basis.rank }
    /// Steps that L-BFGS took.
    public var steps: Int { regression.steps }
    /// Whether the derivatives fell below the tolerance.
    public var hasConverged: Bool { regression.hasConverged }

    /// - Throws: ``LearningError`` for another number of columns or values that are not finite; `CancellationError`.
    /// - Complexity: O(n · rank · (m + rank)).
    public func probabilities(of matrix: FeatureMatrix, context: ExecutionContext) throws -> ClassProbabilities {
        guard matrix.columnCount == columnCount else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: columnCount)
        }
        try matrix.checkFinite()
        return try regression.probabilities(
            of: basis.coordinates(of: scaling.scaled(matrix), context: context), context: context)
    }
}
