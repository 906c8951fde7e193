// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

@Suite struct NeighbourSearchTests {
    private let precisions = NeighbourSearch.Precision.allCases

    private func expectExact(
        _ matrix: FeatureMatrix, count: Int, _ change: (inout NeighbourSearch) -> Void = { _ in },
        exact: ExactNeighbours = ExactNeighbours()
    ) throws {
        let (numbers, distances) = exact.search(matrix, matrix, count: count, within: true)
        for precision in precisions {
            var search = NeighbourSearch()
            search.count = count
            search.precision = precision
            change(&search)
            let found = try search.neighbours(within: matrix)
            #expect(found.count == min(count, matrix.rowCount - 1))
            #expect(found.numbers == numbers, "\(matrix.rowCount) × \(matrix.columnCount), \(precision)")
            for (have, want) in zip(found.distances, distances) {
                #expect(abs(have - want) <= 1e-6 * want)
            }
        }
    }

    @Test(
        "Neighbours are those of double precision, whatever the size and the precision of the bounds")
    func sizes() throws {
        for (rows, columns) in [
            (2, 1), (31, 1), (33, 3), (191, 5), (192, 2), (193, 7), (230, 70), (40, 801), (45, 3101),
        ] {
            try expectExact(try ExactNeighbours.normal(rows, columns, seed: UInt64(rows)), count: 7)
        }
    }

    @Test("k beyond the number of other rows gives all of them")
    func fewRows() throws {
        try expectExact(try ExactNeighbours.normal(12, 4, seed: 1), count: 50)
        let one = try NeighbourSearch().neighbours(within: try ExactNeighbours.normal(1, 4, seed: 1))
        #expect(one.rowCount == 1 && one.count == 0 && one.numbers.isEmpty)
        let none = try NeighbourSearch().neighbours(
            within: try FeatureMatrix(rows: 0, columns: 4, values: []))
        #expect(none.rowCount == 0 && none.numbers.isEmpty)
    }

    @Test("Fluxes like 1e-17, like 1e30, and on a high level lose nothing")
    func scales() throws {
        for (scale, offset) in [(1e-17, 0.0), (1e-42, 0), (1e30, 0), (0.01, 1000), (1e-18, 3e-16)] {
            try expectExact(
                try ExactNeighbours.normal(150, 66, seed: 9, scale: scale, offset: offset), count: 5)
        }
    }

    @Test("One row far away does not blur the others")
    func farRow() throws {
        var matrix = try ExactNeighbours.normal(120, 66, seed: 10)
        for column in 0..<66 { matrix.values[50 * 66 + column] = 1e6 }
        try expectExact(matrix, count: 5)
    }

    @Test("Rows nearly equal beside a large common part are told apart; equal ones are at distance 0")
    func nearDuplicates() throws {
        var matrix = try ExactNeighbours.normal(60, 66, seed: 2, scale: 50)
        for row in 30..<60 {
            for column in 0..<66 {
                let shift: Float = column == 3 ? 0.001 * Float(row - 30) : 0
                matrix.values[row * 66 + column] = matrix.values[5 * 66 + column] + shift
            }
        }
        try expectExact(matrix, count: 6)
        let found = try NeighbourSearch().neighbours(within: matrix)
        #expect(found.numbers(of: 5).first == 30 && found.distances(of: 5).first == 0)
    }

    @Test("More equal rows than candidates are all at distance 0, and no row is its own neighbour")
    func duplicates() throws {
        let pattern = try ExactNeighbours.normal(3, 66, seed: 3)
        let matrix = pattern.rows((0..<600).map { $0 % 3 })
        for precision in precisions {
            var search = NeighbourSearch()
            search.precision = precision
            let found = try search.neighbours(within: matrix)
            #expect(found.distances.allSatisfy { $0 == 0 })
            for row in 0..<600 {
                #expect(Set(found.numbers(of: row)).count == 20)
                #expect(found.numbers(of: row).allSatisfy { Int($0) % 3 == row % 3 && Int($0) != row })
            }
        }
        let equal = try FeatureMatrix(rows: 300, columns: 2, values: [Float](repeating: 7, count: 600))
        #expect(try NeighbourSearch().neighbours(within: equal).distances.allSatisfy { $0 == 0 })
    }

    @Test("Many rows at exactly the same distance come by their number")
    func ties() throws {
        var values = [Float](repeating: 0, count: 200 * 70)
        for row in 1..<200 { values[row * 70 + row % 70] = row % 2 == 0 ? 1 : -1 }
        try expectExact(try FeatureMatrix(rows: 200, columns: 70, values: values), count: 4)
    }

    @Test("The cosine is that of double precision; rows of zeros are alike and at 1 from the rest")
    func cosine() throws {
        var matrix = try ExactNeighbours.normal(90, 67, seed: 4, offset: 1)
        for column in 0..<67 {
            matrix.values[10 * 67 + column] = 0
            matrix.values[20 * 67 + column] = 0
            matrix.values[30 * 67 + column] *= 1e-20
        }
        let exact = ExactNeighbours { x, y in
            func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
            let (size, other) = (dot(x, x).squareRoot(), dot(y, y).squareRoot())
            guard size > 0, other > 0 else { return size == other ? 0 : 1 }
            return zip(x, y).reduce(0) {
                $0 + ($1.0 / size - $1.1 / other) * ($1.0 / size - $1.1 / other)
            } / 2
        }
        try expectExact(matrix, count: 8, { $0.distance = .cosine }, exact: exact)
    }

    @Test("Weights of columns count as given, and a column of weight 0 not at all")
    func weights() throws {
        let matrix = try ExactNeighbours.normal(100, 66, seed: 5)
        let weights = (0..<66).map { $0 % 3 == 0 ? 0 : Double($0) }
        let exact = ExactNeighbours { x, y in
            x.indices.reduce(0) { $0 + weights[$1] * (x[$1] - y[$1]) * (x[$1] - y[$1]) }.squareRoot()
        }
        try expectExact(matrix, count: 5, { $0.columnWeights = weights }, exact: exact)
    }

    @Test("Queries find their nearest rows of another matrix, themselves too if they are in it")
    func queries() throws {
        let reference = try ExactNeighbours.normal(400, 66, seed: 6)
        let queries = try ExactNeighbours.normal(13, 66, seed: 7)
        let (numbers, _) = ExactNeighbours().search(queries, reference, count: 20, within: false)
        for precision in precisions {
            var search = NeighbourSearch()
            search.precision = precision
            #expect(try search.neighbours(of: queries, among: reference).numbers == numbers)
            let own = try search.neighbours(of: reference.rows([7, 399]), among: reference)
            #expect(own.numbers(of: 0).first == 7 && own.distances(of: 1).first == 0)
        }
        #expect(throws: LearningError.columnMismatch(have: 1, need: 66)) {
            try NeighbourSearch().neighbours(
                of: try ExactNeighbours.normal(1, 1, seed: 1), among: reference)
        }
    }

    @Test("Values that are not finite and settings out of range are refused")
    func refusals() throws {
        var matrix = try ExactNeighbours.normal(30, 4, seed: 8)
        matrix.values[9 * 4 + 2] = .infinity
        #expect(throws: LearningError.notFinite(row: 9, column: 2)) {
            try NeighbourSearch().neighbours(within: matrix)
        }
        matrix.values[9 * 4 + 2] = 0
        for count in [0, -1, 4097] {
            var search = NeighbourSearch()
            search.count = count
            #expect(throws: LearningError.self) { try search.neighbours(within: matrix) }
        }
        var search = NeighbourSearch()
        search.columnWeights = [1, 1, -1, 1]
        #expect(throws: LearningError.self) { try search.neighbours(within: matrix) }
        search.columnWeights = [1]
        #expect(throws: LearningError.wrongLength(what: "column weights", have: 1, need: 4)) {
            try search.neighbours(within: matrix)
        }
        let cancelled = ExecutionContext()
        cancelled.cancellation.cancel()
        #expect(throws: CancellationError.self) {
            try NeighbourSearch().neighbours(within: matrix, context: cancelled)
        }
    }
}
