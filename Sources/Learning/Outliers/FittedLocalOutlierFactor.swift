// SPDX-License-Identifier: Apache-2.0

public import Execution

/// The local outlier factors of rows, and what is needed for those of new ones.
public struct FittedLocalOutlierFactor: Sendable, Codable, Hashable {
    /// What the neighbours were found by.
    public let search: NeighbourSearch
    /// The neighbours of each row among the others.
    public let neighbours: Neighbours
    /// Per row, about 1 inside a cluster; `-negative_outlier_factor_` of scikit-learn.
    public let factors: [Double]
    /// Per row, the local reachability density.
    public let densities: [Double]

    private static let partSize = 4096

    /// Computes the factors from neighbours that are known already.
    ///
    /// - Throws: `CancellationError`.
    public init(
        search: NeighbourSearch, neighbours: Neighbours, context: ExecutionContext = ExecutionContext()
    ) throws {
        self.search = search
        self.neighbours = neighbours
        let reaches = Self.kDistances(of: neighbours)
        let densities = try Self.densities(neighbours, kDistances: reaches, context: context)
        self.densities = densities
        factors = try Self.factors(neighbours, own: densities, others: densities, context: context)
    }

    /// The factors of rows that are not among those fitted: how new they are.
    ///
    /// - Parameters:
    ///   - rows: as many columns as `reference`.
    ///   - reference: the rows that were fitted, unchanged. A row equal to one of them has it as its nearest neighbour, so
    ///     that fitted rows get other factors here than ``factors``.
    /// - Throws: ``LearningError``, or `CancellationError`.
    public func factors(
        of rows: FeatureMatrix, among reference: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> [Double] {
        guard reference.rowCount == densities.count else {
            throw LearningError.wrongLength(
                what: "rows fitted before", have: reference.rowCount, need: densities.count)
        }
        var search = search
        search.count = max(neighbours.count, 1)
        let found = try search.neighbours(of: rows, among: reference, context: context)
        let own = try Self.densities(found, kDistances: Self.kDistances(of: neighbours), context: context)
        return try Self.factors(found, own: own, others: densities, context: context)
    }

    private static func kDistances(of neighbours: Neighbours) -> [Float] {
        let count = neighbours.count
        return (0..<neighbours.rowCount).map { count > 0 ? neighbours.distances[($0 + 1) * count - 1] : 0 }
    }

    private static func densities(
        _ found: Neighbours, kDistances: [Float], context: ExecutionContext
    ) throws -> [Double] {
        try rows(found.rowCount, context: context) { row in
            var sum = 0.0
            for (other, distance) in zip(found.numbers(of: row), found.distances(of: row)) {
                sum += Double(max(distance, kDistances[Int(other)]))
            }
            return 1 / (sum / Double(max(found.count, 1)) + 1e-10)
        }
    }

    private static func factors(
        _ found: Neighbours, own: [Double], others: [Double], context: ExecutionContext
    ) throws -> [Double] {
        try rows(found.rowCount, context: context) { row in
            guard found.count > 0 else { return 1 }
            let sum = found.numbers(of: row).reduce(0.0) { $0 + others[Int($1)] }
            return sum / Double(found.count) / own[row]
        }
    }

    private static func rows(
        _ count: Int, context: ExecutionContext, _ body: @Sendable (Int) -> Double
    ) throws -> [Double] {
        let parts = ExecutionContext.ranges(of: count, size: partSize)
        return try context.gatherValues(parts.count) { parts[$0].map(body) }.flatMap { $0 }
    }
}
