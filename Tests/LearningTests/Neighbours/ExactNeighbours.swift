// SPDX-License-Identifier: Apache-2.0

import Execution

@testable import Learning

/// The plainest search there is, in double precision: what every other must equal.
struct ExactNeighbours {
    var distance = euclidean

    /// A plain loop, since tests are not optimised.
    private static func euclidean(_ x: [Double], _ y: [Double]) -> Double {
        var sum = 0.0, index = 0
        while index < x.count {
            let difference = x[index] - y[index]
            sum += difference * difference
            index += 1
        }
        return sum.squareRoot()
    }

    func search(_ queries: FeatureMatrix, _ reference: FeatureMatrix, count: Int, within: Bool) -> ([Int32], [Float]) {
        let rows = (0..<reference.rowCount).map { reference[$0].map(Double.init) }
        var numbers: [Int32] = []
        var distances: [Float] = []
        for row in 0..<queries.rowCount {
            let query = queries[row].map(Double.init)
            let others = rows.indices.filter { !within || $0 != row }.map { (distance(query, rows[$0]), $0) }
            for (distance, number) in others.sorted(by: <).prefix(count) {
                numbers.append(Int32(number))
                distances.append(Float(distance))
            }
        }
        return (numbers, distances)
    }

    static func normal(_ rows: Int, _ columns: Int, seed: UInt64, scale: Double = 1, offset: Double = 0) throws
        -> FeatureMatrix
    {
        var generator = SeededGenerator(seed: seed)
        return try FeatureMatrix(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in Float(offset + scale * generator.normal()) })
    }
}
