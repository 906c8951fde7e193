// SPDX-License-Identifier: Apache-2.0

public import Execution

/// How much thinner the data are around a row than around its neighbours: about 1 inside a cluster of any density, above
/// it for a row that stands apart.
///
/// Of row p with neighbours N(p), the reachability from o is max(d(p, o), k-distance of o), the density is 1 over its mean
/// over N(p), and the factor is the mean density of N(p) over that of p. Ties at the k-th neighbour are cut to k rows, and
/// 10⁻¹⁰ is added to the mean reachability, so that more than k equal rows have a finite density, as scikit-learn does.
///
/// ```swift
/// var outliers = LocalOutlierFactor()
/// outliers.search.count = 20
/// let fitted = try outliers.fit(matrix)
/// fitted.factors                                          // one a row; 1.5 and above is unusual
/// let novelty = try fitted.factors(of: newRows, among: matrix)
/// ```
///
/// - SeeAlso: Breunig, Kriegel, Ng & Sander 2000, doi:10.1145/342009.335388, definitions 3 to 7.
public struct LocalOutlierFactor: Sendable, Codable, Hashable {
    /// The neighbours to compare with: k, distance and weights.
    public var search = NeighbourSearch()

    public init() {}

    /// Finds each row's neighbours and its factor.
    ///
    /// - Parameter matrix: n × m, finite. One row alone has factor 1.
    /// - Throws: ``LearningError`` for no rows, settings out of range, or a value that is NaN or infinite;
    ///   `CancellationError`.
    public func fit(
        _ matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedLocalOutlierFactor {
        guard matrix.rowCount > 0 else { throw LearningError.noRows }
        return try FittedLocalOutlierFactor(
            search: search, neighbours: try search.neighbours(within: matrix, context: context), context: context)
    }
}
