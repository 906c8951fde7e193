// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
import Parameters

/// Label propagation and spreading: the labels of few spectra spread to all that are like them.
///
/// The graph holds all spectra, with and without label. To judge itself, the module hides the labels of a part of the
/// objects and looks what comes back to them.
public struct PropagateModule: ClassifierModule {
    public var name: String { "propagate" }
    public var summary: String { "label propagation: the labels of few spectra spread to all that are like them" }
    public var purpose: ModulePurpose { .propagate }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try parameters.look.check()
        try dataset.check()
        let training = parameters.training
        let known = try LabelledRows(dataset, minimumObjects: training.minimumObjects)
        let matrix = try parameters.look.features.matrix(of: dataset, context: context)
        let graph = try LabelTravel(matrix, parameters: parameters, context: context)
        let classCount = known.classNames.count, seed = UInt64(training.seed)

        func spread(_ rows: [Int], context: ExecutionContext) throws -> SpreadLabels {
            var labels = [Int?](repeating: nil, count: dataset.rowCount)
            for row in rows { labels[known.rows[row]] = known.labels[row] }
            return try graph.spread(labels, classCount: classCount, context: context)
        }
        let validation = CrossValidation(folds: training.folds, repeats: training.repeats, seed: seed)
        let outcome = try validation.run(known, context: context) { training, test, _, context in
            try spread(training, context: context).probabilities.rows(test.map { known.rows[$0] }).withoutUnknown
        }
        let final = try spread(Array(known.rows.indices), context: context.reporting("all labels"))
        let judgement = try Judgement(
            outcome, final: final.probabilities.withoutUnknown, known: known, dataset: dataset, training: training,
            context: context)
        var report = judgement.report(of: self, parameters: try parameters.json())
        report.warnings += warnings(final)
        report.facts.append(.init(name: "Graph", value: graph.summary))
        report.facts.append(.init(name: "Steps", value: "\(final.steps)"))
        return judgement.run(report: report)
    }

    private func warnings(_ final: SpreadLabels) -> [String] {
        var warnings: [String] = []
        let unreached = final.values.count { $0 == 0 }
        if unreached > 0 {
            warnings.append(
                "No label reached \(unreached) spectra: all classes have equal probability there. Use more neighbours, or "
                    + "label some of them.")
        }
        if !final.hasConverged {
            warnings.append("The labels still moved after \(final.steps) steps; allow more steps or a larger change.")
        }
        return warnings
    }
}

/// The graph of all spectra, and how labels travel along it.
struct LabelTravel: Sendable {
    private enum Graph: Sendable { case neighbours(NeighbourGraph), kernel(KernelGraph) }

    private let graph: Graph
    private let spreading: LabelSpreading
    /// In words, for the report.
    let summary: String

    init(_ matrix: FeatureMatrix, parameters: PropagateModule.Parameters, context: ExecutionContext) throws {
        var spreading = LabelSpreading()
        spreading.method = LabelSpreading.Method(rawValue: parameters.method) ?? .spreading
        spreading.alpha = parameters.alpha
        spreading.maximumSteps = parameters.steps
        spreading.tolerance = parameters.tolerance
        self.spreading = spreading
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

    func spread(_ labels: [Int?], classCount: Int, context: ExecutionContext) throws -> SpreadLabels {
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
