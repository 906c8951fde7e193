// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

extension NeighbourDescent {
    private struct Ranked: Sendable, Codable {
        var numbers = PackedValues<Int32>([])
        var distances = PackedValues<Float>([])
        var repeated = 0
    }

    /// The nearest among each row's candidates, by exact distances. A row with too few of them is searched among all.
    func ranked(_ rows: NeighbourRows, count: Int, space: NeighbourSpace, context: ExecutionContext) throws
        -> Neighbours
    {
        let parts = ExecutionContext.ranges(of: rows.count, size: 256)
        let found = try context.gatherParts(parts.count) { part in
            try rows.withKernelRows(weights: space.weights) { kernel in
                var ranked = Ranked()
                for row in parts[part] {
                    try context.cancellation.check()
                    let best = nearest(to: row, kernel, rowCount: rows.count, count: count, ranked: &ranked)
                    ranked.numbers.values += best.map { Int32($0.number) }
                    ranked.distances.values += best.map {
                        Float(space.isCosine ? $0.square / 2 : $0.square.squareRoot())
                    }
                }
                return ranked
            }
        }
        return Neighbours(
            rowCount: rows.count, count: count, numbers: found.flatMap(\.numbers.values),
            distances: found.flatMap(\.distances.values), repeated: found.reduce(0) { $0 + $1.repeated })
    }

    private func nearest(
        to row: Int, _ rows: UnsafePointer<secchi_neighbour_rows>, rowCount: Int, count: Int, ranked: inout Ranked
    ) -> [(square: Double, number: UInt32)] {
        var candidates = candidates(of: row).map { number in
            (square: secchi_neighbour_square(rows, row, rows, Int(number)), number: number)
        }
        if candidates.count < count {
            ranked.repeated += 1
            var numbers = [UInt32](repeating: 0, count: count)
            var squares = [Double](repeating: 0, count: count)
            let scanned = secchi_neighbour_scan(rows, row, rows, rowCount, row, UInt32(count), &numbers, &squares)
            candidates = (0..<Int(scanned)).map { (squares[$0], numbers[$0]) }
        }
        candidates.sort { ($0.square, $0.number) < ($1.square, $1.number) }
        return Array(candidates.prefix(count))
    }
}
