// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Prototypes laid out for the search of the nearest one: the units of a map, the centres of clusters.
///
/// The search is a product of matrices whose results are compared while they are in the cache, so that rows × units are
/// never stored. Units are measured from their mean, which keeps digits where all rows are alike.
struct Codebook: Sendable {
    let units: FeatureMatrix
    private let packed: [Float]
    private let halves: [Float]

    /// Rows of a part of a search.
    private static let rowsPerPart = 576

    init(_ units: FeatureMatrix) {
        self.units = units
        let count = units.rowCount, columns = units.columnCount
        var sums = [Double](repeating: 0, count: columns)
        for unit in 0..<count {
            for (column, value) in units[unit].enumerated() { sums[column] += Double(value) }
        }
        let origin = sums.map { Float($0 / Double(max(count, 1))) }
        var moved = units.values
        for unit in 0..<count {
            for column in 0..<columns { moved[unit * columns + column] -= origin[column] }
        }
        halves = moved.withUnsafeBufferPointer { moved in
            (0..<count).map { unit in
                guard let start = moved.baseAddress.map({ $0 + unit * columns }) else { return 0 }
                var square = 0.0, shift = 0.0
                secchi_inner_products(start, 1, start, 1, columns, &square)
                secchi_inner_products(start, 1, origin, 1, columns, &shift)
                return Float(square / 2 + shift)
            }
        }
        packed = [Float](unsafeUninitializedCapacity: secchi_packed_size_f32(count, columns)) { buffer, size in
            guard let target = buffer.baseAddress else { return }
            secchi_pack_f32(moved, columns, count, columns, target)
            size = secchi_packed_size_f32(count, columns)
        }
    }

    /// The nearest unit of each row, of equal ones the first, and the next nearest if asked for.
    struct Match: Sendable {
        var best: [UInt32]
        var second: [UInt32]
        /// Distance to the best unit, computed from differences; empty if not asked for.
        var distances: [Float]
    }

    /// What one row makes of a search besides its best unit.
    enum Detail { case best, distance, secondAndDistance }

    /// Rows are finite.
    func match(
        _ matrix: FeatureMatrix, rows: Range<Int>? = nil, detail: Detail, context: ExecutionContext,
        done: ProgressCounter? = nil
    ) throws -> Match {
        let rows = rows ?? 0..<matrix.rowCount
        let ranges = ExecutionContext.ranges(of: rows.count, size: Self.rowsPerPart)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            let range = ranges[part]
            let match = match(
                matrix, part: range.lowerBound + rows.lowerBound..<range.upperBound + rows.lowerBound, detail: detail)
            done?.advance()
            return match
        }
        return Match(
            best: parts.flatMap(\.best), second: parts.flatMap(\.second), distances: parts.flatMap(\.distances))
    }

    /// Parts that a search of so many rows has.
    static func partCount(rows: Int) -> Int { (rows + rowsPerPart - 1) / rowsPerPart }

    private func match(_ matrix: FeatureMatrix, part rows: Range<Int>, detail: Detail) -> Match {
        let columns = matrix.columnCount, count = rows.count
        var best = [UInt32](repeating: 0, count: count)
        var second = [UInt32](repeating: 0, count: detail == .secondAndDistance ? count : 0)
        var distances = [Float](repeating: 0, count: detail == .best ? 0 : count)
        matrix.values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress.map({ $0 + rows.lowerBound * columns }) else { return }
            withUnsafeTemporaryAllocation(of: Float.self, capacity: secchi_nearest_scratch()) { scratch in
                second.withUnsafeMutableBufferPointer { second in
                    secchi_nearest(
                        start, columns, count, packed, halves, units.rowCount, columns, &best,
                        second.isEmpty ? nil : second.baseAddress, scratch.baseAddress)
                }
            }
            guard detail != .best else { return }
            units.values.withUnsafeBufferPointer { units in
                guard let units = units.baseAddress else { return }
                for row in 0..<count {
                    distances[row] = Float(
                        secchi_squared_distance(start + row * columns, units + Int(best[row]) * columns, columns)
                            .squareRoot())
                }
            }
        }
        return Match(best: best, second: second, distances: distances)
    }
}
