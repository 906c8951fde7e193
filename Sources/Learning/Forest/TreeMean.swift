// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The mean of what the trees of a forest say.
struct TreeMean: Sendable {
    let trees: [ForestTree]
    /// Numbers that a leaf has.
    let width: Int
    /// Of each tree what many rows pass fastest; `nil` if it does not fit.
    private let packed: [[secchi_forest_packed]?]

    init(_ trees: [ForestTree], width: Int) {
        self.trees = trees
        self.width = width
        packed = trees.map { $0.packed(width: width) }
    }

    /// What the leaves say of each row, as the mean over the trees: n × width.
    func values(of matrix: FeatureMatrix, context: ExecutionContext) throws -> [Float] {
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: Self.partSize(columns: matrix.columnCount))
        let share = 1 / Float(trees.count)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var sums = [Float](repeating: 0, count: ranges[part].count * width)
            add(matrix, ranges[part], to: &sums)
            for place in sums.indices { sums[place] *= share }
            return sums
        }
        return parts.flatMap(\.self)
    }

    /// Rows that are sent through all trees together, whole groups of sixteen: they stay in the second cache, and so does each
    /// tree meanwhile, where others use that cache, too.
    private static func partSize(columns: Int) -> Int { min(max((1 << 16) / columns / 16, 2), 16) * 16 }

    private func add(_ matrix: FeatureMatrix, _ range: Range<Int>, to sums: inout [Float]) {
        let isMany = range.count >= 16
        let keys = isMany && packed.contains { $0 != nil } ? matrix.forestKeys(of: range) : []
        let rows = range.map(UInt32.init)
        for (tree, packed) in zip(trees, packed) {
            if isMany, let packed {
                secchi_forest_predict_packed(
                    packed, tree.leaves, UInt32(width), keys, matrix.columnCount, range.count, &sums)
            } else {
                tree.addLeaves(of: matrix, rows: rows, width: width, to: &sums)
            }
        }
    }
}

extension TreeMean: Hashable {
    static func == (one: TreeMean, other: TreeMean) -> Bool { one.trees == other.trees && one.width == other.width }

    func hash(into hasher: inout Hasher) {
        hasher.combine(trees)
        hasher.combine(width)
    }
}

extension FeatureMatrix {
    /// Some rows as packed trees read them: in groups of eight, turned, as numbers in the order of the values.
    fileprivate func forestKeys(of rows: Range<Int>) -> [UInt32] {
        let count = (rows.count + 7) / 8 * 8 * columnCount
        return [UInt32](unsafeUninitializedCapacity: count) { keys, made in
            values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                secchi_forest_keys(base + rows.lowerBound * columnCount, columnCount, rows.count, keys.baseAddress)
            }
            made = count
        }
    }
}
