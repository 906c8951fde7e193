// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation

/// Sums of units spread over the grid: row u becomes Σ h(u, v) · row v.
///
/// A Gaussian on a rectangular grid is spread along its rows, then along its columns: width + height terms a unit
/// instead of width · height.
struct NeighbourhoodSpread {
    let grid: MapGrid
    let neighbourhood: SelfOrganisingMap.Neighbourhood
    let radius: Double

    func weight(_ squaredDistance: Double) -> Double {
        switch neighbourhood {
        case .gaussian: exp(-squaredDistance / (2 * radius * radius))
        case .bubble: squaredDistance <= radius * radius ? 1 : 0
        }
    }

    private var isSeparable: Bool { neighbourhood == .gaussian && grid.topology == .rectangular }

    /// The weights of the new units: Σ h(u, v) · counts[v].
    func spread(counts: [Int]) -> [Double] {
        let width = grid.width, height = grid.height
        guard isSeparable else {
            let filled = counts.indices.filter { counts[$0] > 0 }
            return counts.indices.map { unit in
                filled.reduce(0) { $0 + weight(grid.squaredDistance(unit, $1)) * Double(counts[$1]) }
            }
        }
        let along = weights(count: width), down = weights(count: height)
        var wide = [Double](repeating: 0, count: counts.count)
        for place in counts.indices {
            let (y, x) = place.quotientAndRemainder(dividingBy: width)
            for other in 0..<width {
                wide[place] += Double(along[x * width + other]) * Double(counts[y * width + other])
            }
        }
        var result = [Double](repeating: 0, count: counts.count)
        for place in counts.indices {
            let (y, x) = place.quotientAndRemainder(dividingBy: width)
            for other in 0..<height { result[place] += Double(down[y * height + other]) * wide[other * width + x] }
        }
        return result
    }

    /// The same for units × columns numbers.
    func spread(_ values: [Float], columns: Int, context: ExecutionContext) throws -> [Float] {
        let width = grid.width, height = grid.height
        guard isSeparable else { return try spreadOverAll(values, columns: columns, context: context) }
        let along = weights(count: width), down = weights(count: height)
        // Row after row of the grid, then column after column; the result lies as the input does.
        let rows = try context.mapParts(height) { y in
            try context.cancellation.check()
            return Self.combine(along, count: width, of: values, from: y * width * columns, apart: columns, columns)
        }
        let wide = Array(rows.joined())
        let lines = try context.mapParts(width) { x in
            try context.cancellation.check()
            return Self.combine(down, count: height, of: wide, from: x * columns, apart: width * columns, columns)
        }
        return [Float](unsafeUninitializedCapacity: values.count) { buffer, count in
            for y in 0..<height {
                for x in 0..<width {
                    let target = UnsafeMutableBufferPointer(
                        rebasing: buffer[(y * width + x) * columns..<(y * width + x + 1) * columns])
                    _ = target.initialize(from: lines[x][y * columns..<(y + 1) * columns])
                }
            }
            count = values.count
        }
    }

    private func spreadOverAll(_ values: [Float], columns: Int, context: ExecutionContext) throws -> [Float] {
        let units = grid.unitCount
        let packed = Self.pack(values, from: 0, apart: columns, rows: units, columns: columns)
        let ranges = ExecutionContext.ranges(of: units, size: 48)
        let parts = try context.mapParts(ranges.count) { part in
            try context.cancellation.check()
            let matrix = ranges[part].flatMap { unit in
                (0..<units).map { Float(weight(grid.squaredDistance(unit, $0))) }
            }
            return Self.multiply(matrix, rows: ranges[part].count, packed, depth: units, columns: columns)
        }
        return Array(parts.joined())
    }

    /// count × count weights along one axis.
    private func weights(count: Int) -> [Float] {
        (0..<count * count).map { place in
            var apart = Double((place / count - place % count).magnitude)
            if grid.isToroidal { apart = min(apart, Double(count) - apart) }
            return Float(weight(apart * apart))
        }
    }

    private static func combine(
        _ weights: [Float], count: Int, of values: [Float], from start: Int, apart: Int, _ columns: Int
    ) -> [Float] {
        let packed = pack(values, from: start, apart: apart, rows: count, columns: columns)
        return multiply(weights, rows: count, packed, depth: count, columns: columns)
    }

    private static func pack(_ values: [Float], from start: Int, apart: Int, rows: Int, columns: Int) -> [Float] {
        let size = secchi_packed_size_f32(columns, rows)
        return [Float](unsafeUninitializedCapacity: size) { buffer, count in
            values.withUnsafeBufferPointer { values in
                guard let source = values.baseAddress, let target = buffer.baseAddress else { return }
                secchi_pack_transposed_f32(source + start, apart, columns, rows, nil, target)
                count = size
            }
        }
    }

    private static func multiply(_ left: [Float], rows: Int, _ packed: [Float], depth: Int, columns: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            secchi_product_packed_f32(left, depth, packed, target, columns, rows, columns, depth)
            count = rows * columns
        }
    }
}
