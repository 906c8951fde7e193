// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Finds clusters of any shape and of different densities, and leaves what belongs to none as noise.
///
/// Rows are as far apart as they are dense: the distance of two is at least that of each to its ``minimumSamples``-th
/// neighbour. The minimum spanning tree of these distances, exact in double precision rounded once, gives a tree of
/// clusters as the density rises; those that live longest are chosen.
///
/// ```swift
/// let clusters = try HDBSCAN(minimumClusterSize: 15).clusters(of: matrix)
/// clusters.labels[0]         // the cluster of row 0; nil for noise
/// clusters.outlierScores[0]  // 0 for the heart of a cluster, towards 1 for outliers
/// ```
///
/// Equal bits for any number of threads, and the same clusters for another order of the rows: links of equal distance are cut
/// together. Other programs cut them one by one, so that a row as near to two clusters falls to either, where here it is
/// noise.
///
/// - Complexity: n² m operations, memory for a copy of the rows; 50,000 rows of 50 columns take seconds.
/// - SeeAlso: Campello, Moulavi & Sander 2013, doi:10.1007/978-3-642-37456-2_14; McInnes & Healy 2017,
///   doi:10.1109/ICDMW.2017.12; for outliers Campello et al. 2015, doi:10.1145/2733381.
public struct HDBSCAN: Sendable, Codable, Hashable {
    /// How clusters are chosen from the tree.
    public enum Selection: String, Sendable, Codable, Hashable, CaseIterable {
        /// The set with the greatest excess of mass: few, prominent clusters.
        case excessOfMass
        /// The leaves of the tree: many, homogeneous ones.
        case leaf
    }

    /// Fewer rows than this are never a cluster; at least 2.
    public var minimumClusterSize: Int
    /// How many neighbours, the row itself not counted, must be near for a row to be dense, at least 1; `nil` for
    /// ``minimumClusterSize``. More make more noise.
    public var minimumSamples: Int?
    /// Of clusters from the tree.
    public var selection: Selection
    /// Whether all rows may be one cluster.
    public var allowsSingleCluster: Bool

    public init(
        minimumClusterSize: Int = 15, minimumSamples: Int? = nil, selection: Selection = .excessOfMass,
        allowsSingleCluster: Bool = false
    ) {
        self.minimumClusterSize = minimumClusterSize
        self.minimumSamples = minimumSamples
        self.selection = selection
        self.allowsSingleCluster = allowsSingleCluster
    }

    /// The clusters of the rows.
    ///
    /// - Parameter matrix: n × m, all finite. Fewer rows than ``minimumClusterSize`` are all noise.
    /// - Throws: ``LearningError/badSetting(name:text:allowed:)``, ``LearningError/noRows``,
    ///   ``LearningError/notFinite(row:column:)``, or `CancellationError`.
    public func clusters(
        of matrix: FeatureMatrix, context: ExecutionContext = ExecutionContext()
    ) throws -> DensityClusters {
        try check(matrix)
        var search = NeighbourSearch()
        search.count = samples
        let neighbours = try search.neighbours(within: matrix, context: context)
        return try clusters(of: matrix, neighbours: neighbours, context: context)
    }

    /// The same from neighbours already found: of each row the nearest others, itself not among them; their number counts
    /// instead of ``minimumSamples``.
    public func clusters(
        of matrix: FeatureMatrix, neighbours: Neighbours, context: ExecutionContext = ExecutionContext()
    ) throws -> DensityClusters {
        try check(matrix)
        guard neighbours.rowCount == matrix.rowCount else {
            throw LearningError.wrongLength(what: "neighbours", have: neighbours.rowCount, need: matrix.rowCount)
        }
        let cores = (0..<matrix.rowCount).map { neighbours.distances(of: $0).last ?? 0 }
        let tree = try SpanningTree.of(matrix, cores: cores, context: context)
        let condensed = CondensedTree(tree, rows: matrix.rowCount, minimumClusterSize: minimumClusterSize)
        return condensed.clusters(selection, allowsSingleCluster: allowsSingleCluster)
    }

    private var samples: Int { minimumSamples ?? minimumClusterSize }

    private func check(_ matrix: FeatureMatrix) throws(LearningError) {
        guard 2...(1 << 30) ~= minimumClusterSize else {
            throw .badSetting(name: "minimumClusterSize", text: "\(minimumClusterSize)", allowed: "2 to \(1 << 30)")
        }
        guard 1...4096 ~= samples else {
            throw .badSetting(name: "minimumSamples", text: "\(samples)", allowed: "1 to 4096")
        }
        guard matrix.rowCount > 0 else { throw .noRows }
        try matrix.checkFinite()
    }
}

/// What ``HDBSCAN`` finds.
public struct DensityClusters: Sendable, Codable, Hashable {
    /// The cluster of each row, from 0 for the greatest; of equal ones that with the first row. `nil` for noise.
    public let labels: [Int?]
    /// How firmly each row belongs to its cluster, 0 to 1; 0 for noise.
    public let probabilities: [Double]
    /// GLOSH: how far each row is from the densest part of what it falls out of, 0 to 1.
    public let outlierScores: [Double]
    /// Rows of each cluster.
    public let sizes: [Int]
    /// For how long each cluster lives as the density rises, in rows over distance.
    public let stabilities: [Double]

    /// The rows of a cluster, ascending.
    public func rows(of cluster: Int) -> [Int] { labels.indices.filter { labels[$0] == cluster } }
}
