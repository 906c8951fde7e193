// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// Multinomial logistic regression with L2 penalty on standardised columns: the best straight borders between classes.
///
/// Minimises Σ −ln p(class) + |w|² / 2 C over weights w of the standardised columns, intercepts free, by L-BFGS; for two
/// classes the penalty is that of one weight per column. So coefficients are those of scikit-learn's
/// `LogisticRegression` behind a `StandardScaler`. NaN and infinity are refused. Nothing is random; equal bits for any
/// number of threads.
///
/// - SeeAlso: Liu & Nocedal 1989, doi:10.1007/BF01589116 (L-BFGS).
public struct LogisticRegression: ClassificationEstimator {
    /// C, the inverse strength of the penalty, above 0: smaller means simpler borders.
    public var inversePenalty = 1.0
    /// Steps of L-BFGS at most.
    public var maximumSteps = 1000
    /// Largest derivative of the mean loss at which it has converged, above 0.
    public var tolerance = 1e-7
    /// Whether columns are brought to mean 0 and standard deviation 1 first; without, the penalty heeds their units.
    public var standardises = true

    public init() {}

    /// - Throws: ``LearningError`` for settings out of range, arrays of the wrong length, values that are not finite, or
    ///   fewer than two classes; `CancellationError`.
    /// - Complexity: O(steps · n m K) time.
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedLogistic {
        guard inversePenalty > 0, inversePenalty.isFinite else {
            throw LearningError.badSetting(
                name: "inversePenalty", text: "\(inversePenalty)", allowed: "a finite number above 0")
        }
        guard (1...1_000_000).contains(maximumSteps) else {
            throw LearningError.badSetting(name: "maximumSteps", text: "\(maximumSteps)", allowed: "1 to 1000000")
        }
        guard tolerance > 0 else {
            throw LearningError.badSetting(name: "tolerance", text: "\(tolerance)", allowed: "a number above 0")
        }
        try RandomForest.check(matrix, labels: labels, classCount: classCount, weights: weights)
        try matrix.checkFinite()
        guard classCount <= 1 << 16 else { throw LearningError.tooManyRows(have: classCount, limit: 1 << 16) }
        let present = Set(labels.indices.lazy.filter { weights?[$0] != 0 }.map { labels[$0] }).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: present.enumerated().map { ($1, $0) })
        let loss = LogisticLoss(
            matrix: matrix,
            scaling: try standardises
                ? ColumnScaling(matrix, weights: weights, context: context)
                : ColumnScaling(columns: matrix.columnCount),
            // A row of an absent class has weight 0.
            labels: labels.map { UInt16(numbers[$0] ?? 0) },
            weights: weights ?? [Double](repeating: 1, count: labels.count), classCount: present.count,
            penalty: (present.count == 2 ? 2 : 1) / inversePenalty, context: context)
        var state = try KeptState("descent", in: context) {
            try $0.mix(settings: self)
            $0.mix(matrix)
            $0.mix(labels)
            $0.mix(weights ?? [])
        }
        let minimum = try LimitedMemoryDescent(maximumSteps: maximumSteps, tolerance: tolerance).minimum(
            from: [Double](repeating: 0, count: (matrix.columnCount + 1) * present.count), keeping: &state,
            context: context, of: loss.value)
        state.remove()
        return FittedLogistic(
            classCount: classCount, columnCount: matrix.columnCount, present: present, scaling: loss.scaling,
            values: loss.centred(minimum.place), steps: minimum.steps, hasConverged: minimum.hasConverged)
    }
}

/// The mean loss with its penalty, and its derivatives.
struct LogisticLoss: Sendable {
    let matrix: FeatureMatrix
    let scaling: ColumnScaling
    let labels: [UInt16]
    let weights: [Double]
    let classCount: Int
    let penalty: Double
    let context: ExecutionContext

    func value(_ place: [Double]) throws -> (value: Double, gradient: [Double]) {
        let columns = matrix.columnCount
        var sums = try context.sumRows(matrix.rowCount) { rows in
            var gradient = [Double](repeating: 0, count: place.count)
            var scratch = [Double](repeating: 0, count: 2 * classCount + columns)
            let loss = secchi_logistic_loss(
                matrix.values, columns, scaling.means, scaling.factors, labels, weights, rows.lowerBound,
                rows.upperBound, classCount, place, &gradient, &scratch)
            return gradient + [loss]
        }
        let total = weights.reduce(0, +)
        var value = sums.removeLast()
        for index in 0..<columns * classCount {
            value += penalty * place[index] * place[index] / 2
            sums[index] += penalty * place[index]
        }
        return (value / total, sums.map { $0 / total })
    }

    /// Intercepts may all move together without any effect: their mean is made 0.
    func centred(_ place: [Double]) -> [Double] {
        let first = matrix.columnCount * classCount
        let mean = place[first...].reduce(0, +) / Double(classCount)
        return place.enumerated().map { $0 < first ? $1 : $1 - mean }
    }
}
