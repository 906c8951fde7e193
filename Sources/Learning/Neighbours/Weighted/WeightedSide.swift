// SPDX-License-Identifier: Apache-2.0

import Execution

/// Rows with a weight for every value, laid out so that two products give all weighted distances.
///
/// With Σ w v (x − y)² = Σ (w x²) v + Σ w (v y²) − 2 Σ (w x)(v y), the rows [w x², w, −2 w x] of one side times the rows
/// [v, v y², v y] of the other give the sums, and w times v what they are to be divided by.
struct WeightedSide: Sendable {
    let count: Int
    let columnCount: Int
    /// n × m values; what has weight 0 is 0.
    let values: [Float]
    /// n × m weights, from 0 to 1.
    let weights: FeatureMatrix
    /// n × 3 m: [w x², w, −2 w x], x centred and scaled.
    let left: FeatureMatrix
    /// Σ w x² of each row, x centred and scaled.
    let squares: [Double]

    /// Centre of each column and the power of two that keeps squares within single precision.
    struct Frame: Sendable {
        var centre: [Double]
        var power: Double
    }

    /// - Parameters:
    ///   - weights: n × m finite numbers ≥ 0; values of weight 0 may be NaN.
    ///   - most: what the weights are divided by.
    init(_ matrix: FeatureMatrix, weights: [Float], most: Float, frame: Frame) throws {
        count = matrix.rowCount
        columnCount = matrix.columnCount
        let (rows, columns) = (count, columnCount)
        // Less than that beside the greatest is nothing, and its products would be lost.
        let scaled = weights.map { $0 / most < 1e-18 ? 0 : $0 / most }
        var known = matrix.values
        for place in known.indices where scaled[place] == 0 { known[place] = 0 }
        var left = [Float](repeating: 0, count: rows * columns * 3)
        var squares = [Double](repeating: 0, count: rows)
        for row in 0..<rows {
            for column in 0..<columns {
                let place = row * columns + column
                let weight = Double(scaled[place])
                guard weight > 0 else { continue }
                let value = (Double(known[place]) - frame.centre[column]) * frame.power
                left[row * columns * 3 + column] = Float(weight * value * value)
                left[row * columns * 3 + columns + column] = scaled[place]
                left[row * columns * 3 + 2 * columns + column] = Float(-2 * weight * value)
                squares[row] += weight * value * value
            }
        }
        values = known
        self.weights = try FeatureMatrix(rows: rows, columns: columns, values: scaled)
        self.left = try FeatureMatrix(rows: rows, columns: columns * 3, values: left)
        self.squares = squares
    }

    /// [v, v y², v y] of a range of rows, and their weights alone, packed.
    func right(_ range: Range<Int>) throws -> (terms: PackedMatrix, weights: PackedMatrix) {
        let columns = columnCount
        var terms = [Float](repeating: 0, count: range.count * columns * 3)
        for (place, row) in range.enumerated() {
            let from = row * columns * 3
            let to = place * columns * 3
            for column in 0..<columns {
                terms[to + column] = left.values[from + columns + column]
                terms[to + columns + column] = left.values[from + column]
                terms[to + 2 * columns + column] = -left.values[from + 2 * columns + column] / 2
            }
        }
        let plain = Array(weights.values[range.lowerBound * columns..<range.upperBound * columns])
        return (
            PackedMatrix(try FeatureMatrix(rows: range.count, columns: columns * 3, values: terms)),
            PackedMatrix(try FeatureMatrix(rows: range.count, columns: columns, values: plain))
        )
    }

    /// Σ w v (x − y)² / Σ w v in double precision, infinite without a common value.
    func meanSquare(_ row: Int, _ other: WeightedSide, _ otherRow: Int) -> Double {
        let (first, second) = (row * columnCount, otherRow * columnCount)
        return values.withUnsafeBufferPointer { x in
            other.values.withUnsafeBufferPointer { y in
                weights.values.withUnsafeBufferPointer { w in
                    other.weights.values.withUnsafeBufferPointer { v in
                        var sum = 0.0
                        var total = 0.0
                        for column in 0..<columnCount {
                            let weight = Double(w[first + column]) * Double(v[second + column])
                            let difference = Double(x[first + column]) - Double(y[second + column])
                            sum += weight * difference * difference
                            total += weight
                        }
                        return total > 0 ? sum / total : .infinity
                    }
                }
            }
        }
    }
}
