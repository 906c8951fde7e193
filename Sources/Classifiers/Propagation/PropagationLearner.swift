// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Learning
import Parameters

/// Spreads the labels of some rows over the graph of all spectra of a dataset.
///
/// One thread at a time may use it: it keeps the graph that was last looked at.
final class PropagationLearner: LabelLearner {
    let known: LabelledRows
    let given: PropagateModule.Parameters
    let candidates: SearchCandidates<PropagateModule.Parameters>?
    private let dataset: Dataset
    private let context: ExecutionContext
    /// By the given settings, and by others, the last ones used.
    private let own: SpectraGraph
    private var other: (settings: PropagateModule.Parameters, graph: SpectraGraph)?

    init(
        _ dataset: Dataset, known: LabelledRows, parameters: PropagateModule.Parameters, context: ExecutionContext
    ) throws {
        self.dataset = dataset
        self.known = known
        self.context = context
        given = parameters
        candidates = try SearchCandidates(of: parameters) { try $0.look.check() }
        own = try SpectraGraph(dataset, parameters: parameters, context: context)
    }

    /// The graph of all spectra that these settings make.
    func graph(_ parameters: PropagateModule.Parameters) throws -> SpectraGraph {
        let wanted = parameters.ofGraph
        if wanted == given.ofGraph { return own }
        if let other, other.settings == wanted { return other.graph }
        // Let go first: two kernels may not fit into memory.
        other = nil
        let quiet = ExecutionContext(threads: context.threads, cancellation: context.cancellation)
        let graph = try SpectraGraph(dataset, parameters: parameters, context: quiet)
        other = (wanted, graph)
        return graph
    }

    /// What comes to all spectra of the dataset from some labelled ones.
    ///
    /// - Parameter rows: numbers into ``known``.
    func spread(
        _ rows: [Int], by parameters: PropagateModule.Parameters, context: ExecutionContext
    ) throws -> SpreadLabels {
        var labels = [Int?](repeating: nil, count: dataset.rowCount)
        for row in rows { labels[known.rows[row]] = known.labels[row] }
        return try graph(parameters).spread(
            labels, classCount: known.classNames.count, by: parameters.spreading, context: context)
    }

    func probabilities(
        of test: [Int], learntFrom training: [Int], by parameters: PropagateModule.Parameters, seed: UInt64,
        context: ExecutionContext
    ) throws -> ClassProbabilities {
        try spread(training, by: parameters, context: context).probabilities.rows(test.map { known.rows[$0] })
            .withoutUnknown
    }
}

extension PropagateModule.Parameters {
    /// With all that does not bear on the graph at its default.
    fileprivate var ofGraph: Self {
        let plain = Self()
        var settings = self
        settings.method = plain.method
        settings.alpha = plain.alpha
        settings.steps = plain.steps
        settings.tolerance = plain.tolerance
        settings.training = plain.training
        settings.tuning = plain.tuning
        return settings
    }

    fileprivate var spreading: LabelSpreading {
        var spreading = LabelSpreading()
        spreading.method = LabelSpreading.Method(rawValue: method) ?? .spreading
        spreading.alpha = alpha
        spreading.maximumSteps = steps
        spreading.tolerance = tolerance
        return spreading
    }
}
