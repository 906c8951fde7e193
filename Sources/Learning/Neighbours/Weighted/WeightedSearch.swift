// SPDX-License-Identifier: Apache-2.0

import Execution

/// Exact neighbours by weighted distances: bounds from products, then exact distances of the few that remain, then of all
/// rows where the few are not proven to be enough.
struct WeightedSearch: Sendable {
    let queries: WeightedSide
    let among: WeightedSide
    /// k, at most the rows there are to choose from.
    let count: Int
    /// Query row i is row i of `among`, and no neighbour of its own.
    let exceptSelf: Bool
    /// d² is this times the weighted mean square.
    let total: Double
    /// The square of the frame's power: what products have more than d².
    let unit: Double

    fileprivate static let rowsPerPart = 96

    /// What a part comes to.
    fileprivate struct Ranked: Codable {
        var numbers: PackedValues<Int32>
        var distances: PackedValues<Float>
        var repeated: Int

        func write(to draft: inout KeptState.Draft) {
            draft.append([numbers.values.count, repeated])
            draft.append(numbers.values)
            draft.append(distances.values)
        }
    }

    private struct Candidate {
        var bound: Double
        var number: Int

        static func precedes(_ first: Candidate, _ second: Candidate) -> Bool {
            (first.bound, first.number) < (second.bound, second.number)
        }
    }

    func neighbours(keeping state: inout KeptState, context: ExecutionContext) throws -> Neighbours {
        let chunks = ExecutionContext.ranges(of: among.count, size: 4096)
        let packed = try context.mapParts(chunks.count) { try among.right(chunks[$0]) }
        let parts = ExecutionContext.ranges(of: queries.count, size: Self.rowsPerPart)
        let done = ProgressCounter(
            stage: "comparing rows", total: parts.count, unit: "parts", reporter: context.progress)
        let found = try context.gatherParts(
            parts.count, keeping: &state, write: { $0.write(to: &$1) },
            read: { try Ranked(&$0, count: count, rowCount: among.count) }
        ) { part in
            try context.cancellation.check()
            defer { done.advance() }
            let ranked = rank(parts[part], chunks: chunks, packed: packed)
            return Ranked(
                numbers: PackedValues(ranked.flatMap { $0.best.map { Int32($0.number) } }),
                distances: PackedValues(ranked.flatMap { $0.best.map { Float(($0.bound * total).squareRoot()) } }),
                repeated: ranked.count { $0.isRepeated })
        }
        return Neighbours(
            rowCount: queries.count, count: count, numbers: found.flatMap(\.numbers.values),
            distances: found.flatMap(\.distances.values), repeated: found.reduce(0) { $0 + $1.repeated })
    }

    private func rank(
        _ rows: Range<Int>, chunks: [Range<Int>], packed: [(terms: PackedMatrix, weights: PackedMatrix)]
    ) -> [(best: [Candidate], isRepeated: Bool)] {
        let keep = count + max(count / 2, 16)
        var lists = [[Candidate]](repeating: [], count: rows.count)
        var limits = [Double](repeating: .infinity, count: rows.count)
        for (chunk, sides) in zip(chunks, packed) {
            let sums = sides.terms.product(of: queries.left, rows: rows)
            let totals = sides.weights.product(of: queries.weights, rows: rows)
            for (place, row) in rows.enumerated() {
                for (column, other) in chunk.enumerated() where !(exceptSelf && row == other) {
                    let at = place * chunk.count + column
                    let bound = bound(sum: sums[at], total: totals[at], row, other)
                    guard bound <= limits[place] else { continue }
                    lists[place].append(Candidate(bound: bound, number: other))
                    if lists[place].count >= 4 * keep { limits[place] = Self.cut(&lists[place], to: keep) }
                }
            }
        }
        return rows.enumerated().map { place, row in
            if lists[place].count > keep { limits[place] = Self.cut(&lists[place], to: keep) }
            let best = nearest(to: row, numbers: lists[place].map(\.number))
            // What was left out is no nearer than the limit.
            let worst = best.count == count ? best.last?.bound ?? 0 : .infinity
            if worst < limits[place] || worst == 0 || limits[place] == .infinity { return (best, false) }
            return (nearest(to: row, numbers: among.count.indices(except: exceptSelf ? row : nil)), true)
        }
    }

    /// At most the weighted mean square: what rounding may have added is taken off.
    private func bound(sum: Float, total: Float, _ row: Int, _ other: Int) -> Double {
        guard total > 0 else { return .infinity }
        let steps = Double(3 * queries.columnCount)
        let error = (2.1 * steps * 0x1p-24 + 0x1p-20) * (queries.squares[row] + among.squares[other])
        let lowered = max(Double(sum) - error - 1e-30, 0) / Double(total)
        return lowered * (1 - (steps + 8) * 0x1p-23) / unit
    }

    private func nearest(to row: Int, numbers: [Int]) -> [Candidate] {
        let exact = numbers.map { Candidate(bound: queries.meanSquare(row, among, $0), number: $0) }
        return Array(exact.sorted(by: Candidate.precedes).prefix(count))
    }

    /// Keeps the least, and says the bound of the last of them.
    private static func cut(_ list: inout [Candidate], to keep: Int) -> Double {
        list.sort(by: Candidate.precedes)
        list.removeLast(list.count - keep)
        return list.last?.bound ?? .infinity
    }
}

extension WeightedSearch.Ranked {
    init(_ contents: inout KeptState.Contents, count: Int, rowCount: Int) throws {
        let size = try contents.integer(in: 0...WeightedSearch.rowsPerPart * count)
        repeated = try contents.integer(in: 0...WeightedSearch.rowsPerPart)
        numbers = PackedValues(try contents.array(of: Int32.self, count: size))
        distances = PackedValues(try contents.array(of: Float.self, count: size))
        guard numbers.values.allSatisfy({ (0..<rowCount).contains(Int($0)) }) else {
            throw KeptState.Refusal("it names other rows")
        }
    }
}

extension Int {
    /// 0..<self without one number.
    fileprivate func indices(except number: Int?) -> [Int] { (0..<self).filter { $0 != number } }
}
