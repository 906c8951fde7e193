// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The rows of each unit added up: what one pass over some rows finds, and what passes over other rows can be added to.
///
/// Sums are integers (``FixedPointScale``), so merging is exact: any division of the rows gives equal bits.
struct UnitSums: Sendable, Hashable, Codable {
    let scale: FixedPointScale
    /// Rows of each unit.
    private(set) var counts: [Int]
    /// units × columns.
    private var packed: PackedValues<Int64>
    var sums: [Int64] { packed.values }

    private static let unitsPerPart = 16
    private static let rowsPerPart = 576

    /// Adds up `rows` of a matrix, row i of the range to unit `units[i]`.
    init(
        _ matrix: FeatureMatrix, rows: Range<Int>, units: [UInt32], unitCount: Int, scale: FixedPointScale,
        context: ExecutionContext
    ) throws {
        self.scale = scale
        var starts = [Int](repeating: 0, count: unitCount + 1)
        for unit in units { starts[Int(unit) + 1] += 1 }
        counts = Array(starts.dropFirst())
        for unit in 0..<unitCount { starts[unit + 1] += starts[unit] }
        var ends = starts
        var order = [UInt32](repeating: 0, count: units.count)
        for (place, unit) in units.enumerated() {
            order[ends[Int(unit)]] = UInt32(rows.lowerBound + place)
            ends[Int(unit)] += 1
        }
        let columns = matrix.columnCount, factor = scale.factor
        let sorted = order, begin = starts
        let ranges = ExecutionContext.ranges(of: unitCount, size: Self.unitsPerPart)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            var sums = [Int64](repeating: 0, count: ranges[part].count * columns)
            sums.withUnsafeMutableBufferPointer { sums in
                matrix.values.withUnsafeBufferPointer { values in
                    sorted.withUnsafeBufferPointer { sorted in
                        guard let sums = sums.baseAddress, let values = values.baseAddress,
                            let sorted = sorted.baseAddress
                        else { return }
                        for (place, unit) in ranges[part].enumerated() {
                            secchi_sum_rows_fixed(
                                values, columns, sorted + begin[unit], begin[unit + 1] - begin[unit], columns, factor,
                                sums + place * columns)
                        }
                    }
                }
            }
            return sums
        }
        packed = PackedValues(Array(parts.joined()))
    }

    /// The same; where there are shards, each adds up some of the rows.
    static func all(
        _ matrix: FeatureMatrix, rows: Range<Int>, units: [UInt32], unitCount: Int, scale: FixedPointScale,
        context: ExecutionContext
    ) throws -> UnitSums {
        try context.mergeShares(ofRows: rows.count, step: rowsPerPart, merge: { $0.merge($1) }) { part in
            try UnitSums(
                matrix, rows: rows.lowerBound + part.lowerBound..<rows.lowerBound + part.upperBound,
                units: Array(units[part]), unitCount: unitCount, scale: scale, context: context)
        }
    }

    /// Adds what another pass found.
    mutating func merge(_ other: UnitSums) {
        for unit in counts.indices { counts[unit] += other.counts[unit] }
        for place in packed.values.indices { packed.values[place] += other.packed.values[place] }
    }

    /// units × columns sums, rounded once.
    var values: [Float] {
        let factor = 1 / scale.factor
        return sums.map { Float(Double($0) * factor) }
    }
}
