// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct NeighbourDescentTests {
    /// Rows of a dozen groups, each a plane of four dimensions with noise in all columns.
    static func grouped(_ rows: Int, _ columns: Int, seed: UInt64) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: seed)
        func normals(_ count: Int) -> [Double] { (0..<count).map { _ in generator.normal() } }
        let centres = (0..<12).map { _ in normals(columns) }
        let bases = (0..<12).map { _ in normals(columns * 4) }
        var values: [Float] = []
        values.reserveCapacity(rows * columns)
        for row in 0..<rows {
            let (centre, base, along) = (centres[row % 12], bases[row % 12], normals(4))
            for column in 0..<columns {
                var value = centre[column] + 0.3 * generator.normal()
                for axis in 0..<4 { value += 0.5 * along[axis] * base[column * 4 + axis] }
                values.append(Float(value))
            }
        }
        return try FeatureMatrix(rows: rows, columns: columns, values: values)
    }

    private func approximate(count: Int = 20, above: Int = 0) -> NeighbourSearch {
        var search = NeighbourSearch()
        search.count = count
        search.approximateAbove = above
        return search
    }

    /// The share of neighbours as near as the true ones, of each row.
    private func shares(_ found: Neighbours, _ exact: Neighbours) -> [Double] {
        (0..<exact.rowCount).map { row in
            let farthest = exact.distances(of: row).last ?? 0
            return Double(found.distances(of: row).count { $0 <= farthest }) / Double(exact.count)
        }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    @Test(
        "Of 5000 × 50 rows in groups at least nine in ten neighbours are found, and the recall that is told is about true"
    )
    func recall() throws {
        let matrix = try Self.grouped(5000, 50, seed: 1)
        let exact = try NeighbourSearch().neighbours(within: matrix)
        #expect(exact.recall == nil)
        let found = try approximate(above: 4999).neighbours(within: matrix)
        let shares = shares(found, exact)
        let (truth, told) = (mean(shares), try #require(found.recall))
        #expect(truth >= 0.9)
        let variance = mean(shares.map { ($0 - truth) * ($0 - truth) })
        #expect(abs(told - truth) <= 4 * (variance / 1000).squareRoot() + 1e-4)
    }

    @Test("Where noise hides the groups, the recall that is told falls with the true one")
    func honestRecall() throws {
        let matrix = try ExactNeighbours.normal(3000, 200, seed: 2)
        let exact = try NeighbourSearch().neighbours(within: matrix)
        let found = try approximate().neighbours(within: matrix)
        let shares = shares(found, exact)
        let truth = mean(shares)
        #expect(truth < 0.999)
        let variance = mean(shares.map { ($0 - truth) * ($0 - truth) })
        #expect(abs(try #require(found.recall) - truth) <= 4 * (variance / 1000).squareRoot())
    }

    @Test("Neighbours differ, are never the row itself, ascend, and are at the distances of double precision")
    func distances() throws {
        let matrix = try Self.grouped(1200, 30, seed: 3)
        for distance in [NeighbourSearch.Distance.euclidean, .cosine] {
            var search = approximate(count: 7)
            search.distance = distance
            search.columnWeights = (0..<30).map { Double($0 % 4) }
            let found = try search.neighbours(within: matrix)
            search.approximateAbove = nil
            search.count = 1199
            let all = try search.neighbours(within: matrix)
            #expect(try #require(found.recall) > 0.9)
            for row in 0..<1200 {
                let numbers = found.numbers(of: row), distances = found.distances(of: row)
                #expect(Set(numbers).count == 7 && !numbers.contains(Int32(row)))
                #expect(zip(distances, distances.dropFirst()).allSatisfy { $0 <= $1 })
                let truth = Dictionary(uniqueKeysWithValues: zip(all.numbers(of: row), all.distances(of: row)))
                #expect(zip(numbers, distances).allSatisfy { truth[$0] == $1 })
            }
        }
    }

    @Test("Equal bits come from 1, 2 and 7 threads")
    func threads() throws {
        var matrix = try Self.grouped(2000, 20, seed: 4)
        // More equal rows than a list holds.
        for row in 500..<800 {
            for column in 0..<20 { matrix.values[row * 20 + column] = matrix.values[row % 2 * 20 + column] }
        }
        let search = approximate(count: 10)
        let one = try search.neighbours(within: matrix, context: ExecutionContext(threads: 1))
        for threads in [2, 7, 7] {
            #expect(try search.neighbours(within: matrix, context: ExecutionContext(threads: threads)) == one)
        }
    }

    @Test("Equal rows find one another at distance 0")
    func duplicates() throws {
        let matrix = try ExactNeighbours.normal(3, 18, seed: 5).rows((0..<900).map { $0 % 3 })
        let found = try approximate().neighbours(within: matrix)
        #expect(found.distances.allSatisfy { $0 == 0 } && found.recall == 1)
        for row in 0..<900 {
            #expect(Set(found.numbers(of: row)).count == 20)
            #expect(found.numbers(of: row).allSatisfy { Int($0) % 3 == row % 3 && Int($0) != row })
        }
        let equal = try FeatureMatrix(rows: 600, columns: 2, values: [Float](repeating: 7, count: 1200))
        #expect(try approximate().neighbours(within: equal).distances.allSatisfy { $0 == 0 })
    }

    @Test("Rows close together are told apart far from the centre, and one row far away does not hide the others")
    func scales() throws {
        var matrix = try Self.grouped(1500, 40, seed: 6)
        for place in matrix.values.indices { matrix.values[place] *= 1e-17 }
        for row in 0..<700 {
            for column in 0..<40 { matrix.values[row * 40 + column] = matrix.values[row * 40 + column] / 256 + 9e-17 }
        }
        for column in 0..<40 { matrix.values[column] = 1e-14 }
        let exact = try NeighbourSearch().neighbours(within: matrix)
        #expect(mean(shares(try approximate().neighbours(within: matrix), exact)) > 0.9)
    }

    @Test("Few rows, none, k near their number, and missing values are searched exactly")
    func exactAllTheSame() throws {
        for (rows, count) in [(0, 20), (1, 20), (2, 1), (30, 50), (300, 299), (300, 100), (2500, 257)] {
            let matrix = try ExactNeighbours.normal(rows, 4, seed: 7)
            let found = try approximate(count: count).neighbours(within: matrix)
            var search = approximate(count: count)
            search.approximateAbove = nil
            #expect(try found == search.neighbours(within: matrix))
            #expect(found.recall == nil && found.count == min(count, max(rows - 1, 0)))
        }
        var matrix = try ExactNeighbours.normal(600, 4, seed: 8)
        #expect(try approximate(count: 5).neighbours(within: matrix).recall != nil)
        #expect(try approximate(count: 5, above: 600).neighbours(within: matrix).recall == nil)
        matrix.values[17] = .nan
        #expect(try approximate(count: 5).neighbours(within: matrix).recall == nil)
    }

    @Test("Infinite values and a negative number of rows are refused, and cancelling ends the search")
    func refusals() throws {
        var matrix = try ExactNeighbours.normal(600, 4, seed: 9)
        #expect(throws: LearningError.self) { try approximate(above: -1).neighbours(within: matrix) }
        let cancelled = ExecutionContext()
        cancelled.cancellation.cancel()
        #expect(throws: CancellationError.self) {
            try approximate(count: 5).neighbours(within: matrix, context: cancelled)
        }
        matrix.values[9 * 4 + 2] = .infinity
        #expect(throws: LearningError.notFinite(row: 9, column: 2)) {
            try approximate(count: 5).neighbours(within: matrix)
        }
    }

    @Test("Outlier factors follow from approximate neighbours, which tell their recall")
    func outliers() throws {
        let matrix = try Self.grouped(2400, 30, seed: 10)
        let exact = try LocalOutlierFactor().fit(matrix)
        var outliers = LocalOutlierFactor()
        outliers.search.approximateAbove = 1000
        let found = try outliers.fit(matrix)
        #expect(exact.neighbours.recall == nil)
        #expect(try #require(found.neighbours.recall) > 0.95)
        let near = zip(found.factors, exact.factors).count { abs($0 - $1) < 0.02 * $1 }
        #expect(near > 2300)
        let stored = try JSONDecoder().decode(
            FittedLocalOutlierFactor.self, from: JSONEncoder().encode(found))
        #expect(stored == found)
    }

    @Test("Settings and neighbours stored before recall was known can still be read")
    func stored() throws {
        let search = try JSONDecoder().decode(
            NeighbourSearch.self, from: Data(#"{"count":5,"distance":{"euclidean":{}},"precision":"automatic"}"#.utf8))
        #expect(search.count == 5 && search.approximateAbove == nil)
        let text = #"{"rowCount":1,"count":1,"numbers":[0],"distances":[1],"repeated":0}"#
        #expect(try JSONDecoder().decode(Neighbours.self, from: Data(text.utf8)).recall == nil)
    }
}
