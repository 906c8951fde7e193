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
    private let projection: Projection?

    /// Rows of a part of a search.
    private static let rowsPerPart = 576

    /// Rows along the directions that hold the units, so that short vectors are compared.
    private struct Projection: Sendable {
        let count: Int
        /// The directions, packed.
        let packed: [Float]
        /// The units' mean along them.
        let origin: [Float]
    }

    /// - Parameter reducing: whether to look for few directions that hold all units; see ``CodebookSubspace``. The search
    ///   is as exact with them, but has other rounding errors.
    init(_ units: FeatureMatrix, reducing: Bool = false, context: ExecutionContext = ExecutionContext(threads: 1))
        throws
    {
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
        let subspace =
            reducing
            ? try CodebookSubspace(
                moved: moved, units: count, columns: columns, magnitude: Self.length(origin), context: context) : nil
        if let subspace {
            halves = (0..<count).map { unit in
                Float(Self.squaredLength(moved[unit * columns..<(unit + 1) * columns]) / 2)
            }
            packed = Self.pack(subspace.places, count: count, columns: subspace.count)
            var place = [Double](repeating: 0, count: subspace.count)
            secchi_inner_products(origin, 1, subspace.directions, subspace.count, columns, &place)
            projection = Projection(
                count: subspace.count, packed: Self.pack(subspace.directions, count: subspace.count, columns: columns),
                origin: place.map { Float($0) })
            return
        }
        projection = nil
        halves = moved.withUnsafeBufferPointer { moved in
            (0..<count).map { unit in
                guard let start = moved.baseAddress.map({ $0 + unit * columns }) else { return 0 }
                var square = 0.0, shift = 0.0
                secchi_inner_products(start, 1, start, 1, columns, &square)
                secchi_inner_products(start, 1, origin, 1, columns, &shift)
                return Float(square / 2 + shift)
            }
        }
        packed = Self.pack(moved, count: count, columns: columns)
    }

    private static func pack(_ rows: [Float], count: Int, columns: Int) -> [Float] {
        [Float](unsafeUninitializedCapacity: secchi_packed_size_f32(count, columns)) { buffer, size in
            guard let target = buffer.baseAddress else { return }
            secchi_pack_f32(rows, columns, count, columns, target)
            size = secchi_packed_size_f32(count, columns)
        }
    }

    private static func squaredLength(_ vector: ArraySlice<Float>) -> Double {
        vector.reduce(0) { $0 + Double($1) * Double($1) }
    }

    private static func length(_ vector: [Float]) -> Double { squaredLength(vector[...]).squareRoot() }

    /// The nearest unit of each row, of equal ones the first, and the next nearest if asked for.
    struct Match: Sendable {
        var best: [UInt32]
        var second: [UInt32]
        /// Distance to the best unit, computed from differences; empty if not asked for.
        var distances: [Float]
    }

    /// A match as it travels between shards.
    private struct Piece: Codable {
        var best: PackedValues<UInt32>
        var second: PackedValues<UInt32>
        var distances: PackedValues<Float>
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
        let parts = try context.gatherParts(ranges.count) { part in
            try context.cancellation.check()
            let range = ranges[part]
            let match = match(
                matrix, part: range.lowerBound + rows.lowerBound..<range.upperBound + rows.lowerBound, detail: detail)
            done?.advance()
            return Piece(
                best: PackedValues(match.best), second: PackedValues(match.second),
                distances: PackedValues(match.distances))
        }
        return Match(
            best: parts.flatMap(\.best.values), second: parts.flatMap(\.second.values),
            distances: parts.flatMap(\.distances.values))
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
            let projected = projection.map { project(start, count: count, columns: columns, on: $0) }
            withUnsafeTemporaryAllocation(of: Float.self, capacity: secchi_nearest_scratch()) { scratch in
                second.withUnsafeMutableBufferPointer { second in
                    func search(_ rows: UnsafePointer<Float>, _ length: Int) {
                        secchi_nearest(
                            rows, length, count, packed, halves, units.rowCount, length, &best,
                            second.isEmpty ? nil : second.baseAddress, scratch.baseAddress)
                    }
                    if let projected { search(projected, projection?.count ?? 0) } else { search(start, columns) }
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

    /// Rows along the projection's directions, from the units' mean.
    private func project(
        _ rows: UnsafePointer<Float>, count: Int, columns: Int, on projection: Projection
    ) -> [Float] {
        let width = projection.count
        return [Float](unsafeUninitializedCapacity: count * width) { buffer, size in
            guard let target = buffer.baseAddress else { return }
            secchi_product_packed_f32(rows, columns, projection.packed, target, width, count, width, columns)
            for row in 0..<count {
                for place in 0..<width { buffer[row * width + place] -= projection.origin[place] }
            }
            size = count * width
        }
    }
}
