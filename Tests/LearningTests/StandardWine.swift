// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning

extension Wine {
    /// The wine data with each column at mean 0 and variance 1 (divisor n), as the references were computed.
    static func standardised() throws -> FeatureMatrix {
        var matrix = try Wine().matrix
        let rows = matrix.rowCount, columns = matrix.columnCount
        for column in 0..<columns {
            let values = (0..<rows).map { Double(matrix.values[$0 * columns + column]) }
            let mean = values.reduce(0, +) / Double(rows)
            let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)).squareRoot()
            for row in 0..<rows { matrix.values[row * columns + column] = Float((values[row] - mean) / deviation) }
        }
        return matrix
    }
}

/// n × m normal deviates with standard deviation `scale(column)`.
func noise(rows: Int, columns: Int, seed: UInt64 = 3, scale: (Int) -> Double = { _ in 1 }) throws -> FeatureMatrix {
    var generator = SeededGenerator(seed: seed)
    return try FeatureMatrix(
        rows: rows, columns: columns,
        values: (0..<rows * columns).map { Float(generator.normal() * scale($0 % columns)) })
}
