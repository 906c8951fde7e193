// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

extension CentredRows {
    /// The best eigenpairs within the span of some orthonormal vectors: the rows are projected on these, and the
    /// covariance of the projections, a small matrix, is taken apart (Rayleigh & Ritz).
    func measured(_ found: EigenPairs, context: ExecutionContext) throws -> EigenPairs {
        let count = found.values.count, columns = matrix.columnCount
        guard count > 0 else { return found }
        let directions = PackedMatrix(try FeatureMatrix(rows: count, columns: columns, values: found.vectors))
        var origin = [Double](repeating: 0, count: count)
        secchi_inner_products(mean, 1, found.vectors, count, columns, &origin)
        let centre = origin.map { Float($0) }
        let ranges = ExecutionContext.ranges(of: matrix.rowCount, size: 480)
        let parts = try context.gatherValues(ranges.count) { part in
            try context.cancellation.check()
            var places = directions.product(of: matrix, rows: ranges[part])
            for row in 0..<ranges[part].count {
                for number in 0..<count { places[row * count + number] -= centre[number] }
            }
            return places
        }
        let projected = CentredRows(
            matrix: try FeatureMatrix(rows: matrix.rowCount, columns: count, values: Array(parts.joined())),
            mean: [Float](repeating: 0, count: count), squares: squares)
        let covariance = try CovarianceSums.all(of: projected, context: context)
            .covariance(rowCount: matrix.rowCount)
        let inside = try EigenPairs(symmetric: covariance, count: count).leading(count)
        var packed = [Float](repeating: 0, count: secchi_packed_size_f32(columns, count))
        secchi_pack_transposed_f32(found.vectors, columns, columns, count, nil, &packed)
        var vectors = [Float](repeating: 0, count: count * columns)
        secchi_product_packed_f32(inside.vectors, count, packed, &vectors, columns, count, columns, count)
        return EigenPairs(values: inside.values.map { max($0, 0) }, vectors: vectors, length: columns)
    }
}
