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
        try checkSettings(classCount: classCount)
        try Self.check(matrix, labels: labels, classCount: classCount, weights: weights)
        let rowWeights = integerWeights(labels: labels, classCount: classCount, weights: weights)
        let bins = try FeatureBins(matrix, limit: maximumBins, seed: seed, context: context)
        let grower = TreeGrower(
            forest: self, bins: bins, labels: labels.map(UInt16.init), classCount: classCount, rowWeights: rowWeights,
            seed: seed)
        let done = ProgressCounter(stage: "growing trees", total: trees, unit: "trees", reporter: context.progress)
        let grown = try context.mapParts(trees) { tree in
            try context.cancellation.check()
            let result = try grower.grow(tree)
            done.advance()
            return result
        }
        let outOfBag = try Self.outOfBagProbabilities(
            of: matrix, grown: grown, classCount: classCount, context: context)
        return FittedForest(
            classCount: classCount, columnCount: matrix.columnCount,
            importance: Self.meanImportance(grown.map(\.importance), columns: matrix.columnCount), outOfBag: outOfBag,
            outOfBagError: Self.errorRate(outOfBag, labels: labels), trees: grown.map(\.tree))
    }

    static func check(
        _ matrix: FeatureMatrix, labels: [Int], classCount: Int, weights: [Double]?
    ) throws(LearningError) {
        let rows = matrix.rowCount
        guard rows > 0 else { throw .noRows }
        guard matrix.columnCount > 0 else { throw .noColumns }
        guard rows <= 1 << 30 else { throw .tooManyRows(have: rows, limit: 1 << 30) }
        guard matrix.columnCount <= 1 << 30 else { throw .tooManyRows(have: matrix.columnCount, limit: 1 << 30) }
        guard labels.count == rows else { throw .wrongLength(what: "labels", have: labels.count, need: rows) }
        if let row = labels.firstIndex(where: { !(0..<classCount).contains($0) }) {
            throw .labelOutOfRange(row: row, label: labels[row], classes: classCount)
        }
        if let weights {
            guard weights.count == rows else { throw .wrongLength(what: "weights", have: weights.count, need: rows) }
            if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .badWeight(row: row, weight: weights[row])
            }
        }
        let present = Set(labels.indices.lazy.filter { weights?[$0] != 0 }.map { labels[$0] })
        guard present.count >= 2 else { throw .tooFewClasses(have: present.count) }
    }

    private func integerWeights(labels: [Int], classCount: Int, weights: [Double]?) -> [UInt32] {
        let classWeights = classWeights.values(labels: labels, classCount: classCount, weights: weights)
        let combined = labels.indices.map { (weights?[$0] ?? 1) * classWeights[labels[$0]] }
        let greatest = combined.max() ?? 1
        if combined.allSatisfy({ $0 == greatest || $0 == 0 }) { return combined.map { $0 == 0 ? 0 : 1 } }
        // Even if every draw of a bootstrap hits the heaviest row, the sum stays below 2³¹.
        let scale = Double(Int32.max) / Double(labels.count) / greatest
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
