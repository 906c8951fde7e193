// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Learning
import Parameters

/// The graph of all spectra of a dataset that labels travel along.
struct SpectraGraph: Sendable {
    private enum Graph: Sendable { case neighbours(NeighbourGraph), kernel(KernelGraph) }

    private let graph: Graph
    /// In words, for the report.
    let summary: String

    init(_ dataset: Dataset, parameters: PropagateModule.Parameters, context: ExecutionContext) throws {
        let matrix = try parameters.look.features.matrix(of: dataset, context: context)
        let search = parameters.nearest.search(count: parameters.neighbours)
        if parameters.graph == "kernel" {
            let gamma = try parameters.gamma ?? Self.gamma(matrix, search: search, context: context)
            let kernel = try KernelGraph(
                matrix, gamma: gamma, memoryLimit: Int(parameters.memory * 1e9), context: context)
            graph = .kernel(kernel)
            summary = "kernel of all pairs, gamma \(gamma.brief)" + (kernel.isStored ? "" : ", computed in each step")
        } else {
            let found = try search.neighbours(within: matrix, context: context)
            let joined = try NeighbourGraph(
                neighbours: found.numbers, perRow: max(found.count, 1),
                symmetry: NeighbourGraph.Symmetry(rawValue: parameters.symmetry) ?? .either)
            graph = .neighbours(joined)
            summary = "\(joined.edgeCount) edges between nearest neighbours, \(found.fact.value)"
        }
    }

    func spread(
        _ labels: [Int?], classCount: Int, by spreading: LabelSpreading, context: ExecutionContext
    ) throws -> SpreadLabels {
        switch graph {
        case .neighbours(let graph):
            try spreading.fit(graph, labels: labels, classCount: classCount, context: context)
        case .kernel(let graph): try spreading.fit(graph, labels: labels, classCount: classCount, context: context)
        }
    }

    /// Such that the median spectrum of up to 1000, evenly chosen, has a weight of e⁻² for its k-th neighbour.
    private static func gamma(
        _ matrix: FeatureMatrix, search: NeighbourSearch, context: ExecutionContext
    ) throws -> Double {
        let step = max(1, matrix.rowCount / 1000)
        let sample = matrix.rows(Array(stride(from: 0, to: matrix.rowCount, by: step)))
        var search = search
        // Each finds itself too.
        search.count += 1
        let found = try search.neighbours(of: sample, among: matrix, context: context)
        let last = (0..<found.rowCount).compactMap { found.distances(of: $0).last }.map(Double.init).sorted()
        let median = last.isEmpty ? 0 : last[last.count / 2]
        return median > 0 ? 2 / (median * median) : 1
    }
}
