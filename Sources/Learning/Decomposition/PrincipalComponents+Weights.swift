// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

extension PrincipalComponents {
    /// Learns mean and components from values that are not all known equally well, or not at all.
    ///
    /// Minimises Σ w (x − mean − Σ score · component)² over everything at once: scores of all rows by weighted least
    /// squares, then means and components of all columns, in turn, until the sum falls by less than 10⁻⁷ of itself
    /// or after ``maximumRounds``. With equal weights it finds what ``fit(_:seed:context:)`` does. A column that no row
    /// knows has mean and components 0.
    ///
    /// - Parameter weights: n × m numbers ≥ 0, such as inverse variances; `nil` for all equal. Whatever the weight, NaN
    ///   counts as not known.
    /// - Throws: ``LearningError``, or `CancellationError`.
    /// - Complexity: O(rounds · n · m · k²).
    /// - SeeAlso: Bailey 2012, doi:10.1086/668105; Gabriel & Zamir 1979, doi:10.1080/00401706.1979.10489819.
    public func fit(
        _ matrix: FeatureMatrix, weights: FeatureMatrix?, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedComponents {
        try matrix.checkShape()
        try checkSettings(rows: matrix.rowCount, columns: matrix.columnCount)
        let data = try WeightedRows(matrix, weights: weights, context: context)
        var state = try KeptState("components", in: context) {
            try $0.mix(settings: self)
            $0.mix(seed)
            $0.mix(data.values)
            $0.mix(data.weights)
        }
        var fit = try AlternatingFit(data, components: components, seed: seed)
        var round = 0, last = Double.infinity
        if let kept = state.restore({ try fit.restore(&$0, maximumRounds: maximumRounds) }) { (round, last) = kept }
        let done = ProgressCounter(
            stage: "fitting weighted components", total: nil, unit: "rounds", reporter: context.progress,
            completed: round)
        while round < maximumRounds {
            let misfit = try fit.round(context: context)
            done.advance()
            if misfit <= 0 || last - misfit < 1e-7 * misfit { break }
            last = misfit
            round += 1
            state.offer { draft in
                draft.append(round)
                draft.append([last])
                draft.append(fit.mean)
                draft.append(fit.components.values)
            }
        }
        let fitted = try fit.fitted(context: context)
        state.remove()
        return fitted
    }
}

extension FittedComponents {
    /// The scores of rows with weights, by weighted least squares: n × k. A row of which nothing is known has scores 0.
    ///
    /// - Parameter weights: as in ``PrincipalComponents/fit(_:weights:seed:context:)``.
    /// - Throws: ``LearningError``, or `CancellationError`.
    public func transform(
        _ matrix: FeatureMatrix, weights: FeatureMatrix?, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        guard matrix.columnCount == mean.count else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: mean.count)
        }
        let data = try WeightedRows(matrix, weights: weights, context: context)
        let scores = try data.scores(mean: mean, components: components, context: context).scores
        return try FeatureMatrix(rows: matrix.rowCount, columns: variances.count, values: scores.map { Float($0) })
    }
}

/// Rows whose unknown values are 0 and have weight 0.
struct WeightedRows: Sendable {
    let values: FeatureMatrix
    let weights: FeatureMatrix

    init(_ matrix: FeatureMatrix, weights given: FeatureMatrix?, context: ExecutionContext) throws {
        if let given, given.rowCount != matrix.rowCount || given.columnCount != matrix.columnCount {
            throw LearningError.wrongLength(what: "weights", have: given.values.count, need: matrix.values.count)
        }
        var values = matrix
        var weights =
            try given
            ?? FeatureMatrix(
                rows: matrix.rowCount, columns: matrix.columnCount,
                values: [Float](repeating: 1, count: matrix.values.count))
        if let bad = weights.values.firstIndex(where: { !($0 >= 0 && $0 <= 1e30) }) {
            throw LearningError.badWeight(row: bad / matrix.columnCount, weight: Double(weights.values[bad]))
        }
        for place in values.values.indices where values.values[place].isNaN || weights.values[place] == 0 {
            values.values[place] = 0
            weights.values[place] = 0
        }
        _ = try values.checkedMagnitude(context: context)
        self.values = values
        self.weights = weights
    }

    /// n × k scores, and the sum of weighted squares that they leave.
    func scores(
        mean: [Float], components: FeatureMatrix, context: ExecutionContext
    ) throws -> (scores: [Double], misfit: Double) {
        let columns = values.columnCount, count = components.rowCount
        let ranges = ExecutionContext.ranges(of: values.rowCount, size: 64)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var scores: [Double] = []
            var misfits: [Double] = []
            var system = NormalEquations(count: count)
            for row in ranges[part] {
                let centred = zip(values[row], mean).map { $0 - $1 }
                let rowWeights = Array(weights[row])
                system.collect(centred, rowWeights, vectors: components.values)
                let solution = system.solve()
                scores += solution
                var square = 0.0
                for column in 0..<columns {
                    square += Double(rowWeights[column]) * Double(centred[column]) * Double(centred[column])
                }
                misfits.append(max(0, square - zip(solution, system.right).reduce(0) { $0 + $1.0 * $1.1 }))
            }
            return scores + misfits
        }
        let scores = zip(ranges, parts).flatMap { $1[..<($0.count * count)] }
        return (scores, zip(ranges, parts).flatMap { $1[($0.count * count)...] }.reduce(0, +))
    }
}

/// One round after the other of the fit: scores given components, then means and components given scores.
private struct AlternatingFit {
    let data: WeightedRows
    var mean: [Float]
    var components: FeatureMatrix

    init(_ data: WeightedRows, components count: Int, seed: UInt64) throws {
        self.data = data
        let columns = data.values.columnCount
        var sums = [Double](repeating: 0, count: columns), totals = sums
        for row in 0..<data.values.rowCount {
            for (column, pair) in zip(data.values[row], data.weights[row]).enumerated() {
                sums[column] += Double(pair.0) * Double(pair.1)
                totals[column] += Double(pair.1)
            }
        }
        mean = zip(sums, totals).map { $1 > 0 ? Float($0 / $1) : 0 }
        var generator = SeededGenerator(seed: seed, part: 0xE3)
        components = try FeatureMatrix(
            rows: count, columns: columns,
            values: (0..<count * columns).map { _ in Float(generator.normal() / Double(columns).squareRoot()) })
    }

    /// Takes mean and components out of what was kept.
    ///
    /// - Returns: the round after which they were kept, and the misfit there.
    mutating func restore(_ contents: inout KeptState.Contents, maximumRounds: Int) throws -> (Int, Double) {
        let round = try contents.integer(in: 0...maximumRounds)
        let misfit = try contents.array(of: Double.self, count: 1)[0]
        let mean = try contents.array(of: Float.self, count: mean.count)
        let values = try contents.array(of: Float.self, count: components.values.count)
        self.mean = mean
        components.values = values
        return (round, misfit)
    }

    mutating func round(context: ExecutionContext) throws -> Double {
        let (scores, misfit) = try data.scores(mean: mean, components: components, context: context)
        let rows = data.values.rowCount, columns = data.values.columnCount, count = components.rowCount
        // Scores as vectors over the rows, all of one length, and a constant for the mean.
        var vectors = [Float](repeating: 1, count: (count + 1) * rows)
        for number in 0..<count {
            var square = 0.0
            for row in 0..<rows { square += scores[row * count + number] * scores[row * count + number] }
            let factor = square > 0 ? (Double(rows) / square).squareRoot() : 0
            for row in 0..<rows { vectors[number * rows + row] = Float(scores[row * count + number] * factor) }
        }
        let regressors = vectors, data = data
        let ranges = ExecutionContext.ranges(of: columns, size: 16)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var system = NormalEquations(count: count + 1)
            let width = ranges[part].count
            var values = [Float](repeating: 0, count: rows * width), weights = values
            turn(data.values, ranges[part], &values)
            turn(data.weights, ranges[part], &weights)
            return (0..<width).flatMap { column -> [Double] in
                system.collect(
                    Array(values[column * rows..<(column + 1) * rows]),
                    Array(weights[column * rows..<(column + 1) * rows]), vectors: regressors)
                return system.solve()
            }
        }
        let solutions = parts.flatMap { $0 }
        for column in 0..<columns {
            let first = column * (count + 1)
            for number in 0..<count { components.values[number * columns + column] = Float(solutions[first + number]) }
            mean[column] = Float(solutions[first + count])
        }
        return misfit
    }

    /// Orthonormal components in the order of the variance of the scores along them.
    func fitted(context: ExecutionContext) throws -> FittedComponents {
        let columns = data.values.columnCount, rows = data.values.rowCount
        let count = components.rowCount
        var orthonormal = components
        orthonormal.values = Self.orthonormalised(components)
        let scores = try data.scores(mean: mean, components: orthonormal, context: context).scores
        var centre = [Double](repeating: 0, count: count)
        for place in scores.indices { centre[place % count] += scores[place] / Double(rows) }
        var covariance = [Double](repeating: 0, count: count * count)
        for row in 0..<rows {
            for one in 0..<count {
                for other in 0..<count {
                    covariance[one * count + other] +=
                        (scores[row * count + one] - centre[one]) * (scores[row * count + other] - centre[other])
                }
            }
        }
        for place in covariance.indices { covariance[place] /= Double(max(1, rows - 1)) }
        let pairs = try EigenPairs(symmetric: covariance, count: count)
        var vectors = [Float](repeating: 0, count: count * columns)
        for number in 0..<count {
            for part in 0..<count {
                let factor = pairs.vectors[number * count + part]
                for column in 0..<columns {
                    vectors[number * columns + column] += factor * orthonormal.values[part * columns + column]
                }
            }
        }
        var middle = mean
        for number in 0..<count {
            for column in 0..<columns {
                middle[column] += Float(centre[number]) * orthonormal.values[number * columns + column]
            }
        }
        return try FittedComponents(
            mean: middle, pairs: EigenPairs(values: pairs.values, vectors: vectors, length: columns),
            totalVariance: totalVariance(about: middle), columns: columns)
    }

    /// Weighted variance of each column, added up, with divisor n − 1 if all weights are equal.
    private func totalVariance(about middle: [Float]) -> Double {
        let columns = data.values.columnCount, rows = Double(data.values.rowCount)
        var squares = [Double](repeating: 0, count: columns), totals = squares
        for row in 0..<data.values.rowCount {
            for (column, pair) in zip(data.values[row], data.weights[row]).enumerated() {
                let difference = Double(pair.0 - middle[column])
                squares[column] += Double(pair.1) * difference * difference
                totals[column] += Double(pair.1)
            }
        }
        return zip(squares, totals).reduce(0) { $0 + ($1.1 > 0 ? $1.0 / $1.1 : 0) } * rows / max(1, rows - 1)
    }

    /// Gram & Schmidt, twice; a vector that depends on those before becomes 0.
    private static func orthonormalised(_ matrix: FeatureMatrix) -> [Float] {
        let columns = matrix.columnCount
        var done: [[Double]] = []
        for number in 0..<matrix.rowCount {
            var vector = matrix[number].map(Double.init)
            let before = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            for _ in 0..<2 {
                for other in done {
                    let overlap = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
                    for column in 0..<columns { vector[column] -= overlap * other[column] }
                }
            }
            let after = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let factor = after > 1e-6 * before ? 1 / after : 0
            done.append(vector.map { $0 * factor })
        }
        return done.flatMap { $0.map { Float($0) } }
    }
}

/// `columns` of a matrix, one after the other.
private func turn(_ matrix: FeatureMatrix, _ columns: Range<Int>, _ target: inout [Float]) {
    matrix.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        secchi_transpose_f32(
            start + columns.lowerBound, matrix.columnCount, matrix.rowCount, columns.count, nil, &target)
    }
}
