// SPDX-License-Identifier: Apache-2.0

import Learning

/// The k nearest other rows of each row, nearest first, of equal ones the first.
func bruteNeighbours(_ matrix: FeatureMatrix, _ count: Int) -> [Int32] {
    let columns = matrix.columnCount
    var distances = [Double](repeating: 0, count: matrix.rowCount)
    var all: [Int32] = []
    matrix.values.withUnsafeBufferPointer { values in
        for row in 0..<matrix.rowCount {
            for other in 0..<matrix.rowCount {
                var sum = 0.0
                for column in 0..<columns {
                    let difference = Double(values[row * columns + column] - values[other * columns + column])
                    sum += difference * difference
                }
                distances[other] = other == row ? .infinity : sum
            }
            for _ in 0..<count {
                var best = 0
                for other in 0..<matrix.rowCount where distances[other] < distances[best] { best = other }
                all.append(Int32(best))
                distances[best] = .infinity
            }
        }
    }
    return all
}

extension Wine {
    /// Every column with mean 0 and standard deviation 1.
    var standardised: FeatureMatrix {
        var matrix = matrix
        for column in 0..<13 {
            let values = (0..<178).map { Double(matrix.values[$0 * 13 + column]) }
            let mean = values.reduce(0, +) / 178
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 178).squareRoot()
            for row in 0..<178 { matrix.values[row * 13 + column] = Float((values[row] - mean) / deviation) }
        }
        return matrix
    }

    /// Every ninth row keeps its label.
    var fewLabels: [Int?] { labels.indices.map { $0 % 9 == 0 ? labels[$0] : nil } }
}
