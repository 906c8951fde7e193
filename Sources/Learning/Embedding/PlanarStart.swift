// SPDX-License-Identifier: Apache-2.0

import Execution

/// Where an embedding starts: the first two principal components, within ±10, with a little noise against equal places.
enum PlanarStart {
    /// x and y of each row. The components are found by subspace iteration, which needs no more than the directions.
    static func of(_ matrix: FeatureMatrix, seed: UInt64) -> [Float] {
        let rows = matrix.rowCount, columns = matrix.columnCount
        var generator = SeededGenerator(seed: seed)
        var means = [Double](repeating: 0, count: columns)
        for row in 0..<rows {
            for (column, value) in matrix[row].enumerated() { means[column] += Double(value) / Double(rows) }
        }
        var axes: [[Double]] = (0..<2).map { _ in (0..<columns).map { _ in generator.normal() } }
        for _ in 0..<30 {
            orthonormalise(&axes)
            let scores = projections(matrix, means, axes)
            var next = [[Double]](repeating: [Double](repeating: 0, count: columns), count: 2)
            for row in 0..<rows {
                let x = scores[2 * row], y = scores[2 * row + 1]
                for (column, value) in matrix[row].enumerated() {
                    let centred = Double(value) - means[column]
                    next[0][column] += x * centred
                    next[1][column] += y * centred
                }
            }
            axes = next
        }
        orthonormalise(&axes)
        let scores = projections(matrix, means, axes)
        let greatest = scores.reduce(0) { max($0, abs($1)) }
        let factor = greatest > 0 ? 10 / greatest : 0
        return scores.map { Float($0 * factor + 1e-4 * generator.normal()) }
    }

    private static func projections(_ matrix: FeatureMatrix, _ means: [Double], _ axes: [[Double]]) -> [Double] {
        var scores: [Double] = []
        scores.reserveCapacity(2 * matrix.rowCount)
        for row in 0..<matrix.rowCount {
            for axis in axes {
                var sum = 0.0
                for (column, value) in matrix[row].enumerated() {
                    sum += (Double(value) - means[column]) * axis[column]
                }
                scores.append(sum)
            }
        }
        return scores
    }

    /// An axis of length 0, as of data without a second direction, stays 0.
    private static func orthonormalise(_ axes: inout [[Double]]) {
        for index in axes.indices {
            for earlier in 0..<index {
                let overlap = zip(axes[index], axes[earlier]).reduce(0) { $0 + $1.0 * $1.1 }
                for column in axes[index].indices { axes[index][column] -= overlap * axes[earlier][column] }
            }
            let length = axes[index].reduce(0) { $0 + $1 * $1 }.squareRoot()
            for column in axes[index].indices { axes[index][column] = length > 0 ? axes[index][column] / length : 0 }
        }
    }
}
