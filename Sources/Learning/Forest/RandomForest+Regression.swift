// SPDX-License-Identifier: Apache-2.0

public import Execution

extension RandomForest {
    /// Learns real numbers instead of classes: each leaf tells the mean of its rows, a split makes variances small.
    ///
    /// Targets are rounded to 1/2³⁰ of their range, so that their sums are exact: equal seeds give equal bits for any
    /// number of threads, and the order of the rows does not matter to a split. `criterion` and `classWeights` are not
    /// used. A third of the columns a node (`featureCount = .fraction(1 / 3.0)`) is a usual choice here.
    ///
    /// - Parameters:
    ///   - matrix: n × m; NaN is a value of its own.
    ///   - targets: n finite numbers.
    ///   - weights: n weights ≥ 0 of the rows; `nil` for all equal.
    /// - Throws: ``LearningError`` for settings out of range, arrays of the wrong length, targets that are not finite,
    ///   or no row of weight above 0; `CancellationError`.
    /// - Complexity: as for classes.
    /// - SeeAlso: Breiman 2001, doi:10.1023/A:1010933404324, §11.
    public func fit(
        _ matrix: FeatureMatrix, targets: [Double], weights: [Double]? = nil, seed: UInt64,
        context: ExecutionContext = ExecutionContext()
    ) throws -> FittedRegressionForest {
        let grown = try grow(0..<trees, of: matrix, targets: targets, weights: weights, seed: seed, context: context)
        let fitted = try finish(grown, of: matrix, targets: targets, context: context)
        context.checkpoints?.remove(Self.stateName)
        return fitted
    }

    /// Grows some of the trees; see ``GrownTrees``.
    ///
    /// - Throws: as ``fit(_:targets:weights:seed:context:)``.
    public func grow(
        _ numbers: Range<Int>, of matrix: FeatureMatrix, targets: [Double], weights: [Double]? = nil, seed: UInt64,
        context: ExecutionContext = ExecutionContext()
    ) throws -> GrownTrees {
        try checkSettings(classCount: nil)
        try Self.check(matrix, weights: weights)
        guard targets.count == matrix.rowCount else {
            throw LearningError.wrongLength(what: "targets", have: targets.count, need: matrix.rowCount)
        }
        if let row = targets.firstIndex(where: { !$0.isFinite }) {
            throw LearningError.badSetting(
                name: "target of row \(row)", text: "\(targets[row])", allowed: "finite numbers, or leave the row out")
        }
        if let weights, weights.allSatisfy({ $0 == 0 }) { throw LearningError.noRows }
        let least = targets.min() ?? 0, most = targets.max() ?? 0
        // Halves first: the range of doubles may be wider than a double.
        let origin = least / 2 + most / 2, step = max((most / 2 - least / 2) / 0x1p29, Double.leastNormalMagnitude)
        let grower = TreeGrower(
            forest: self, bins: try FeatureBins(matrix, limit: maximumBins, seed: seed, context: context),
            answers: .targets(
                targets.map { Int32((($0 - origin) / step).rounded()) }, origin: origin, step: step),
            rowWeights: Self.wholeNumbers(weights ?? [Double](repeating: 1, count: targets.count)), seed: seed)
        return try grow(numbers, with: grower, context: context)
    }

    /// Makes a forest of all its trees, and asks for each row those that did not see it.
    ///
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` if trees are missing; `CancellationError`.
    public func finish(
        _ grown: GrownTrees, of matrix: FeatureMatrix, targets: [Double],
        context: ExecutionContext = ExecutionContext()
    ) throws -> FittedRegressionForest {
        try check(grown, columns: matrix.columnCount, width: 1)
        let outOfBag = try grown.outOfBag(of: matrix, width: 1, context: context)
        var squares = 0.0, known = 0
        for (told, target) in zip(outOfBag, targets) where !told.isNaN {
            squares += (Double(told) - target) * (Double(told) - target)
            known += 1
        }
        return FittedRegressionForest(
            importance: Self.meanImportance(grown.trees.map(\.importance), columns: matrix.columnCount),
            outOfBag: outOfBag, outOfBagError: known > 0 ? (squares / Double(known)).squareRoot() : .nan,
            mean: TreeMean(grown.trees.map(\.tree), width: 1))
    }
}
