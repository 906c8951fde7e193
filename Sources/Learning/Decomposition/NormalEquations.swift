// SPDX-License-Identifier: Apache-2.0

import CKernels

/// A weighted least-squares fit by `count` vectors, solved by Cholesky's decomposition.
struct NormalEquations {
    let count: Int
    private var normal: [Double]
    private(set) var right: [Double]

    init(count: Int) {
        self.count = count
        normal = [Double](repeating: 0, count: count * count)
        right = [Double](repeating: 0, count: count)
    }

    /// Takes the values to fit, their weights, and the vectors one after the other.
    mutating func collect(_ values: [Float], _ weights: [Float], vectors: [Float]) {
        secchi_weighted_normal(values, weights, vectors, count, values.count, &normal, &right)
    }

    /// The factors; where values do not say which, the smaller ones.
    func solve() -> [Double] {
        var lower = normal
        let greatest = (0..<count).reduce(0) { max($0, normal[$1 * count + $1]) }
        guard greatest > 0 else { return [Double](repeating: 0, count: count) }
        let ridge = 1e-10 * greatest
        for row in 0..<count {
            for column in 0...row {
                var sum = normal[row * count + column] + (row == column ? ridge : 0)
                for k in 0..<column { sum -= lower[row * count + k] * lower[column * count + k] }
                lower[row * count + column] =
                    row == column ? max(sum, ridge * 1e-3).squareRoot() : sum / lower[column * count + column]
            }
        }
        var solution = right
        for row in 0..<count {
            for k in 0..<row { solution[row] -= lower[row * count + k] * solution[k] }
            solution[row] /= lower[row * count + row]
        }
        for row in (0..<count).reversed() {
            for k in (row + 1)..<max(row + 1, count) { solution[row] -= lower[k * count + row] * solution[k] }
            solution[row] /= lower[row * count + row]
        }
        return solution
    }
}
