// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct CodebookSubspaceTests {
    private let context = ExecutionContext(threads: 2)

    /// Units on a bent sheet: combinations of `rank` vectors, each weaker by `decay`, far from the origin.
    private func sheet(units: Int, columns: Int, rank: Int, decay: Double = 1) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: 3, part: 0)
        let vectors = (0..<rank * columns).map { _ in generator.normal() }
        let values = (0..<units).flatMap { unit -> [Float] in
            let weights = (0..<rank).map { sin(Double(unit) * 0.1 * Double($0 + 1)) * pow(decay, Double($0)) }
            return (0..<columns).map { column in
                Float((0..<rank).reduce(20.0) { $0 + weights[$1] * vectors[$1 * columns + column] })
            }
        }
        return try FeatureMatrix(rows: units, columns: columns, values: values)
    }

    private func subspace(_ matrix: FeatureMatrix, threads: Int = 1) throws -> CodebookSubspace? {
        let units = matrix.rowCount, columns = matrix.columnCount
        let mean = (0..<columns).map { column in
            Float((0..<units).reduce(0.0) { $0 + Double(matrix[$1][$1 * columns + column]) } / Double(units))
        }
        let moved = matrix.values.enumerated().map { $1 - mean[$0 % columns] }
        return try CodebookSubspace(
            moved: moved, units: units, columns: columns, magnitude: 20 * Double(columns).squareRoot(),
            context: ExecutionContext(threads: threads))
    }

    @Test("as many directions are found as the units have, and they give the units back")
    func rank() throws {
        let units = try sheet(units: 300, columns: 200, rank: 5)
        let found = try #require(try subspace(units))
        // Five, and what rounding to single precision adds within the first block.
        #expect((5...16).contains(found.count))
        for first in 0..<found.count {
            for second in 0...first {
                let product = (0..<200).reduce(0.0) {
                    $0 + Double(found.directions[first * 200 + $1]) * Double(found.directions[second * 200 + $1])
                }
                #expect(abs(product - (first == second ? 1 : 0)) < 1e-5)
            }
        }
        let difference = (0..<200).map { Double(units[7][7 * 200 + $0] - units[250][250 * 200 + $0]) }
        for column in 0..<200 {
            let again = (0..<found.count).reduce(0.0) {
                $0 + Double(found.places[7 * found.count + $1] - found.places[250 * found.count + $1])
                    * Double(found.directions[$1 * 200 + column])
            }
            #expect(abs(again - difference[column]) < 1e-4)
        }
    }

    @Test("any number of threads finds the same bits")
    func threads() throws {
        let units = try sheet(units: 300, columns: 200, rank: 25, decay: 0.5)
        let one = try #require(try subspace(units)), seven = try #require(try subspace(units, threads: 7))
        #expect(one.count > 16)
        #expect(one.directions == seven.directions)
        #expect(one.places == seven.places)
    }

    @Test("units that vary in all directions, few units and equal units are searched as they are")
    func none() throws {
        var generator = SeededGenerator(seed: 1, part: 0)
        let noise = try FeatureMatrix(
            rows: 300, columns: 200, values: (0..<60_000).map { _ in Float(generator.normal()) })
        #expect(try subspace(noise) == nil)
        #expect(try subspace(try sheet(units: 20, columns: 200, rank: 2)) == nil)
        #expect(
            try subspace(try FeatureMatrix(rows: 300, columns: 200, values: Array(repeating: 2, count: 60_000))) == nil)
    }

    @Test("rows go to the unit that is nearest in double precision, with directions as without")
    func nearest() throws {
        let units = try sheet(units: 400, columns: 150, rank: 6)
        var generator = SeededGenerator(seed: 9, part: 0)
        let rows = try FeatureMatrix(
            rows: 100, columns: 150,
            values: (0..<100).flatMap { row in
                (0..<150).map { units[4 * row][4 * row * 150 + $0] + Float(0.3 * generator.normal()) }
            })
        let reduced = try Codebook(units, reducing: true, context: context)
        let match = try reduced.match(rows, detail: .secondAndDistance, context: context)
        for row in 0..<100 {
            let squares = (0..<400).map { unit in
                zip(rows[row], units[unit]).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
            }
            let order = squares.indices.sorted { squares[$0] < squares[$1] }
            #expect(squares[Int(match.best[row])] <= squares[order[0]] * (1 + 1e-5) + 1e-3)
            #expect(squares[Int(match.second[row])] <= squares[order[1]] * (1 + 1e-5) + 1e-3)
            #expect(abs(Double(match.distances[row]) - squares[Int(match.best[row])].squareRoot()) < 1e-4)
        }
    }

    @Test("a map that uses directions has equal bits from one, two and seven threads and shards")
    func shards() throws {
        var generator = SeededGenerator(seed: 5, part: 0)
        let matrix = try FeatureMatrix(
            rows: 2100, columns: 90,
            values: (0..<2100 * 90).map { Float(sin(Double($0 % 90) / 9) + generator.normal()) })
        var map = SelfOrganisingMap()
        (map.width, map.height, map.epochs) = (14, 14, 3)
        let one = try map.fit(matrix, seed: 4, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try map.fit(matrix, seed: 4, context: ExecutionContext(threads: threads)) == one)
        }
        let scale = FixedPointScale(magnitude: 8, count: 2100)
        let units = try sheet(units: 196, columns: 90, rank: 4)
        #expect(try subspace(units) != nil)
        func epoch(_ shards: Int) throws -> FeatureMatrix {
            let parts = try ExecutionContext.ranges(of: 2100, size: 2100 / shards + 1).map {
                try map.batchSums(of: matrix, rows: $0, units: units, scale: scale, context: context)
            }
            var sums = parts[0]
            for part in parts.dropFirst() { sums.merge(part) }
            return try map.batchUpdate(of: units, with: sums, epoch: 1, context: context)
        }
        let whole = try epoch(1)
        #expect(try epoch(2) == whole)
        #expect(try epoch(7) == whole)
    }
}
