// SPDX-License-Identifier: Apache-2.0

import Execution

extension GrownTrees {
    /// For each row the mean of what the trees say that did not see it, trees in order; NaN where there are none.
    func outOfBag(of matrix: FeatureMatrix, width: Int, context: ExecutionContext) throws -> [Float] {
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 512)
        let parts = try context.gatherValues(ranges.count) { part in
            let range = ranges[part]
            var sums = [Float](repeating: 0, count: range.count * width)
            var votes = [Int](repeating: 0, count: range.count)
            for tree in trees {
                let left = range.filter { tree.inBag[$0 / 64] >> UInt64($0 % 64) & 1 == 0 }
                var vote = [Float](repeating: 0, count: left.count * width)
                tree.tree.addLeaves(of: matrix, rows: left.map(UInt32.init), width: width, to: &vote)
                for (place, row) in left.enumerated() {
                    let base = (row - range.lowerBound) * width
                    for column in 0..<width { sums[base + column] += vote[place * width + column] }
                    votes[row - range.lowerBound] += 1
                }
            }
            for place in sums.indices { sums[place] /= Float(votes[place / width]) }  // 0 / 0 is the NaN we want
            return sums
        }
        return parts.flatMap(\.self)
    }
}

extension RandomForest {
    static func errorRate(_ probabilities: ClassProbabilities, labels: [Int]) -> Double {
        let known = labels.indices.filter { !probabilities[$0, 0].isNaN }
        let wrong = known.count { probabilities.mostProbable(in: $0) != labels[$0] }
        return known.isEmpty ? .nan : Double(wrong) / Double(known.count)
    }
}
