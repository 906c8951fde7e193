// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Testing

@testable import Learning

@Suite struct StrassenTests {
    /// Rows from 10⁻⁴ to 10³ long, some of them equal and one of zeros.
    private func unlike(_ rows: Int, _ columns: Int) throws -> FeatureMatrix {
        var matrix = try ExactNeighbours.normal(rows, columns, seed: 8)
        for row in 0..<rows {
            let factor: Float = [1, 1e-4, 3, 1e3, 0.02][row % 5]
            for column in 0..<columns { matrix.values[row * columns + column] *= row == 3 ? 0 : factor }
        }
        for row in stride(from: 7, to: rows, by: 90) {
            for column in 0..<columns { matrix.values[row * columns + column] = matrix.values[columns + column] }
        }
        return matrix
    }

    @Test("Bounds are at most the distances, and near to them", arguments: [(2, 1), (5, 7), (500, 37), (1600, 130)])
    func bounds(rows count: Int, columns: Int) throws {
        let context = ExecutionContext(threads: 2)
        let matrix = try unlike(count, columns)
        var search = NeighbourSearch()
        search.count = count / 2
        try search.withRows(of: matrix, context: context) { rows in
            let join = try NeighbourJoin(search, rows: rows, form: .strassen, context: context)
            let lists = try join.candidates(context: context)
            rows.withKernelRows(weights: nil) { source in
                let unit = join.space.unit
                let lengths = (0..<count).map { row in
                    (0..<columns).reduce(0.0) { sum, column in
                        let value = Double(matrix.values[row * columns + column]) - join.space.centre[column]
                        return sum + value * value * unit
                    }.squareRoot()
                }
                for row in 0..<count {
                    let list = lists.kernel.pointee.entries + row * Int(lists.kernel.pointee.capacity)
                    let found = (0..<Int(lists.kernel.pointee.counts[row])).map { list[$0] }
                    #expect(Set(found.map { UInt32(truncatingIfNeeded: $0) }).count == count - 1)
                    for entry in found {
                        let other = Int(UInt32(truncatingIfNeeded: entry))
                        let bits = UInt32(entry >> 32)
                        let bound = Double(Float(bitPattern: bits >> 31 == 0 ? ~bits : bits ^ 0x8000_0000))
                        let square = secchi_neighbour_square(source, row, source, other) * unit
                        let (x, y) = (lengths[row], lengths[other])
                        #expect(bound <= square)
                        #expect(bound >= square - 1e-3 * x * y - 1e-5 * (x * x + y * y))
                    }
                }
            }
        }
    }

    private func neighbours(
        _ search: NeighbourSearch, in matrix: FeatureMatrix, _ form: NeighbourForm, threads: Int
    ) throws -> Neighbours {
        let context = ExecutionContext(threads: threads)
        return try search.withRows(of: matrix, context: context) { rows in
            let join = try NeighbourJoin(search, rows: rows, form: form, context: context)
            return try join.finish(try join.candidates(context: context), context: context)
        }
    }

    @Test("The neighbours are those of plain products", arguments: [NeighbourSearch.Distance.euclidean, .cosine])
    func neighbours(by distance: NeighbourSearch.Distance) throws {
        let matrix = try unlike(1000, 61)
        var search = NeighbourSearch()
        search.distance = distance
        search.columnWeights = (0..<61).map { Double($0 % 4) }
        let plain = try neighbours(search, in: matrix, .float, threads: 2)
        let first = try neighbours(search, in: matrix, .strassen, threads: 1)
        #expect((0..<1000).allSatisfy { plain.numbers(of: $0) == first.numbers(of: $0) })
        #expect((0..<1000).allSatisfy { plain.distances(of: $0) == first.distances(of: $0) })
        for threads in [2, 7] {
            #expect(try neighbours(search, in: matrix, .strassen, threads: threads) == first)
        }
    }

    @Test("Bounds prove all lists of rows in noise")
    func proof() throws {
        let matrix = try ExactNeighbours.normal(1000, 61, seed: 9)
        #expect(try neighbours(NeighbourSearch(), in: matrix, .strassen, threads: 2).repeated == 0)
    }

    @Test("It is chosen for many wide rows in single precision")
    func choice() throws {
        let context = ExecutionContext(threads: 1)
        var search = NeighbourSearch()
        search.precision = .single
        func form(_ count: Int, _ columns: Int) throws -> NeighbourForm {
            let matrix = try FeatureMatrix(
                rows: count, columns: columns, values: [Float](repeating: 1, count: count * columns))
            return try search.withRows(of: matrix, context: context) { rows in
                try search.joinForm(rows, in: NeighbourSpace(search, rows: rows, context: context), context: context)
            }
        }
        #expect(try form(6144, 1024) == .strassen)
        #expect(try form(6143, 1024) == .float)
        #expect(try form(6144, 1023) == .float)
    }
}
