// SPDX-License-Identifier: Apache-2.0

import Execution

/// Mean of each column, and one over its standard deviation (1 for a column of equal values).
struct ColumnScaling: Sendable, Codable, Hashable {
    var means: [Double]
    var factors: [Double]

    /// Leaves all as it is.
    init(columns: Int) {
        means = [Double](repeating: 0, count: columns)
        factors = [Double](repeating: 1, count: columns)
    }

    /// - Parameter weights: of the rows, not all 0; `nil` for equal ones.
    /// - Throws: `CancellationError`.
    init(_ matrix: FeatureMatrix, weights: [Double]?, context: ExecutionContext) throws {
        let columns = matrix.columnCount
        let total = weights?.reduce(0, +) ?? Double(matrix.rowCount)
        func sums(_ body: @Sendable (Int, Double) -> Double) throws -> [Double] {
            try context.sumRows(matrix.rowCount) { rows in
                var sums = [Double](repeating: 0, count: columns)
                for row in rows {
                    let weight = weights?[row] ?? 1
                    guard weight > 0 else { continue }
                    for column in 0..<columns {
                        sums[column] += weight * body(column, Double(matrix.values[row * columns + column]))
                    }
                }
                return sums
            }
        }
        let means = try sums { $1 }.map { $0 / total }
        let squares = try sums { ($1 - means[$0]) * ($1 - means[$0]) }
        self.means = means
        // What is left of equal values is their rounding.
        factors = zip(squares, means).map { sum, mean in
            let deviation = (sum / total).squareRoot()
            return deviation > 1e-12 * max(abs(mean), .leastNormalMagnitude) ? 1 / deviation : 1
        }
    }

    /// The columns so scaled; row-major as the matrix.
    func scaled(_ matrix: FeatureMatrix) -> [Float] {
        let columns = matrix.columnCount
        return matrix.values.indices.map { place in
            let column = place % columns
            return Float((Double(matrix.values[place]) - means[column]) * factors[column])
        }
    }
}
