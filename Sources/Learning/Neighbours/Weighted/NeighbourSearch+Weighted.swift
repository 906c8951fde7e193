// SPDX-License-Identifier: Apache-2.0

public import Execution

extension NeighbourSearch {
    /// The nearest other rows of each row, by values of unequal weight.
    ///
    /// The distance is √(m Σ w v (x − y)² / Σ w v): each pixel counts by both rows' weights, as inverse variances or 0 for
    /// a masked pixel, and missing pixels are made up for by the mean of the common ones. Rows without a common pixel are
    /// infinitely far. Values of weight 0 may be NaN, and weights below 10⁻¹⁸ of the greatest count as 0. About four times the work of
    /// ``neighbours(within:context:)``, which takes this way by itself where values are NaN.
    ///
    /// - Parameter weights: n × m finite numbers ≥ 0.
    /// - Throws: ``LearningError`` as ``neighbours(within:context:)``, and for the cosine or ``columnWeights``, which are
    ///   not for values of unequal weight; `CancellationError`.
    public func neighbours(
        within matrix: FeatureMatrix, weights: FeatureMatrix,
        context: ExecutionContext = ExecutionContext()
    ) throws -> Neighbours {
        guard columnWeights == nil else {
            throw LearningError.badSetting(
                name: "columnWeights", text: "given", allowed: "none beside weights of single values")
        }
        guard weights.rowCount == matrix.rowCount, weights.columnCount == matrix.columnCount else {
            throw LearningError.wrongLength(
                what: "weights", have: weights.values.count, need: matrix.values.count)
        }
        return try weighted(matrix, weights.values, nil, context: context)
    }

    /// - Parameter queries: rows with their weights to search for; `nil` for each of `matrix` among the others.
    func weighted(
        _ matrix: FeatureMatrix, _ weights: [Float],
        _ queries: (matrix: FeatureMatrix, weights: [Float])?,
        context: ExecutionContext
    ) throws -> Neighbours {
        try check(matrix)
        try checkSettings(columns: matrix.columnCount)
        guard distance == .euclidean else {
            throw LearningError.badSetting(
                name: "distance", text: "cosine",
                allowed: "euclidean where values are missing or of unequal weight")
        }
        try Self.check(matrix, weights)
        if let queries { try Self.check(queries.matrix, queries.weights) }
        let most = max(weights.max() ?? 0, queries?.weights.max() ?? 0)
        let frame = Self.frame(matrix, weights)
        // Weights that are all 0 leave no common pixel anywhere.
        let rows = try WeightedSide(matrix, weights: weights, most: most > 0 ? most : 1, frame: frame)
        let others = try queries.map {
            try WeightedSide($0.matrix, weights: $0.weights, most: most > 0 ? most : 1, frame: frame)
        }
        let available = others == nil ? max(matrix.rowCount - 1, 0) : matrix.rowCount
        let total = columnWeights?.reduce(0, +) ?? Double(matrix.columnCount)
        var state = try KeptState("neighbours-weighted", in: context) {
            try $0.mix(settings: self)
            for (matrix, weights) in [(matrix, weights)] + (queries.map { [($0.matrix, $0.weights)] } ?? []) {
                $0.mix(matrix)
                $0.mix(weights)
            }
        }
        let found = try WeightedSearch(
            queries: others ?? rows, among: rows, count: min(count, available), exceptSelf: others == nil,
            total: total, unit: frame.power * frame.power
        ).neighbours(keeping: &state, context: context)
        state.remove()
        return found
    }

    /// 1 where a value is known, 0 where it is NaN; with ``columnWeights`` the root of the column's weight.
    func maskWeights(_ matrix: FeatureMatrix) -> [Float] {
        let roots = columnWeights?.map { Float($0.squareRoot()) }
        return matrix.values.indices.map { place in
            matrix.values[place].isNaN ? 0 : roots?[place % matrix.columnCount] ?? 1
        }
    }

    private static func check(_ matrix: FeatureMatrix, _ weights: [Float]) throws(LearningError) {
        for (place, weight) in weights.enumerated() {
            let (row, column) = (place / matrix.columnCount, place % matrix.columnCount)
            guard weight >= 0, weight.isFinite else { throw .badWeight(row: row, weight: Double(weight)) }
            guard weight == 0 || matrix.values[place].isFinite else {
                throw .notFinite(row: row, column: column)
            }
        }
    }

    private static func frame(_ matrix: FeatureMatrix, _ weights: [Float]) -> WeightedSide.Frame {
        let columns = matrix.columnCount
        var sums = [Double](repeating: 0, count: columns)
        var counts = sums
        for (place, value) in matrix.values.enumerated() where weights[place] > 0 {
            sums[place % columns] += Double(value)
            counts[place % columns] += 1
        }
        let centre = zip(sums, counts).map { $0 / max($1, 1) }
        var largest = 0.0
        for (place, value) in matrix.values.enumerated() where weights[place] > 0 {
            largest = max(largest, abs(Double(value) - centre[place % columns]))
        }
        let power =
            largest > 0 ? Double(sign: .plus, exponent: -Int(largest.exponent) - 1, significand: 1) : 1
        return WeightedSide.Frame(centre: centre, power: power)
    }
}
