// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Eigenvalues in descending order, and their vectors, one a row.
struct EigenPairs {
    var values: [Double]
    var vectors: [Float]
    var length: Int

    /// All of a symmetric matrix of `count` × `count` numbers.
    init(symmetric matrix: [Double], count: Int) throws {
        var rows = matrix
        let values = try Self.solve(&rows, count: count, vectors: true)
        let order = values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
        self.values = order.map { values[$0] }
        vectors = order.flatMap { rows[$0 * count..<($0 + 1) * count].map { Float($0) } }
        length = count
    }

    init(values: [Double], vectors: [Float], length: Int) {
        self.values = values
        self.vectors = vectors
        self.length = length
    }

    func leading(_ count: Int) -> EigenPairs {
        EigenPairs(
            values: Array(values.prefix(count)), vectors: Array(vectors.prefix(count * length)), length: length)
    }

    /// Eigenvalues alone, in descending order.
    static func values(ofSymmetric matrix: [Double], count: Int) throws -> [Double] {
        var rows = matrix
        return try solve(&rows, count: count, vectors: false).sorted(by: >)
    }

    private static func solve(_ rows: inout [Double], count: Int, vectors: Bool) throws -> [Double] {
        var values = [Double](repeating: 0, count: count)
        var scratch = [Double](repeating: 0, count: count * count + 3 * count)
        guard secchi_symmetric_eigen(&rows, count, &values, vectors ? 1 : 0, &scratch) == 0 else {
            throw LearningError.notFinite(row: 0, column: 0)
        }
        return values
    }
}
