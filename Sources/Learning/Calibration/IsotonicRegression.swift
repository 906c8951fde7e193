// SPDX-License-Identifier: Apache-2.0

/// The rising step function nearest to some points in weighted least squares, straight between its corners.
///
/// As scikit-learn's `IsotonicRegression(out_of_bounds="clip")`: equal places are averaged first; beyond the first and
/// last place it is constant.
///
/// - SeeAlso: Barlow et al. 1972, "Statistical Inference under Order Restrictions", §1.2 (pool adjacent violators).
public struct IsotonicRegression: Sendable, Codable, Hashable {
    /// Ascending.
    let places: [Double]
    /// Rising.
    let values: [Double]

    /// - Parameters:
    ///   - places: not NaN.
    ///   - values: as many.
    ///   - weights: as many above 0; `nil` for all 1.
    /// - Throws: ``LearningError`` if lengths differ, there are none, or a place or value is not finite.
    public init(places: [Double], values: [Double], weights: [Double]? = nil) throws(LearningError) {
        guard !places.isEmpty else { throw .noRows }
        guard values.count == places.count else {
            throw .wrongLength(what: "values", have: values.count, need: places.count)
        }
        if let weights, weights.count != places.count {
            throw .wrongLength(what: "weights", have: weights.count, need: places.count)
        }
        for row in places.indices {
            guard places[row].isFinite else { throw .notFinite(row: row, column: 0) }
            guard values[row].isFinite else { throw .notFinite(row: row, column: 1) }
            if let weights, !(weights[row] > 0 && weights[row].isFinite) {
                throw .badWeight(row: row, weight: weights[row])
            }
        }
        struct Block {
            var first: Int
            var sum: Double
            var weight: Double
            var mean: Double { sum / weight }
        }
        var distinct: [Double] = [], blocks: [Block] = []
        for row in places.indices.sorted(by: { places[$0] < places[$1] }) {
            let weight = weights?[row] ?? 1
            if places[row] == distinct.last {
                blocks[blocks.count - 1].sum += weight * values[row]
                blocks[blocks.count - 1].weight += weight
            } else {
                blocks.append(Block(first: distinct.count, sum: weight * values[row], weight: weight))
                distinct.append(places[row])
            }
        }
        var pooled: [Block] = []
        for block in blocks {
            var block = block
            while let last = pooled.last, last.mean >= block.mean {
                pooled.removeLast()
                block = Block(first: last.first, sum: last.sum + block.sum, weight: last.weight + block.weight)
            }
            pooled.append(block)
        }
        var corners: [Double] = [], heights: [Double] = []
        for (number, block) in pooled.enumerated() {
            let last = number + 1 < pooled.count ? pooled[number + 1].first - 1 : distinct.count - 1
            for place in Set([block.first, last]).sorted() {
                corners.append(distinct[place])
                heights.append(block.mean)
            }
        }
        self.places = corners
        self.values = heights
    }

    /// NaN for NaN.
    public func callAsFunction(_ place: Double) -> Double {
        guard let first = places.first, let last = places.last, !place.isNaN else { return .nan }
        if place <= first { return values[0] }
        if place >= last { return values[values.count - 1] }
        var low = 0, high = places.count - 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if places[middle] <= place { low = middle } else { high = middle }
        }
        let share = (place - places[low]) / (places[high] - places[low])
        return values[low] + share * (values[high] - values[low])
    }
}

extension IsotonicRegression {
    private enum CodingKeys: String, CodingKey { case places, values }

    /// - Throws: `DecodingError` for corners that are not as many, finite and ascending.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        places = try container.decode([Double].self, forKey: .places)
        values = try container.decode([Double].self, forKey: .values)
        let isSound =
            !places.isEmpty && places.count == values.count && (places + values).allSatisfy(\.isFinite)
            && zip(places, places.dropFirst()).allSatisfy { $0 < $1 }
        guard isSound else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "no rising function"))
        }
    }
}
