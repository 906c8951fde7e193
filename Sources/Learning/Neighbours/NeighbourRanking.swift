// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Synchronization

/// The second half of a search: exact distances of candidates, and another try for rows whose candidates may not be all.
final class NeighbourRanking: @unchecked Sendable {
    private let queries: NeighbourRows
    private let wanted: NumberedRows
    private let among: NeighbourRows
    private let space: NeighbourSpace
    private let count: Int
    private let exceptSelf: Bool
    // Each row's place is written by the one part that it belongs to.
    private let numbers: UnsafeMutablePointer<UInt32>
    private let squares: UnsafeMutablePointer<Double>
    private var uncertain: [Int] = []

    /// - Parameter exceptSelf: query row i is row i of `among`, and no neighbour of its own.
    init(
        queries: NeighbourRows, numbers: NumberedRows, among: NeighbourRows, space: NeighbourSpace, count: Int,
        exceptSelf: Bool
    ) {
        self.queries = queries
        self.among = among
        self.space = space
        self.count = count
        self.exceptSelf = exceptSelf
        wanted = numbers
        self.numbers = .allocate(capacity: max(numbers.count * count, 1))
        squares = .allocate(capacity: max(numbers.count * count, 1))
    }

    deinit {
        numbers.deallocate()
        squares.deallocate()
    }

    private func row(_ place: Int) -> Int {
        switch wanted {
        case .range(let range): range.lowerBound + place
        case .list(let list): list[place]
        }
    }

    private func forEach(
        _ places: [Range<Int>], context: ExecutionContext,
        _ body: @Sendable (Int, UnsafePointer<secchi_neighbour_rows>, UnsafePointer<secchi_neighbour_rows>) -> Bool
    ) throws -> [Int] {
        try context.mapParts(places.count) { part in
            try context.cancellation.check()
            return queries.withKernelRows(weights: space.weights) { query in
                among.withKernelRows(weights: space.weights) { among in
                    places[part].filter { !body($0, query, among) }
                }
            }
        }.flatMap { $0 }
    }

    /// Ranks every row's candidates and notes which rows are not certain.
    ///
    /// - Parameter from: the list of the first row.
    func rank(_ lists: CandidateLists, from first: Int = 0, context: ExecutionContext) throws {
        let parts = ExecutionContext.ranges(of: wanted.count, size: 256)
        uncertain = try forEach(parts, context: context) { place, query, among in
            self.rank(lists, list: first + place, place: place, query: query, among: among)
        }
    }

    private func rank(
        _ lists: CandidateLists, list: Int, place: Int, query: UnsafePointer<secchi_neighbour_rows>,
        among: UnsafePointer<secchi_neighbour_rows>
    ) -> Bool {
        var certain: Int32 = 0
        let row = row(place)
        let found = secchi_neighbour_rank(
            query, row, among, lists.kernel, list, space.unit, exceptSelf ? row : Int.max, UInt32(count),
            numbers + place * count, squares + place * count, &certain)
        return certain != 0 && Int(found) == count
    }

    /// Searches again for uncertain rows: by bounds in single precision, then by all exact distances.
    ///
    /// - Returns: how many rows were uncertain.
    func repeatUncertain(_ search: NeighbourSearch, alreadySingle: Bool, context: ExecutionContext) throws -> Int {
        let repeated = uncertain.count
        if !alreadySingle, !uncertain.isEmpty {
            let places = uncertain
            let single = try NeighbourBounds.candidates(
                of: queries, numbers: .list(places.map(row)), among: among, space: space, form: .float,
                keep: NeighbourSearch.candidates(for: count + 1, form: .float), context: context)
            let parts = ExecutionContext.ranges(of: places.count, size: 64)
            uncertain = try forEach(parts, context: context) { list, query, among in
                self.rank(single, list: list, place: places[list], query: query, among: among)
            }.map { places[$0] }
        }
        let places = uncertain
        let done = ProgressCounter(
            stage: "measuring exactly", total: places.count, unit: "rows", reporter: context.progress)
        _ = try forEach(ExecutionContext.ranges(of: places.count, size: 1), context: context) { index, query, among in
            let place = places[index], row = self.row(place)
            _ = secchi_neighbour_scan(
                query, row, among, self.among.count, self.exceptSelf ? row : Int.max, UInt32(self.count),
                self.numbers + place * self.count, self.squares + place * self.count)
            done.advance()
            return true
        }
        uncertain = []
        return repeated
    }

    func neighbours(repeated: Int) -> Neighbours {
        let total = wanted.count * count
        let halved = space.isCosine
        return Neighbours(
            rowCount: wanted.count, count: count, numbers: (0..<total).map { Int32(numbers[$0]) },
            distances: (0..<total).map { Float(halved ? squares[$0] / 2 : squares[$0].squareRoot()) },
            repeated: repeated)
    }
}
