// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The leading eigenpairs of a symmetric operator of which only products are known.
///
/// From random vectors V the space of V, C V, C² V, … is built, 16 vectors at a time, each made orthogonal to all before.
/// The operator seen within this space is a small matrix, whose eigenpairs (Rayleigh & Ritz) approach the leading ones
/// of C from below. Few vectors at a time reach higher powers for the same work.
struct BlockKrylov {
    let columns: Int
    /// Pairs asked for.
    let wanted: Int
    /// Sum of all eigenvalues.
    let trace: Double

    private static let width = Int(SECCHI_KRYLOV_COLUMNS)
    private var limit: Int { min(columns, max(1024, 12 * wanted)) }

    /// - Parameters:
    ///   - tolerance: stops once the sum of the wanted eigenvalues is expected to grow by less than this share of the
    ///     trace.
    ///   - multiply: C v for each row v of a matrix of at most 16.
    func leadingPairs(
        tolerance: Double, seed: UInt64, context: ExecutionContext, multiply: (FeatureMatrix) throws -> [Float]
    ) throws -> EigenPairs {
        var generator = SeededGenerator(seed: seed, part: 0x9CA)
        var basis = Basis(columns: columns)
        var small: [[Double]] = []
        var sums: [Double] = []
        var block = (0..<min(Self.width, columns)).map { _ in Self.random(columns, &generator) }
        while true {
            try context.cancellation.check()
            let first = basis.count
            for vector in block { try basis.append(vector, orElse: &generator, context: context) }
            let count = basis.count - first
            if count > 0 {
                let products = try multiply(basis.rows(from: first))
                let overlaps = try basis.overlaps(of: products, count: count, context: context)
                for row in small.indices {
                    for new in 0..<count { small[row].append(overlaps[new][row]) }
                }
                small += overlaps
                block = (0..<count).map { Array(products[$0 * columns..<($0 + 1) * columns]) }
            }
            let isFull = count == 0 || basis.count >= limit
            if basis.count >= min(2 * wanted + 32, limit), basis.count / Self.width % 2 == 0 || isFull {
                let values = try EigenPairs.values(ofSymmetric: Self.symmetric(small), count: basis.count)
                sums.append(values.prefix(wanted).reduce(0, +))
                if isFull || trace <= 0 || Self.remainder(sums) < tolerance * trace { break }
            } else if isFull {
                break
            }
        }
        let pairs = try EigenPairs(symmetric: Self.symmetric(small), count: basis.count).leading(wanted)
        return EigenPairs(
            values: pairs.values.map { max($0, 0) },
            vectors: basis.combined(pairs.vectors, count: pairs.values.count), length: columns)
    }

    /// What sums that grow by ever smaller steps still have to gain, as a geometric series.
    private static func remainder(_ sums: [Double]) -> Double {
        guard sums.count >= 3 else { return .infinity }
        let last = sums[sums.count - 1] - sums[sums.count - 2]
        let before = sums[sums.count - 2] - sums[sums.count - 3]
        guard last > 0, before > 0 else { return 0 }
        let ratio = min(last / before, 0.95)
        return last * ratio / (1 - ratio)
    }

    private static func random(_ count: Int, _ generator: inout SeededGenerator) -> [Float] {
        (0..<count).map { _ in Float(generator.normal()) }
    }

    private static func symmetric(_ rows: [[Double]]) -> [Double] {
        let count = rows.count
        return (0..<count * count).map { place in
            let (row, column) = place.quotientAndRemainder(dividingBy: count)
            return (rows[row][column] + rows[column][row]) / 2
        }
    }

    /// Orthonormal rows.
    private struct Basis {
        let columns: Int
        var values: [Float] = []
        var count: Int { columns == 0 ? 0 : values.count / columns }

        init(columns: Int) { self.columns = columns }

        func rows(from first: Int) throws -> FeatureMatrix {
            try FeatureMatrix(rows: count - first, columns: columns, values: Array(values[(first * columns)...]))
        }

        /// Adds what of a vector is orthogonal to the rows; of a random one if nothing is; none if they span all.
        mutating func append(
            _ vector: [Float], orElse generator: inout SeededGenerator, context: ExecutionContext
        ) throws {
            guard count < columns else { return }
            var candidate = vector
            for _ in 0..<3 {
                let before = Self.length(candidate)
                if before > 0, before.isFinite {
                    for place in candidate.indices { candidate[place] = Float(Double(candidate[place]) / before) }
                    // Once takes away the most, twice what rounding left.
                    var after = 1.0
                    for _ in 0..<2 {
                        let factors = try overlaps(of: candidate, count: 1, context: context)[0]
                        secchi_subtract_rows(&candidate, factors, values, count, columns, 0, columns)
                        after = Self.length(candidate)
                    }
                    if after > 1e-4 {
                        for place in candidate.indices { candidate[place] = Float(Double(candidate[place]) / after) }
                        values += candidate
                        return
                    }
                }
                candidate = BlockKrylov.random(columns, &generator)
            }
        }

        /// The inner product of each of `count` vectors with each row.
        func overlaps(of vectors: [Float], count vectorCount: Int, context: ExecutionContext) throws -> [[Double]] {
            let ranges = ExecutionContext.ranges(of: count, size: 32)
            let parts = try context.mapParts(ranges.count) { part in
                var products = [Double](repeating: 0, count: vectorCount * ranges[part].count)
                values.withUnsafeBufferPointer { values in
                    guard let start = values.baseAddress else { return }
                    secchi_inner_products(
                        vectors, vectorCount, start + ranges[part].lowerBound * columns, ranges[part].count, columns,
                        &products)
                }
                return products
            }
            return (0..<vectorCount).map { vector in
                zip(ranges, parts).flatMap { $1[vector * $0.count..<(vector + 1) * $0.count] }
            }
        }

        /// `rows` × count factors times the rows.
        func combined(_ factors: [Float], count rows: Int) -> [Float] {
            var packed = [Float](repeating: 0, count: secchi_packed_size_f32(columns, count))
            secchi_pack_transposed_f32(values, columns, columns, count, nil, &packed)
            var result = [Float](repeating: 0, count: rows * columns)
            secchi_product_packed_f32(factors, count, packed, &result, columns, rows, columns, count)
            return result
        }

        private static func length(_ vector: [Float]) -> Double {
            var square = 0.0
            secchi_inner_products(vector, 1, vector, 1, vector.count, &square)
            return square.squareRoot()
        }
    }
}
