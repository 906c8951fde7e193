// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct SelfOrganisingMapTests {
    private func settings(_ width: Int, _ height: Int) -> SelfOrganisingMap {
        var settings = SelfOrganisingMap()
        settings.width = width
        settings.height = height
        return settings
    }

    @Test("maps of the wine data are as good as MiniSom's")
    func wine() throws {
        let wine = try Wine.standardised()
        // MiniSom 2.3.6, 6 × 6, sigma 3, start on two components: online (10 epochs) 2.13 to 2.17 and 0.006 to 0.028,
        // batch (30 epochs) 2.163 and 0.006
        var map = settings(6, 6)
        map.epochs = 30
        map.lastRadius = 0.7
        let batch = try #require(try map.fit(wine, seed: 1).training)
        #expect(batch.quantisationError < 2.13)
        #expect(batch.topographicError < 0.05)
        map.training = .online
        map.epochs = 10
        map.radiusDecay = .exponential
        let online = try #require(try map.fit(wine, seed: 1).training)
        #expect(online.quantisationError < 2.13)
        #expect(online.topographicError < 0.06)
    }

    @Test(
        "a batch epoch is the weighted mean of the rows, as Kohonen writes it", arguments: MapGrid.Topology.allCases,
        [false, true])
    func closedForm(topology: MapGrid.Topology, isToroidal: Bool) throws {
        let matrix = try noise(rows: 300, columns: 4)
        var map = settings(5, 4)
        map.topology = topology
        map.isToroidal = isToroidal
        map.epochs = 1
        map.lastRadius = 1.3
        let units = matrix.rows(Array(0..<20))
        let context = ExecutionContext()
        let scale = FixedPointScale(magnitude: 8, count: 300)
        let sums = try map.batchSums(of: matrix, rows: 0..<300, units: units, scale: scale, context: context)
        let moved = try map.batchUpdate(of: units, with: sums, epoch: 0, context: context)
        let nearest = (0..<300).map { row in
            (0..<20).min { square(matrix[row], units[$0]) < square(matrix[row], units[$1]) } ?? 0
        }
        for unit in 0..<20 {
            let weights = nearest.map { exp(-map.grid.squaredDistance(unit, $0) / (2 * 1.3 * 1.3)) }
            for column in 0..<4 {
                let sum = zip(weights, 0..<300).reduce(0.0) { $0 + $1.0 * Double(matrix.values[$1.1 * 4 + column]) }
                #expect(abs(sum / weights.reduce(0, +) - Double(moved.values[unit * 4 + column])) < 1e-5)
            }
        }
    }

    @Test("one, two and seven threads, and one, two and seven shards, give equal bits")
    func shards() throws {
        let matrix = try noise(rows: 2000, columns: 11)
        var map = settings(7, 5)
        map.epochs = 3
        let one = try map.fit(matrix, seed: 4, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try map.fit(matrix, seed: 4, context: ExecutionContext(threads: threads)) == one)
        }
        let context = ExecutionContext(), scale = FixedPointScale(magnitude: 8, count: 2000)
        func epoch(_ shards: Int) throws -> FeatureMatrix {
            let parts = try ExecutionContext.ranges(of: 2000, size: 2000 / shards + 1).map {
                try map.batchSums(of: matrix, rows: $0, units: one.units, scale: scale, context: context)
            }
            var sums = parts[0]
            for part in parts.dropFirst() { sums.merge(part) }
            return try map.batchUpdate(of: one.units, with: sums, epoch: 1, context: context)
        }
        let whole = try epoch(1)
        #expect(try epoch(2) == whole)
        #expect(try epoch(7) == whole)
    }

    @Test("every row goes to the unit that is nearest in double precision")
    func nearest() throws {
        var matrix = try noise(rows: 500, columns: 37)
        for place in matrix.values.indices { matrix.values[place] += 100 }
        let units = matrix.rows(Array(0..<130))
        let match = try Codebook(units).match(matrix, detail: .secondAndDistance, context: ExecutionContext())
        for row in 0..<500 {
            let squares = (0..<130).map { square(matrix[row], units[$0]) }
            let order = squares.indices.sorted { squares[$0] < squares[$1] }
            let best = squares[Int(match.best[row])]
            #expect(best <= squares[order[0]] * (1 + 1e-4) + 1e-3)
            #expect(squares[Int(match.second[row])] <= squares[order[1]] * (1 + 1e-4) + 1e-3)
            #expect(abs(Double(match.distances[row]) - best.squareRoot()) < 1e-3)
        }
        #expect(Array(match.distances.prefix(130)).allSatisfy { $0 == 0 })
    }

    @Test("of equal units the first wins, also across the blocks of a search")
    func ties() throws {
        let units = try FeatureMatrix(rows: 2100, columns: 3, values: Array(repeating: 2, count: 6300))
        let match = try Codebook(units).match(
            try noise(rows: 20, columns: 3), detail: .secondAndDistance, context: ExecutionContext())
        #expect(match.best.allSatisfy { $0 == 0 })
        #expect(match.second.allSatisfy { $0 == 1 })
    }

    @Test("a map of a line puts neighbours beside each other")
    func line() throws {
        let matrix = try FeatureMatrix(
            rows: 400, columns: 2, values: (0..<800).map { Float($0 / 2) * ($0 % 2 == 0 ? 1 : 2) })
        var map = settings(10, 1)
        map.epochs = 20
        let fitted = try map.fit(matrix, seed: 1)
        let places = (0..<10).map { fitted.units.values[$0 * 2] }
        #expect(places == places.sorted() || places == places.sorted(by: >))
        let training = try #require(fitted.training)
        #expect(training.topographicError == 0)
        #expect(fitted.hits(of: training).reduce(0, +) == 400)
        #expect(fitted.distancesToNeighbours.allSatisfy { $0 > 0 })
    }

    @Test("an odd row is farthest from its unit")
    func outlier() throws {
        var matrix = try noise(rows: 300, columns: 6)
        matrix.values[42 * 6 + 2] = 30
        var map = settings(4, 4)
        map.topology = .hexagonal
        map.start = .random
        let distances = try #require(try map.fit(matrix, seed: 1).training).distances
        #expect(distances.indices.max { distances[$0] < distances[$1] } == 42)
    }

    @Test("grids know their neighbours")
    func neighbours() {
        let flat = MapGrid(width: 4, height: 4, topology: .rectangular, isToroidal: false)
        #expect(flat.sideNeighbours(of: 0) == [1, 4])
        #expect(flat.sideNeighbours(of: 5) == [1, 4, 6, 9])
        #expect(flat.areNeighbours(0, 5))
        #expect(!flat.areNeighbours(0, 2))
        let torus = MapGrid(width: 4, height: 4, topology: .rectangular, isToroidal: true)
        #expect(torus.sideNeighbours(of: 0) == [1, 3, 4, 12])
        #expect(torus.squaredDistance(0, 15) == 2)
        let comb = MapGrid(width: 4, height: 4, topology: .hexagonal, isToroidal: false)
        #expect(comb.sideNeighbours(of: 5) == [1, 2, 4, 6, 9, 10])
        let ring = MapGrid(width: 4, height: 4, topology: .hexagonal, isToroidal: true)
        #expect((0..<16).allSatisfy { ring.sideNeighbours(of: $0).count == 6 })
    }

    @Test("equal rows, one row, one unit and a bubble that reaches nobody are handled")
    func degenerate() throws {
        let equal = try FeatureMatrix(rows: 5, columns: 3, values: Array(repeating: 4, count: 15))
        let flat = try #require(try settings(3, 3).fit(equal, seed: 1).training)
        #expect(flat.quantisationError < 1e-5)
        #expect(try settings(3, 3).fit(equal.rows([0]), seed: 1).units.values.allSatisfy { abs($0 - 4) < 1e-5 })
        let matrix = try noise(rows: 50, columns: 1)
        let single = try settings(1, 1).fit(matrix, seed: 1)
        let mean = matrix.values.reduce(0, +) / 50
        #expect(abs(single.units.values[0] - mean) < 1e-5)
        #expect(single.training?.topographicError == 0)
        var bubble = settings(8, 8)
        bubble.neighbourhood = .bubble
        bubble.firstRadius = 0.5
        bubble.lastRadius = 0.5
        #expect(try bubble.fit(matrix, seed: 1).units.values.allSatisfy { $0.isFinite })
    }

    @Test("bad rows and settings are refused by name")
    func refusals() throws {
        var matrix = try noise(rows: 20, columns: 3)
        func message(_ change: (inout SelfOrganisingMap) -> Void) -> String {
            var map = settings(3, 3)
            change(&map)
            do {
                _ = try map.fit(matrix, seed: 1)
                return "accepted"
            } catch { return "\(error)" }
        }
        #expect(message { $0.width = 0 } == "LRN008: width: 0 is not allowed; give 1 to 1000")
        #expect(message { $0.epochs = 0 }.hasPrefix("LRN008: epochs"))
        #expect(message { $0.lastRadius = 0 }.hasPrefix("LRN008: lastRadius"))
        #expect(message { $0.learningRate = 2 }.hasPrefix("LRN008: learningRate"))
        #expect(message { ($0.topology, $0.isToroidal) = (.hexagonal, true) }.hasPrefix("LRN008: height: 3"))
        let fitted = try settings(3, 3).fit(matrix, seed: 1)
        let copy = try JSONDecoder().decode(FittedMap.self, from: JSONEncoder().encode(fitted))
        #expect(try copy.match(matrix) == fitted.training)
        #expect { try copy.match(try noise(rows: 1, columns: 2)) } throws: { "\($0)".hasPrefix("LRN009") }
        matrix.values[4] = .nan
        #expect(message { _ in }.hasPrefix("LRN013: row 1, column 1"))
        let token = CancellationToken()
        token.cancel()
        #expect(throws: CancellationError.self) {
            try settings(3, 3).fit(
                try noise(rows: 9, columns: 2), seed: 1, context: ExecutionContext(cancellation: token))
        }
    }

    private func square(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
        zip(a, b).reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
    }
}
