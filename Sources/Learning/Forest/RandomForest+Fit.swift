// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

extension RandomForest: ClassificationEstimator {
    /// Grows the trees, each a part of its own, then asks for each row the trees that did not see it.
    ///
    /// Row weights and class weights are folded into one integer per row, rounded to at least 1/1000 of the greatest
    /// for up to two million rows; rows of weight 0 are left out.
    ///
    /// - Throws: ``LearningError`` for settings out of range, arrays of the wrong length, or fewer than two classes;
    ///   `CancellationError`.
    /// - Complexity: O(n m) to bin, then O(trees · √m · n log n); n · m bytes and 20 bytes a row and thread.
    public func fit(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?, seed: UInt64,
        context: ExecutionContext
    ) throws -> FittedForest {
        let grown = try grow(
            0..<trees, of: matrix, labels: labels, classCount: classCount, weights: weights, seed: seed,
            context: context)
        let fitted = try finish(grown, of: matrix, labels: labels, classCount: classCount, context: context)
        context.checkpoints?.remove(Self.stateName)
        return fitted
    }

    /// Grows some of the trees; see ``GrownTrees``.
    ///
    /// - Parameter numbers: which trees, in `0..<trees`.
    /// - Throws: as ``fit(_:labels:classCount:weights:seed:context:)``.
    public func grow(
        _ numbers: Range<Int>, of matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]? = nil,
        seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> GrownTrees {
        try checkSettings(classCount: classCount)
        try Self.check(matrix, labels: labels, classCount: classCount, weights: weights)
        let grower = TreeGrower(
            forest: self, bins: try FeatureBins(matrix, limit: maximumBins, seed: seed, context: context),
            answers: .classes(labels.map(UInt16.init), count: classCount),
            rowWeights: integerWeights(labels: labels, classCount: classCount, weights: weights), seed: seed)
        return try grow(numbers, with: grower, context: context)
    }

    /// What trees are kept under while others grow; kept until the forest is finished.
    static let stateName = "trees"

    /// Makes a forest of all its trees, and asks for each row those that did not see it.
    ///
    /// - Throws: ``LearningError/wrongLength(what:have:need:)`` if trees are missing; `CancellationError`.
    public func finish(
        _ grown: GrownTrees, of matrix: FeatureMatrix, labels: [Int], classCount: Int,
        context: ExecutionContext = ExecutionContext()
    ) throws -> FittedForest {
        try check(grown, columns: matrix.columnCount, width: classCount)
        let outOfBag = ClassProbabilities(
            classCount: classCount,
            values: try grown.outOfBag(of: matrix, width: classCount, context: context))
        return FittedForest(
            classCount: classCount, columnCount: matrix.columnCount,
            importance: Self.meanImportance(grown.trees.map(\.importance), columns: matrix.columnCount),
            outOfBag: outOfBag, outOfBagError: Self.errorRate(outOfBag, labels: labels),
            mean: TreeMean(grown.trees.map(\.tree), width: classCount))
    }

    func grow(_ numbers: Range<Int>, with grower: TreeGrower, context: ExecutionContext) throws -> GrownTrees {
        guard (0..<trees).contains(numbers.lowerBound), numbers.upperBound <= trees else {
            throw LearningError.badSetting(name: "trees to grow", text: "\(numbers)", allowed: "a part of 0..<\(trees)")
        }
        let done = ProgressCounter(
            stage: "growing trees", total: numbers.count, unit: "trees", reporter: context.progress)
        var state = try KeptState(Self.stateName, in: context) { try grower.mix(into: &$0, numbers: numbers) }
        let columns = grower.bins.columnCount, width = grower.answers.width, rows = grower.bins.rowCount
        let grown = try context.gatherParts(
            numbers.count, keeping: &state, write: { $0.write(to: &$1) },
            read: { try GrownTrees.Tree(&$0, columns: columns, width: width, rows: rows) }
        ) { part in
            try context.cancellation.check()
            let result = try grower.grow(numbers.lowerBound + part)
            done.advance()
            return result
        }
        return GrownTrees(start: numbers.lowerBound, trees: grown)
    }

    func check(_ grown: GrownTrees, columns: Int, width: Int) throws(LearningError) {
        guard grown.range == 0..<trees else {
            throw .wrongLength(what: "trees of the forest", have: grown.trees.count, need: trees)
        }
        for tree in grown.trees {
            guard tree.tree.isSound(columns: columns, leafCount: tree.tree.leaves.count / width),
                tree.importance.count == columns
            else { throw .damagedForest(reason: "a tree points outside itself") }
        }
    }

    /// What every classifier asks of its rows.
    package static func check(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?
    ) throws(LearningError) {
        let rows = matrix.rowCount
        try check(matrix, weights: weights)
        guard labels.count == rows else { throw .wrongLength(what: "labels", have: labels.count, need: rows) }
        if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .labelOutOfRange(row: row, label: labels[row], classes: classCount)
        }
        let present = Set(labels.indices.lazy.filter { weights?[$0] != 0 }.map { labels[$0] })
        guard present.count >= 2 else { throw .tooFewClasses(have: present.count) }
    }

    /// What both kinds of forest ask of their rows.
    static func check(_ matrix: FeatureMatrix, weights: [Double]?) throws(LearningError) {
        let rows = matrix.rowCount
        guard rows > 0 else { throw .noRows }
        guard matrix.columnCount > 0 else { throw .noColumns }
        guard rows <= 1 << 30 else { throw .tooManyRows(have: rows, limit: 1 << 30) }
        guard matrix.columnCount <= 1 << 30 else { throw .tooManyRows(have: matrix.columnCount, limit: 1 << 30) }
        guard let weights else { return }
        guard weights.count == rows else { throw .wrongLength(what: "weights", have: weights.count, need: rows) }
        if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
            throw .badWeight(row: row, weight: weights[row])
        }
    }

    private func integerWeights(labels: [Int], classCount: Int, weights: [Double]?) -> [UInt32] {
        let classWeights = classWeights.values(labels: labels, classCount: classCount, weights: weights)
        return Self.wholeNumbers(labels.indices.map { (weights?[$0] ?? 1) * classWeights[labels[$0]] })
    }

    static func wholeNumbers(_ combined: [Double]) -> [UInt32] {
        let greatest = combined.max() ?? 1
        if combined.allSatisfy({ $0 == greatest || $0 == 0 }) { return combined.map { $0 == 0 ? 0 : 1 } }
        // Even if every draw of a bootstrap hits the heaviest row, the sum stays below 2³¹.
        let scale = Double(Int32.max) / Double(combined.count) / greatest
        let limit = max(1, min(scale * greatest, 65536))
        return combined.map { $0 == 0 ? 0 : max(1, UInt32(($0 / greatest * limit).rounded(.down))) }
    }

    /// Each tree's importance adds up to 1 before the mean is taken, and so does the mean.
    static func meanImportance(_ perTree: [[Double]], columns: Int) -> [Double] {
        var mean = [Double](repeating: 0, count: columns)
        for importance in perTree {
            let sum = importance.reduce(0, +)
            guard sum > 0 else { continue }
            for column in 0..<columns { mean[column] += importance[column] / sum }
        }
        let sum = mean.reduce(0, +)
        return sum > 0 ? mean.map { $0 / sum } : mean
    }
}

extension RandomForest.ClassWeights {
    func values(labels: [Int], classCount: Int, weights: [Double]?) -> [Double] {
        switch self {
        case .equal: return [Double](repeating: 1, count: classCount)
        case .given(let values): return values
        case .balanced:
            var sums = [Double](repeating: 0, count: classCount)
            for (row, label) in labels.enumerated() { sums[label] += weights?[row] ?? 1 }
            let total = sums.reduce(0, +)
            return sums.map { $0 > 0 ? total / (Double(classCount) * $0) : 1 }
        }
    }
}
