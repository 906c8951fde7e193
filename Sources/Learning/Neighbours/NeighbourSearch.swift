// SPDX-License-Identifier: Apache-2.0

/// Finds for each row its nearest rows, exactly; among many, on demand, approximately.
///
/// All distances are bounded from below by matrix products in single precision, bfloat16 or bytes, a short list of the rows with
/// the least bounds is kept per row, and the distances of these are computed from the differences in double precision. A
/// row whose list cannot be proven to hold its k nearest is done again by a more precise product, and at last by all exact
/// distances. So the result is that of a search in double precision, whatever the processor, the precision of the bounds
/// and the number of threads; rows at equal distance come by their number. Only where more rows than the list holds are
/// equal to a row (distance 0) does the list's order choose between them.
///
/// ```swift
/// var search = NeighbourSearch()
/// search.count = 20
/// let neighbours = try search.neighbours(within: matrix)
/// neighbours.numbers(of: 0)       // the 20 rows nearest to row 0, without itself
/// ```
///
/// - Complexity: n² m / 2 multiplications within a matrix, n q m for q queries; memory 2 to 4 bytes a value beside the
///   matrix (12 in single precision, where rows are many and wide), and about 16 k bytes a row. See ``approximateAbove``
///   for less.
public struct NeighbourSearch: Sendable, Codable, Hashable {
    /// How far two rows are apart.
    public enum Distance: Sendable, Codable, Hashable {
        /// √Σ (x − y)².
        case euclidean
        /// 1 − x·y / (|x| |y|), from 0 to 2. Rows of zeros are at 0 from one another and at 1 from all others.
        case cosine
    }

    /// What the bounds are computed in; never changes the result.
    public enum Precision: String, Sendable, Codable, Hashable, CaseIterable {
        /// Bytes where the processor multiplies them, rows have more than 40 columns and a sample says that bytes tell most of
        /// them apart; else bfloat16, where the processor multiplies it and rows have more than 64 columns.
        case automatic
        /// 32-bit floating point.
        case single
        /// bfloat16, where the processor multiplies it.
        case half
        /// Bytes, of up to 65,535 columns and where the processor multiplies them, and for pairs that these let pass 16 bits.
        /// Queries are searched as by bfloat16.
        case byte
    }

    /// k, 1 to 4096. Where there are fewer other rows, all of them are neighbours.
    public var count = 20
    public var distance = Distance.euclidean
    /// m weights ≥ 0 of the columns: the distance is then √Σ wₚ (xₚ − yₚ)², and the cosine that of the weighted product.
    /// `nil` for all 1.
    public var columnWeights: [Double]?
    public var precision = Precision.automatic
    /// Rows above which ``neighbours(within:context:)`` is approximate: by descent through neighbours of neighbours, in time
    /// that hardly grows faster than n, with the recall measured and told in ``Neighbours/recall``. `nil`: always exact.
    ///
    /// The distances that are found are exact, and equal rows give equal bits on any number of threads. Rows with missing
    /// values or weights of their own, queries, and k above 256 or a twelfth of the rows are searched exactly all the same.
    public var approximateAbove: Int?

    public init() {}
}
