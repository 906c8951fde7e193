// SPDX-License-Identifier: Apache-2.0

public import Execution
import Foundation

/// Lays rows out in the plane so that neighbours stay neighbours.
///
/// Rows are joined with their nearest ones by edges whose weights fall with the distance, each row on its own scale; places
/// in the plane are then pulled together along edges and pushed apart elsewhere. Groups and their neighbourhoods mean
/// something, distances between far groups and the sizes of groups do not. It starts from the two principal components.
///
/// Places are moved one after the other on one thread, by random numbers from the seed: equal seeds give equal bits for any
/// number of threads, which the search for neighbours uses.
///
/// - SeeAlso: McInnes, Healy & Melville 2018, arXiv:1802.03426.
public struct UMAP: Sendable, Codable, Hashable {
    /// Neighbours of a row, itself counted, 2 to 4096: few show fine groups, many the broad arrangement.
    public var neighbourCount = 15
    /// How near places may come, from 0 to below 1: small ones pack groups tightly.
    public var minimumDistance = 0.1
    /// Rounds; `nil` for 500 up to 10,000 rows and 200 above.
    public var epochs: Int?
    /// Rows pushed off for each neighbour pulled.
    public var negativeSamples = 5

    public init() {}

    /// Lays out the rows.
    ///
    /// - Parameter matrix: n × m, all finite. One row is laid at the origin.
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``, ``LearningError/noRows``,
    ///   ``LearningError/notFinite(row:column:)``, or `CancellationError`.
    public func fit(
        _ matrix: FeatureMatrix, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedEmbedding {
        try check(rows: matrix.rowCount)
        try matrix.checkFinite()
        var search = NeighbourSearch()
        search.count = neighbourCount - 1
        let neighbours = try search.neighbours(within: matrix, context: context)
        return try fit(matrix, neighbours: neighbours, seed: seed, context: context)
    }

    /// The same from neighbours already found, each row's nearest first and itself not among them; their number counts
    /// instead of ``neighbourCount``.
    public func fit(
        _ matrix: FeatureMatrix, neighbours: Neighbours, seed: UInt64, context: ExecutionContext = ExecutionContext()
    ) throws -> FittedEmbedding {
        try check(rows: matrix.rowCount)
        try matrix.checkFinite()
        guard neighbours.rowCount == matrix.rowCount else {
            throw LearningError.wrongLength(what: "neighbours", have: neighbours.rowCount, need: matrix.rowCount)
        }
        let graph = try FuzzyGraph(neighbours, context: context)
        let rounds = epochs ?? (matrix.rowCount <= 10_000 ? 500 : 200)
        let layout = EmbeddingLayout(curve: .fitted(to: minimumDistance), negativeSamples: negativeSamples)
        var state = try KeptState("embedding", in: context) {
            try $0.mix(settings: self)
            $0.mix(seed)
            $0.mix(matrix)
            $0.mix(neighbours.numbers)
            $0.mix(neighbours.distances)
        }
        let places = try layout.optimised(
            rows: matrix.rowCount, graph: graph, epochs: rounds, seed: seed, keeping: &state, context: context
        ) { PlanarStart.of(matrix, seed: seed) }
        state.remove()
        return FittedEmbedding(settings: self, rows: matrix, places: places, seed: seed)
    }

    private func check(rows: Int) throws(LearningError) {
        guard rows > 0 else { throw .noRows }
        guard 2...4096 ~= neighbourCount else {
            throw .badSetting(name: "neighbourCount", text: "\(neighbourCount)", allowed: "2 to 4096")
        }
        guard minimumDistance >= 0, minimumDistance < 1 else {
            throw .badSetting(name: "minimumDistance", text: "\(minimumDistance)", allowed: "0 to below 1")
        }
        if let epochs, !(0...1_000_000 ~= epochs) {
            throw .badSetting(name: "epochs", text: "\(epochs)", allowed: "0 to 1000000")
        }
        guard 0...1000 ~= negativeSamples else {
            throw .badSetting(name: "negativeSamples", text: "\(negativeSamples)", allowed: "0 to 1000")
        }
    }
}
