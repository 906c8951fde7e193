// SPDX-License-Identifier: Apache-2.0

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
    init(_ matrix: FeatureMatrix, weights: [Double]?) {
        let columns = matrix.columnCount
        var sums = [Double](repeating: 0, count: columns), squares = sums
        let total = weights?.reduce(0, +) ?? Double(matrix.rowCount)
        func each(_ body: (Int, Double, Float) -> Void) {
            for row in 0..<matrix.rowCount {
                let weight = weights?[row] ?? 1
                guard weight > 0 else { continue }
                for column in 0..<columns { body(column, weight, matrix.values[row * columns + column]) }
            }
        }
        each { sums[$0] += $1 * Double($2) }
        let means = sums.map { $0 / total }
        each { squares[$0] += $1 * (Double($2) - means[$0]) * (Double($2) - means[$0]) }
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
