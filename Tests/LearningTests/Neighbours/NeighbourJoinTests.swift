// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Learning

@Suite struct NeighbourJoinTests {
    @Test("Equal bits come from 1, 2 and 7 threads")
    func threads() throws {
        var matrix = try ExactNeighbours.normal(900, 66, seed: 1)
        // Ties and more equal rows than a list holds.
        for row in 300..<420 {
            for column in 0..<66 { matrix.values[row * 66 + column] = matrix.values[row % 2 * 66 + column] }
        }
        for precision in [NeighbourSearch.Precision.single, .half, .byte] {
            var search = NeighbourSearch()
            search.count = 10
            search.precision = precision
            let whole = try search.neighbours(within: matrix, context: ExecutionContext(threads: 1))
            for threads in [2, 7] {
                #expect(try search.neighbours(within: matrix, context: ExecutionContext(threads: threads)) == whole)
            }
        }
    }

    @Test("A search that was broken off goes on from what it kept, to equal bits")
    func goesOn() throws {
        let folder = try TemporaryFolder()
        let matrix = try ExactNeighbours.normal(1500, 8, seed: 5)
        let keeping = NeighbourJoin.Keeping(fromParts: 2, slice: 2)
        var search = NeighbourSearch()
        search.count = 10
        let whole = try search.neighbours(within: matrix)

        func neighbours(of matrix: FeatureMatrix, endingAfter limit: Int?) throws -> (Neighbours, parts: Int) {
            let parts = Mutex(0), token = CancellationToken()
            var context = ExecutionContext(
                threads: 1,
                progress: ProgressReporter { update in
                    guard update.stage == "comparing rows" else { return }
                    let count = parts.withLock { count in
                        count += 1
                        return count
                    }
                    if count == limit { token.cancel() }
                }, cancellation: token)
            context.checkpoints = Checkpoints(folder: folder.appending("kept"))
            context.checkpoints?.interval = .zero
            return try search.withRows(of: matrix, context: context) { rows in
                let join = try NeighbourJoin(search, rows: rows, context: context)
                let lists = try join.candidates(keeping: keeping, context: context)
                return (try join.finish(lists, context: context), parts.withLock { $0 })
            }
        }
        let kept = folder.appending("kept/neighbours")
        #expect(throws: CancellationError.self) { try neighbours(of: matrix, endingAfter: 7) }
        #expect(FileManager.default.fileExists(atPath: kept))
        let broken = try Data(contentsOf: URL(filePath: kept))
        // What was kept of other rows, or is cut, does not count.
        #expect(try neighbours(of: ExactNeighbours.normal(1500, 8, seed: 6), endingAfter: nil).0 != whole)
        try broken.dropLast(8).write(to: URL(filePath: kept))
        #expect(try neighbours(of: matrix, endingAfter: nil).0 == whole)
        // Nor do numbers that no row has: the low half of the first entry, after the head and two arrays of 4 bytes a row.
        var wrong = broken
        wrong.replaceSubrange(32 + 1500 * 8..<32 + 1500 * 8 + 4, with: [255, 255, 255, 127])
        try wrong.write(to: URL(filePath: kept))
        #expect(try neighbours(of: matrix, endingAfter: nil).0 == whole)
        try broken.write(to: URL(filePath: kept))
        #expect(try neighbours(of: matrix, endingAfter: nil).0 == whole)
        // Until the neighbours are found, which are kept then instead.
        #expect(FileManager.default.fileExists(atPath: kept))
        var context = ExecutionContext(threads: 2)
        context.checkpoints = Checkpoints(folder: folder.appending("kept"))
        #expect(try search.neighbours(within: matrix, context: context) == whole)
        #expect(!FileManager.default.fileExists(atPath: kept))
    }

    @Test("Rows in another order have the same neighbours")
    func permutation() throws {
        let matrix = try ExactNeighbours.normal(500, 70, seed: 2)
        let order = (0..<500).map { $0 * 7 % 500 }
        let (plain, moved) = (
            try NeighbourSearch().neighbours(within: matrix),
            try NeighbourSearch().neighbours(within: matrix.rows(order))
        )
        for row in 0..<500 {
            #expect(moved.numbers(of: row).map { Int32(order[Int($0)]) } == Array(plain.numbers(of: order[row])))
            #expect(Array(moved.distances(of: row)) == Array(plain.distances(of: order[row])))
        }
    }

    @Test("Bytes are chosen where they tell most rows apart, with up to 65,535 columns")
    func formOfBounds() throws {
        let context = ExecutionContext(threads: 1)
        func form(_ matrix: FeatureMatrix, _ precision: NeighbourSearch.Precision = .automatic) throws -> NeighbourForm
        {
            var search = NeighbourSearch()
            search.precision = precision
            return try search.withRows(of: matrix, context: context) { rows in
                let space = try NeighbourSpace(search, rows: rows, context: context)
                return try search.joinForm(rows, in: space, context: context)
            }
        }
        let noise = try ExactNeighbours.normal(3000, 70, seed: 1)
        // Two tight clusters, far apart beside what tells their rows apart.
        var clusters = try ExactNeighbours.normal(400, 70, seed: 3, scale: 1e-4)
        for row in 0..<200 { clusters.values[row * 70] += 10 }
        let wide = try ExactNeighbours.normal(3, 66_000, seed: 1)
        var search = NeighbourSearch()
        let otherwise = search.productForm(columns: 70)
        search.precision = .single
        #expect(search.productForm(columns: 70) == .float)
        #expect(try form(noise, .single) == .float)
        #expect(try form(clusters) == otherwise)
        #expect(try form(wide, .byte) == otherwise)
        if secchi_neighbour_bytes_available() != 0 {
            #expect(try form(noise) == .byte)
            #expect(try form(clusters, .byte) == .byte)
        }
    }

    @Test("Limits from a sample leave out no neighbour; where they do, the rows are done again")
    func limits() throws {
        let context = ExecutionContext(threads: 2)
        var matrix = try ExactNeighbours.normal(4000, 50, seed: 12)
        // A group so small that hardly any of it is in the sample, and equal rows.
        for row in 0..<30 {
            for column in 0..<50 { matrix.values[row * 130 * 50 + column] += 20 }
            for column in 0..<50 { matrix.values[(row * 130 + 1) * 50 + column] = Float(column) }
        }
        var search = NeighbourSearch()
        search.precision = .single
        let plain = try search.neighbours(within: matrix, context: context)
        search.precision = .byte
        #expect(try search.neighbours(within: matrix, context: context) == plain)
        #expect(plain.repeated == 0)
        let sample = try #require(NeighbourJoin.limitSample(rows: 4000, neighbours: 20))
        #expect(sample.size == 272 && sample.rank == 16)
        #expect(NeighbourJoin.limitSample(rows: 2500, neighbours: 20) == nil)
        #expect(try #require(NeighbourJoin.limitSample(rows: 1_000_000, neighbours: 20)).rank == 6)

        try search.withRows(of: matrix, context: context) { rows in
            let join = try NeighbourJoin(search, rows: rows, context: context)
            // Limits that are far too low: what they leave out is noticed.
            let lists = join.emptyLists()
            for row in 0..<4000 { lists.kernel.pointee.thresholds[row] = row % 2 == 0 ? 1e-6 : .infinity }
            let found = try join.finish(lists, context: context)
            #expect(found.numbers == plain.numbers && found.distances == plain.distances)
            #expect(found.repeated == 4000)
        }
    }

    @Test("Rows that bfloat16 cannot tell apart are done again, and counted")
    func repeated() throws {
        // A tight cluster far from the centre: distances are far below what bfloat16 loses.
        var matrix = try ExactNeighbours.normal(300, 70, seed: 3, scale: 1e-4, offset: 1)
        for row in 0..<100 {
            for column in 0..<70 { matrix.values[row * 70 + column] += 10 }
        }
        var search = NeighbourSearch()
        search.count = 5
        let (numbers, _) = ExactNeighbours().search(matrix, matrix, count: 5, within: true)
        search.precision = .half
        let half = try search.neighbours(within: matrix)
        #expect(half.numbers == numbers)
        if search.productForm(columns: 70) == .half { #expect(half.repeated == 300) }
        search.precision = .byte
        #expect(try search.neighbours(within: matrix).numbers == numbers)
    }
}
