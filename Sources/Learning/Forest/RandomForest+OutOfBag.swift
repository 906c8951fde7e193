// SPDX-License-Identifier: Apache-2.0

import Execution

extension RandomForest {
    /// For each row the mean vote of the trees that did not see it, trees in order; NaN where there are none.
    static func outOfBagProbabilities(
        of matrix: FeatureMatrix, grown: [TreeGrower.Grown], classCount: Int, context: ExecutionContext
    ) throws -> ClassProbabilities {
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 512)
        let parts = try context.mapParts(ranges.count) { part in
            let range = ranges[part]
            var sums = [Float](repeating: 0, count: range.count * classCount)
            var votes = [Int](repeating: 0, count: range.count)
            for tree in grown {
                let left = range.filter { tree.inBag[$0 / 64] >> UInt64($0 % 64) & 1 == 0 }
                var vote = [Float](repeating: 0, count: left.count * classCount)
                tree.tree.addProbabilities(
                    of: matrix, rows: left.map(UInt32.init), classCount: classCount, to: &vote)
                for (place, row) in left.enumerated() {
                    let base = (row - range.lowerBound) * classCount
                    for column in 0..<classCount { sums[base + column] += vote[place * classCount + column] }
                    votes[row - range.lowerBound] += 1
                }
            }
            for place in sums.indices { sums[place] /= Float(votes[place / classCount]) }  // 0 / 0 is the NaN we want
            return sums
        }
        return ClassProbabilities(classCount: classCount, values: Array(parts.joined()))
    }

    static func errorRate(_ probabilities: ClassProbabilities, labels: [Int]) -> Double {
        let known = labels.indices.filter { !probabilities[$0, 0].isNaN }
        let wrong = known.count { probabilities.mostProbable(in: $0) != labels[$0] }
        return known.isEmpty ? .nan : Double(wrong) / Double(known.count)
    }
}
