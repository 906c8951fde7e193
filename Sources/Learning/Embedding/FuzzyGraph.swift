// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// The neighbours of rows as edges with weights from 0 to 1, the same in both directions.
struct FuzzyGraph {
    struct Edge {
        let from: Int
        let to: Int
        let weight: Float
    }

    /// Both directions of each edge, by row and then by neighbour.
    let edges: [Edge]

    /// Each row's edges are joined with those that lead to it: a + b − a b.
    init(_ neighbours: Neighbours, context: ExecutionContext) throws {
        let ranges = ExecutionContext.ranges(of: neighbours.rowCount, size: 256)
        let own = try context.gatherValues(ranges.count) { part in
            ranges[part].flatMap { Self.weights(Array(neighbours.distances(of: $0))) }
        }.flatMap { $0 }
        var weights: [[Int: Float]] = Array(repeating: [:], count: neighbours.rowCount)
        for (place, number) in neighbours.numbers.enumerated() {
            weights[place / neighbours.count][Int(number)] = own[place]
        }
        var edges: [Edge] = []
        for row in weights.indices {
            for (other, weight) in weights[row] {
                let back = weights[other][row]
                let joined = back.map { weight + $0 - weight * $0 } ?? weight
                edges.append(Edge(from: row, to: other, weight: joined))
                if back == nil { edges.append(Edge(from: other, to: row, weight: joined)) }
            }
        }
        self.edges = edges.sorted { a, b in a.from == b.from ? a.to < b.to : a.from < b.from }
    }

    /// Weights exp(−(d − ρ) / σ) of a row's neighbours: ρ is the least distance above 0, and σ is such that the weights add
    /// up to log₂(k), the row itself counted in k (section 3.1, algorithm 3).
    static func weights(_ distances: [Float]) -> [Float] {
        let least = Double(distances.first { $0 > 0 } ?? 0)
        let target = log2(Double(distances.count + 1))
        func total(_ scale: Double) -> Double {
            distances.reduce(0) { $0 + exp(-max(Double($1) - least, 0) / scale) }
        }
        var low = 0.0, high = Double.infinity, scale = 1.0
        for _ in 0..<64 {
            let sum = total(scale)
            if abs(sum - target) < 1e-5 { break }
            if sum > target { high = scale } else { low = scale }
            scale = high.isInfinite ? scale * 2 : (low + high) / 2
        }
        let mean = distances.reduce(0) { $0 + Double($1) } / Double(max(distances.count, 1))
        scale = max(scale, 1e-3 * mean, 1e-30)
        return distances.map { Float(exp(-max(Double($0) - least, 0) / scale)) }
    }
}
