// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

@Suite struct WeightedSearchTests {
    private func weights(_ rows: Int, _ columns: Int, seed: UInt64) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: seed)
        return try FeatureMatrix(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in
                generator.uniform() < 0.2 ? 0 : Float(0.1 + 5 * generator.uniform())
            })
    }

    private func plain(
        _ matrix: FeatureMatrix, _ weights: FeatureMatrix, count: Int
    ) -> ([Int32], [Float]) {
        var numbers: [Int32] = []
        var distances: [Float] = []
        let columns = matrix.columnCount
        for row in 0..<matrix.rowCount {
            let others = (0..<matrix.rowCount).filter { $0 != row }.map { other -> (Double, Int) in
                var sum = 0.0
                var total = 0.0
                for column in 0..<columns {
                    let (first, second) = (row * columns + column, other * columns + column)
                    let weight = Double(weights.values[first]) * Double(weights.values[second])
                    guard weight > 0 else { continue }
                    let difference = Double(matrix.values[first]) - Double(matrix.values[second])
                    sum += weight * difference * difference
                    total += weight
                }
                return (total > 0 ? (Double(columns) * sum / total).squareRoot() : .infinity, other)
            }
            for (distance, number) in others.sorted(by: <).prefix(count) {
                numbers.append(Int32(number))
                distances.append(Float(distance))
            }
        }
        return (numbers, distances)
    }

    private func expect(_ found: Neighbours, _ expected: ([Int32], [Float])) {
        #expect(found.numbers == expected.0)
        for (have, want) in zip(found.distances, expected.1) {
            #expect(have == want || abs(have - want) <= 2e-6 * want)
        }
    }

    @Test(
        "Neighbours by weights of single values are those of double precision, for any number of threads"
    )
    func weighted() throws {
        for (rows, columns, scale) in [(130, 12, 1.0), (40, 3, 1e-17), (2, 1, 1)] {
            let matrix = try ExactNeighbours.normal(
                rows, columns, seed: 1, scale: scale, offset: 3 * scale)
            let weights = try weights(rows, columns, seed: 2)
            var search = NeighbourSearch()
            search.count = 6
            let found = try search.neighbours(within: matrix, weights: weights)
            expect(found, plain(matrix, weights, count: 6))
            for threads in [1, 7] {
                let again = try search.neighbours(
                    within: matrix, weights: weights, context: ExecutionContext(threads: threads))
                #expect(again == found)
            }
        }
    }

    @Test("NaN is a masked pixel: distances are of the common pixels, scaled to all")
    func masked() throws {
        var matrix = try ExactNeighbours.normal(120, 10, seed: 3)
        var mask = try FeatureMatrix(rows: 120, columns: 10, values: [Float](repeating: 1, count: 1200))
        for place in stride(from: 0, to: 1200, by: 7) {
            matrix.values[place] = .nan
            mask.values[place] = 0
        }
        for column in 0..<10 {
            matrix.values[50 * 10 + column] = .nan
            mask.values[50 * 10 + column] = 0
        }
        var search = NeighbourSearch()
        search.count = 5
        let found = try search.neighbours(within: matrix)
        expect(found, plain(matrix, mask, count: 5))
        #expect(
            found.distances(of: 50).allSatisfy { $0 == .infinity }
                && Array(found.numbers(of: 50)) == [0, 1, 2, 3, 4])
        let own = try search.neighbours(of: matrix.rows([7, 8]), among: matrix)
        #expect(own.numbers(of: 0).first == 7 && own.distances(of: 1).first == 0)
    }

    @Test("Weights of 1 give the neighbours of the plain search; equal rows are at distance 0")
    func ones() throws {
        let matrix = try ExactNeighbours.normal(100, 5, seed: 4).rows((0..<100).map { $0 % 60 })
        let ones = try FeatureMatrix(rows: 100, columns: 5, values: [Float](repeating: 1, count: 500))
        let plain = try NeighbourSearch().neighbours(within: matrix)
        let found = try NeighbourSearch().neighbours(within: matrix, weights: ones)
        #expect(found.numbers == plain.numbers && found.distances(of: 0).first == 0)
    }

    @Test("Bad weights, infinite values, the cosine and column weights beside weights are refused")
    func refusals() throws {
        var matrix = try ExactNeighbours.normal(20, 3, seed: 5)
        var weights = try weights(20, 3, seed: 6)
        weights.values[5] = 1
        func refuse(_ change: (inout NeighbourSearch) -> Void = { _ in }) {
            var search = NeighbourSearch()
            change(&search)
            #expect(throws: LearningError.self) {
                try search.neighbours(within: matrix, weights: weights)
            }
        }
        refuse { $0.distance = .cosine }
        refuse { $0.columnWeights = [1, 1, 1] }
        matrix.values[5] = .infinity
        refuse()
        matrix.values[5] = 0
        weights.values[5] = -1
        refuse()
        weights.values[5] = .nan
        refuse()
        matrix.values[3] = .nan
        var cosine = NeighbourSearch()
        cosine.distance = .cosine
        #expect(throws: LearningError.self) { try cosine.neighbours(within: matrix) }
    }
}
