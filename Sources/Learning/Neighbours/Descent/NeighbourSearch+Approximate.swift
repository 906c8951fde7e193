// SPDX-License-Identifier: Apache-2.0

import Execution

extension NeighbourSearch {
    /// Whether ``neighbours(within:context:)`` of finite rows is approximate.
    func isApproximate(rowCount: Int) -> Bool {
        guard let approximateAbove, rowCount > approximateAbove else { return false }
        return NeighbourDescent.suits(rowCount: rowCount, count: count)
    }

    /// Likely neighbours, and on how many of them one can rely.
    func approximateNeighbours(_ rows: NeighbourRows, context: ExecutionContext) throws -> Neighbours {
        let space = try NeighbourSpace(self, rows: rows, context: context)
        var state = try KeptState(NeighbourDescent.stateName, in: context) {
            try $0.mix(settings: self)
            $0.mix(rows)
        }
        var found = try NeighbourDescent(rows, count: count, space: space, keeping: &state, context: context)
            .ranked(rows, count: count, space: space, context: context)
        found.recall = try recall(of: found, rows, space: space, context: context)
        return found
    }

    /// The share of true neighbours that were found for up to 1000 random rows, whose true ones are searched exactly. A row
    /// as near as the k-th true neighbour counts as one.
    private func recall(
        of found: Neighbours, _ rows: NeighbourRows, space: NeighbourSpace, context: ExecutionContext
    ) throws -> Double {
        var generator = SeededGenerator(seed: 0x4EC_A115, part: 0)
        let sample = Self.sample(1000, of: rows.count, using: &generator)
        let form = productForm(columns: rows.columnCount)
        let exact = try Neighbours.inShares(of: sample.count, context: context) { places in
            let own = NumberedRows.list(Array(sample[places]))
            // The row itself takes one place.
            let lists = try NeighbourBounds.candidates(
                of: rows, numbers: own, among: rows, space: space, form: form,
                keep: Self.candidates(for: count + 1, form: form), context: context)
            let ranking = NeighbourRanking(
                queries: rows, numbers: own, among: rows, space: space, count: count, exceptSelf: true)
            try ranking.rank(lists, context: context)
            let repeated = try ranking.repeatUncertain(self, alreadySingle: form == .float, context: context)
            return ranking.neighbours(repeated: repeated)
        }
        var hits = 0
        for (place, row) in sample.enumerated() {
            let farthest = exact.distances(of: place).last ?? 0
            hits += found.distances(of: row).count { $0 <= farthest }
        }
        return Double(hits) / Double(sample.count * count)
    }

    /// Different numbers below `total`, ascending (Floyd's method).
    static func sample(_ size: Int, of total: Int, using generator: inout SeededGenerator) -> [Int] {
        var chosen = Set<Int>()
        for limit in max(total - size, 0)..<total {
            let number = generator.index(below: limit + 1)
            chosen.insert(chosen.contains(number) ? limit : number)
        }
        return chosen.sorted()
    }
}
