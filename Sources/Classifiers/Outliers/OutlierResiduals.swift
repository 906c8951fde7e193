// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning

/// What spectra differ in from the mean of their nearest neighbours.
struct OutlierResiduals: Sendable {
    /// Rows of the dataset.
    let rows: [Int]
    /// For each of ``rows`` the mean of its neighbours; m values.
    let references: [[Float]]
    /// For each of ``rows`` itself minus that mean; m values.
    let values: [[Float]]

    /// - Throws: `LearningError`, or `CancellationError`.
    init(of rows: [Int], in matrix: FeatureMatrix, search: NeighbourSearch, context: ExecutionContext) throws {
        var search = search
        search.count += 1
        let found = try search.neighbours(of: matrix.rows(rows), among: matrix, context: context)
        self.rows = rows
        var references: [[Float]] = [], values: [[Float]] = []
        for (place, row) in rows.enumerated() {
            let others = found.numbers(of: place).filter { Int($0) != row }.prefix(search.count - 1)
            var mean = [Double](repeating: 0, count: matrix.columnCount)
            for other in others {
                for (column, value) in matrix[Int(other)].enumerated() { mean[column] += Double(value) }
            }
            let reference = mean.map { Float($0 / Double(max(others.count, 1))) }
            references.append(reference)
            values.append(zip(matrix[row], reference).map { $0 - $1 })
        }
        self.references = references
        self.values = values
    }

    /// The share of each column in the squared distance to the neighbours' mean; adds up to 1, or all 0.
    func shares(of place: Int) -> [Double] {
        let squares = values[place].map { Double($0) * Double($0) }
        let sum = squares.reduce(0, +)
        return sum > 0 ? squares.map { $0 / sum } : squares
    }
}
