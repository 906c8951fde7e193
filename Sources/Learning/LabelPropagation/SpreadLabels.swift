// SPDX-License-Identifier: Apache-2.0

/// What label spreading or propagation makes of every row.
public struct SpreadLabels: Sendable, Hashable, Codable {
    /// n × K; NaN in rows that no label can reach (another component of the graph). The labelled rows are among them:
    /// propagation leaves theirs certain, spreading may overrule them.
    public var probabilities: ClassProbabilities
    /// How much of any label has come to each row, 0 where none: small values are far from all labels.
    public var values: [Double]
    /// Steps taken.
    public var steps: Int
    /// Whether the last step changed less than the tolerance.
    public var hasConverged: Bool

    /// Shannon entropy of each row's classes over ln K: 0 certain, 1 all classes alike; NaN where no label has come.
    public var entropies: [Double] {
        (0..<probabilities.rowCount).map { probabilities[$0, 0].isNaN ? .nan : probabilities.entropy(in: $0) }
    }

    /// The classes of new rows from those of their neighbours among these: the mean, as scikit-learn predicts.
    ///
    /// - Parameters:
    ///   - neighbours: k row numbers for each new row, row-major; negative numbers ("none") and rows that no label has
    ///     reached are left out.
    ///   - weights: as many weights of 0 or more, such as kernel values; `nil` for all 1.
    /// - Returns: NaN for a new row without any such neighbour.
    /// - Throws: ``LearningError`` for wrong lengths or a number beyond the last row.
    public func probabilities(
        neighbours: [Int32], perRow: Int, weights: [Float]? = nil
    ) throws(LearningError) -> ClassProbabilities {
        guard perRow >= 1, neighbours.count % perRow == 0 else {
            throw .wrongLength(what: "neighbours", have: neighbours.count, need: max(perRow, 1))
        }
        if let weights, weights.count != neighbours.count {
            throw .wrongLength(what: "weights", have: weights.count, need: neighbours.count)
        }
        let classCount = probabilities.classCount
        var means = ClassProbabilities(classCount: classCount, rowCount: neighbours.count / perRow)
        for row in 0..<means.rowCount {
            var sums = [Double](repeating: 0, count: classCount), total = 0.0
            for place in row * perRow..<(row + 1) * perRow where neighbours[place] >= 0 {
                let other = Int(neighbours[place])
                guard other < probabilities.rowCount else {
                    throw .badSetting(
                        name: "neighbour of row \(row)", text: "\(other)",
                        allowed: "row numbers below \(probabilities.rowCount)")
                }
                guard !probabilities[other, 0].isNaN else { continue }
                let weight = weights.map { Double($0[place]) } ?? 1
                total += weight
                for number in 0..<classCount { sums[number] += weight * Double(probabilities[other, number]) }
            }
            for number in 0..<classCount { means[row, number] = total > 0 ? Float(sums[number] / total) : .nan }
        }
        return means
    }
}
