// SPDX-License-Identifier: Apache-2.0

public import Execution

/// The orthogonal directions along which rows vary most.
///
/// Two ways lead there. *Exact*: the covariance matrix, then its leading eigenvectors. *Krylov*: the rows are read some
/// twenty times, 16 directions at a time, until what is still to be gained is below ``tolerance``; this is much the
/// faster for long rows. Many values are read as bfloat16 where the processor multiplies it (2 bytes a value beside the
/// matrix), and what was found is measured on the rows as they are. Sums over rows are exact integers, so equal seeds give equal bits for any number of threads and
/// any division of the rows. The largest value of each component is positive. NaN is refused here;
/// ``fit(_:weights:seed:context:)`` takes missing values.
///
/// ```swift
/// var pca = PrincipalComponents()
/// pca.components = 10
/// let fitted = try pca.fit(matrix, seed: 1)
/// let scores = try fitted.transform(matrix)                 // n × 10
/// let oddness = try fitted.reconstructionErrors(of: matrix) // n
/// ```
///
/// - SeeAlso: Musco & Musco 2015, arXiv:1504.05477, for the block Krylov method; Halko, Martinsson & Tropp 2011,
///   doi:10.1137/090771806.
public struct PrincipalComponents: Sendable, Codable, Hashable {
    /// How the components are found; automatic is exact up to 512 columns.
    public enum Method: String, Sendable, Codable, Hashable, CaseIterable { case automatic, exact, krylov }

    /// k, 1 to 4096; no more than there are rows or columns.
    public var components = 10
    public var method = Method.automatic
    /// Share of the total variance that the Krylov method may leave unfound, in (0, 1).
    public var tolerance = 5e-5
    /// Rounds of the fit to weighted values at most, 1 to 10,000; see ``fit(_:weights:seed:context:)``.
    public var maximumRounds = 1000

    public init() {}

    static let exactLimit = 512
    private static let halfTolerance = 1e-5
    private static let halfFrom = 1 << 20
    private static let columnLimit = 8192

    /// Learns mean and components.
    ///
    /// - Throws: ``LearningError`` for settings out of range, no rows, or values that are not finite;
    ///   `CancellationError`.
    /// - Complexity: exact O(n m² + m³); Krylov about O(6 k n m).
    public func fit(
        _ matrix: FeatureMatrix, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedComponents {
        try matrix.checkShape()
        try checkSettings(rows: matrix.rowCount, columns: matrix.columnCount)
        let magnitude = Double(try matrix.checkedMagnitude(context: context))
        let mean = try matrix.mean(
            scale: FixedPointScale(magnitude: magnitude, count: matrix.rowCount), context: context)
        let squares = try matrix.squaredDistances(to: mean, context: context).reduce(0, +)
        let centred = CentredRows(matrix: matrix, mean: mean, squares: squares)
        let isExact = method == .exact || (method == .automatic && matrix.columnCount <= Self.exactLimit)
        let pairs: EigenPairs
        if isExact {
            pairs = try exactPairs(of: centred, seed: seed, context: context)
        } else {
            var passed = centred
            // Rounding to bfloat16 turns what is found by some parts in a million of the variance.
            if HalfRows.isAvailable, tolerance >= Self.halfTolerance, matrix.values.count >= Self.halfFrom {
                passed.half = try HalfRows(matrix, mean: mean, context: context)
            }
            let rows = passed
            let done = ProgressCounter(
                stage: "finding components", total: nil, unit: "passes", reporter: context.progress)
            let found = try BlockKrylov(
                columns: matrix.columnCount, wanted: components, trace: centred.totalVariance
            )
            .leadingPairs(tolerance: tolerance, seed: seed, context: context) { block in
                let result = try rows.covarianceProduct(with: block, context: context)
                done.advance()
                return result
            }
            pairs = rows.half == nil ? found : try centred.measured(found, context: context)
        }
        return try FittedComponents(
            mean: mean, pairs: pairs, totalVariance: centred.totalVariance, columns: matrix.columnCount)
    }

    private func exactPairs(of rows: CentredRows, seed: UInt64, context: ExecutionContext) throws -> EigenPairs {
        let columns = rows.matrix.columnCount
        let covariance = try CovarianceSums.all(of: rows, context: context)
        if columns <= Self.exactLimit {
            return try EigenPairs(
                symmetric: covariance.covariance(rowCount: rows.matrix.rowCount), count: columns
            ).leading(components)
        }
        let packed = PackedMatrix(
            try FeatureMatrix(
                rows: columns, columns: columns,
                values: covariance.covariance(rowCount: rows.matrix.rowCount).map { Float($0) }))
        return try BlockKrylov(columns: columns, wanted: components, trace: rows.totalVariance)
            .leadingPairs(tolerance: 1e-9, seed: seed, context: context) { block in
                packed.product(of: block, rows: 0..<block.rowCount)
            }
    }

    func checkSettings(rows: Int, columns: Int) throws(LearningError) {
        let most = min(4096, rows, columns)
        guard (1...most).contains(components) else {
            throw .badSetting(name: "components", text: "\(components)", allowed: "1 to \(most)")
        }
        guard tolerance > 0, tolerance < 1 else {
            throw .badSetting(name: "tolerance", text: "\(tolerance)", allowed: "a number above 0 and below 1")
        }
        guard (1...10_000).contains(maximumRounds) else {
            throw .badSetting(name: "maximumRounds", text: "\(maximumRounds)", allowed: "1 to 10000")
        }
        if method == .exact, columns > Self.columnLimit {
            throw .badSetting(
                name: "method", text: "exact", allowed: "krylov for more than \(Self.columnLimit) columns")
        }
    }
}
