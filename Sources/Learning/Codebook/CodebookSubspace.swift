// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// A few orthonormal directions that hold all prototypes of a codebook, measured from their mean, to within rounding.
///
/// Units of a map are sums of rows spread by a wide kernel, so that they vary along few directions: a dozen while the
/// radius is a third of the map, some dozens at a sixth. A row then need only be projected on these, and the search goes
/// on with short vectors. Directions are found 16 at a time: random vectors times the square of what the units still have
/// outside the span, made orthogonal, until nothing is left of any unit but what rounding to single precision loses.
///
/// - SeeAlso: Halko, Martinsson & Tropp 2011, doi:10.1137/090771806.
struct CodebookSubspace: Sendable {
    /// r.
    let count: Int
    /// r × m.
    let directions: [Float]
    /// units × r: the units along the directions.
    let places: [Float]

    private static let width = Int(SECCHI_KRYLOV_COLUMNS)
    private static let unitsPerPart = 60

    /// - Parameters:
    ///   - moved: units × m, less their mean.
    ///   - magnitude: the greatest length of a unit before.
    /// - Returns: `nil` if the search would gain too little by them.
    init?(moved: [Float], units: Int, columns: Int, magnitude: Double, context: ExecutionContext) throws {
        // Below half of the multiplications of a search in full.
        let limit = units * columns / (2 * (units + columns))
        guard limit >= Self.width else { return nil }
        var rest = moved
        let first = Self.greatestLength(rest, columns)
        let enough = max(first * 0x1p-19, magnitude * 0x1p-23)
        var generator = SeededGenerator(seed: 0x50B, part: 0)
        var basis: [Float] = [], places: [[Float]] = []
        var left = first, found = 0
        while left > enough {
            try context.cancellation.check()
            // What is left shrinks about as much with each direction: is it to end within the limit?
            if found > 0,
                Double(found) * Self.logarithm(first / enough) > 1.2 * Double(limit) * Self.logarithm(first / left)
            {
                return nil
            }
            let new = Self.directions(of: rest, units: units, columns: columns, basis: basis, &generator)
            guard !new.isEmpty, found + new.count / columns <= limit else { return nil }
            basis += new
            found += new.count / columns
            let parts = try Self.project(&rest, on: new, units: units, columns: columns, context: context)
            places.append(parts)
            left = Self.greatestLength(rest, columns)
        }
        guard found > 0 else { return nil }
        count = found
        directions = basis
        var joined: [Float] = []
        joined.reserveCapacity(units * found)
        for unit in 0..<units {
            for block in places {
                let width = block.count / units
                joined += block[unit * width..<(unit + 1) * width]
            }
        }
        self.places = joined
    }

    /// To base 2, between its powers along a straight line.
    private static func logarithm(_ ratio: Double) -> Double {
        ratio > 1 ? Double(ratio.exponent) + ratio.significand - 1 : 0
    }

    private static func greatestLength(_ rows: [Float], _ columns: Int) -> Double {
        rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return 0 }
            var greatest = 0.0
            for row in stride(from: 0, to: rows.count, by: columns) {
                var square = 0.0
                secchi_inner_products(start + row, 1, start + row, 1, columns, &square)
                greatest = max(greatest, square)
            }
            return greatest.squareRoot()
        }
    }

    /// Up to 16 orthonormal rows along which `rest` varies most, orthogonal to `basis`.
    private static func directions(
        of rest: [Float], units: Int, columns: Int, basis: [Float], _ generator: inout SeededGenerator
    ) -> [Float] {
        let depth = secchi_krylov_depth(columns), scratchSize = secchi_krylov_scratch(columns)
        let none = [Float](repeating: 0, count: columns)
        var products = [Float](repeating: 0, count: depth * width)
        withUnsafeTemporaryAllocation(byteCount: 4 * (depth * width + scratchSize), alignment: 64) { memory in
            let floats = memory.bindMemory(to: Float.self)
            floats.initialize(repeating: 0)
            for place in 0..<columns * width { floats[place] = Float(generator.normal()) }
            guard let start = floats.baseAddress else { return }
            secchi_krylov_pass(rest, columns, units, columns, none, start, &products, start + depth * width)
        }
        var found: [Float] = []
        for number in 0..<width {
            var vector = (0..<columns).map { products[$0 * width + number] }
            let before = length(vector)
            guard before > 0, before.isFinite else { continue }
            scale(&vector, by: 1 / before)
            for rows in [basis, found, basis, found] { takeAway(rows, from: &vector) }
            let after = length(vector)
            guard after > 1e-4 else { continue }
            scale(&vector, by: 1 / after)
            takeAway(found, from: &vector)
            found += vector
        }
        return found
    }

    private static func length(_ vector: [Float]) -> Double {
        var square = 0.0
        secchi_inner_products(vector, 1, vector, 1, vector.count, &square)
        return square.squareRoot()
    }

    private static func scale(_ vector: inout [Float], by factor: Double) {
        for place in vector.indices { vector[place] = Float(Double(vector[place]) * factor) }
    }

    /// Makes a vector orthogonal to orthonormal rows.
    private static func takeAway(_ rows: [Float], from vector: inout [Float]) {
        let columns = vector.count, count = rows.count / columns
        var factors = [Double](repeating: 0, count: count)
        secchi_inner_products(vector, 1, rows, count, columns, &factors)
        secchi_subtract_rows(&vector, factors, rows, count, columns, 0, columns)
    }

    /// units × new places along the new directions; `rest` loses them.
    private static func project(
        _ rest: inout [Float], on new: [Float], units: Int, columns: Int, context: ExecutionContext
    ) throws -> [Float] {
        let count = new.count / columns, before = rest
        let ranges = ExecutionContext.ranges(of: units, size: unitsPerPart)
        let parts = try context.mapParts(ranges.count) { part in
            var places: [Float] = []
            var left = Array(before[ranges[part].lowerBound * columns..<ranges[part].upperBound * columns])
            left.withUnsafeMutableBufferPointer { left in
                guard let start = left.baseAddress else { return }
                for row in 0..<ranges[part].count {
                    var factors = [Double](repeating: 0, count: count)
                    secchi_inner_products(start + row * columns, 1, new, count, columns, &factors)
                    secchi_subtract_rows(start + row * columns, factors, new, count, columns, 0, columns)
                    places += factors.map { Float($0) }
                }
            }
            return (places: places, left: left)
        }
        for (range, part) in zip(ranges, parts) {
            rest.replaceSubrange(range.lowerBound * columns..<range.upperBound * columns, with: part.left)
        }
        return parts.flatMap(\.places)
    }
}
