// SPDX-License-Identifier: Apache-2.0

import CKernels
public import Execution

/// A mean and k orthonormal directions.
public struct FittedComponents: Sendable, Hashable {
    /// m values.
    public let mean: [Float]
    /// k × m, the direction of greatest variance first; the largest value of each is positive.
    public let components: FeatureMatrix
    /// Variance of the rows along each component (divisor n − 1), in descending order; k values.
    public let variances: [Double]
    /// Variance of all columns together.
    public let totalVariance: Double

    /// Share of the total variance that each component explains; 0 if there is none.
    public var explainedRatios: [Double] { variances.map { totalVariance > 0 ? $0 / totalVariance : 0 } }

    init(mean: [Float], pairs: EigenPairs, totalVariance: Double, columns: Int) throws {
        self.mean = mean
        self.totalVariance = totalVariance
        variances = pairs.values.map { max($0, 0) }
        var vectors = pairs.vectors
        for number in pairs.values.indices {
            let range = number * columns..<(number + 1) * columns
            let greatest = range.max { (vectors[$0].magnitude, $1) < (vectors[$1].magnitude, $0) }
            guard let greatest, vectors[greatest] < 0 else { continue }
            for place in range { vectors[place] = -vectors[place] }
        }
        components = try FeatureMatrix(rows: pairs.values.count, columns: columns, values: vectors)
    }

    /// Takes directions as they are.
    ///
    /// - Parameter components: k × m; ``transform(_:weights:context:)`` does not need them to be orthonormal.
    public init(mean: [Float], components: FeatureMatrix, variances: [Double], totalVariance: Double) {
        self.mean = mean
        self.components = components
        self.variances = variances
        self.totalVariance = totalVariance
    }

    /// The scores of rows: n × k. NaN is refused; see ``transform(_:weights:context:)``.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/notFinite(row:column:)``, or
    ///   `CancellationError`.
    public func transform(
        _ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        let parts = try eachPart(of: matrix, context: context) { _, scores in scores }
        return try FeatureMatrix(rows: matrix.rowCount, columns: variances.count, values: parts.flatMap { $0 })
    }

    /// Rows from scores: the mean plus each component times its score; n × m.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, or `CancellationError`.
    public func inverse(
        _ scores: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> FeatureMatrix {
        guard scores.columnCount == variances.count else {
            throw LearningError.columnMismatch(have: scores.columnCount, need: variances.count)
        }
        let packed = packedTransposed, columns = mean.count
        let ranges = ExecutionContext.ranges(of: scores.rowCount, size: 288)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var rows = reconstruct(
                Array(
                    scores.values[
                        ranges[part].lowerBound * scores.columnCount..<ranges[part].upperBound * scores.columnCount]),
                packed)
            for place in rows.indices { rows[place] += mean[place % columns] }
            return rows
        }
        return try FeatureMatrix(rows: scores.rowCount, columns: columns, values: parts.flatMap { $0 })
    }

    /// How far each row is from what the components can say of it: the root mean square over its columns; n values.
    ///
    /// Great for rows that are unlike all that the components were learnt from.
    ///
    /// - Throws: ``LearningError/columnMismatch(have:need:)``, ``LearningError/notFinite(row:column:)``, or
    ///   `CancellationError`.
    public func reconstructionErrors(
        of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> [Double] {
        let packed = packedTransposed, columns = mean.count
        return try eachPart(of: matrix, context: context) { centred, scores in
            let rows = reconstruct(scores, packed)
            return centred.withUnsafeBufferPointer { centred in
                rows.withUnsafeBufferPointer { rows -> [Double] in
                    guard let centred = centred.baseAddress, let start = rows.baseAddress else { return [] }
                    return (0..<rows.count / columns).map {
                        let square = secchi_squared_distance(centred + $0 * columns, start + $0 * columns, columns)
                        return (square / Double(columns)).squareRoot()
                    }
                }
            }
        }.flatMap { $0 }
    }

    /// Calls `body` with some rows less the mean, and their scores.
    private func eachPart<Number: BitwiseCopyable & Sendable>(
        of matrix: FeatureMatrix, context: ExecutionContext, _ body: @Sendable ([Float], [Float]) -> [Number]
    ) throws -> [[Number]] {
        guard matrix.columnCount == mean.count else {
            throw LearningError.columnMismatch(have: matrix.columnCount, need: mean.count)
        }
        _ = try matrix.checkedMagnitude(context: context)
        let packed = PackedMatrix(components), columns = mean.count
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 288)
        return try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            let range = ranges[part]
            var centred = Array(matrix.values[range.lowerBound * columns..<range.upperBound * columns])
            for row in 0..<range.count {
                for column in 0..<columns { centred[row * columns + column] -= mean[column] }
            }
            let rows = try FeatureMatrix(rows: range.count, columns: columns, values: centred)
            return body(centred, packed.product(of: rows, rows: 0..<range.count))
        }
    }

    private var packedTransposed: [Float] {
        let size = secchi_packed_size_f32(mean.count, variances.count)
        return [Float](unsafeUninitializedCapacity: size) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            secchi_pack_transposed_f32(components.values, mean.count, mean.count, variances.count, nil, target)
            count = size
        }
    }

    private func reconstruct(_ scores: [Float], _ packed: [Float]) -> [Float] {
        let k = variances.count, columns = mean.count, rows = scores.count / max(k, 1)
        return [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            guard let target = buffer.baseAddress else { return }
            secchi_product_packed_f32(scores, k, packed, target, columns, rows, columns, k)
            count = rows * columns
        }
    }
}

extension FittedComponents: Codable {
    private enum CodingKeys: String, CodingKey { case mean, components, variances, totalVariance }

    /// - Throws: `DecodingError`, or ``LearningError`` if the parts do not fit.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        mean = try container.decode(StoredFloats.self, forKey: .mean).values
        components = try container.decode(StoredMatrix.self, forKey: .components).matrix()
        variances = try container.decode([Double].self, forKey: .variances)
        totalVariance = try container.decode(Double.self, forKey: .totalVariance)
        guard components.columnCount == mean.count else {
            throw LearningError.columnMismatch(have: components.columnCount, need: mean.count)
        }
        guard components.rowCount == variances.count, !variances.isEmpty, !mean.isEmpty else {
            throw LearningError.wrongLength(what: "variances", have: variances.count, need: components.rowCount)
        }
        _ = try components.checkedMagnitude(context: .init(threads: 1))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(StoredFloats(mean), forKey: .mean)
        try container.encode(StoredMatrix(components), forKey: .components)
        try container.encode(variances, forKey: .variances)
        try container.encode(totalVariance, forKey: .totalVariance)
    }
}
