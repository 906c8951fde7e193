// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Gives every row of a graph the classes of the few that are labelled near it.
///
/// ```swift
/// let graph = try NeighbourGraph(neighbours: lists, perRow: 10)
/// let spread = try LabelSpreading().fit(graph, labels: labels, classCount: 3)
/// spread.probabilities.mostProbable   // a class for each row
/// ```
///
/// Label spreading iterates F ← α S F + (1 − α) Y with S = D^(−½) W D^(−½); label propagation iterates F ← D⁻¹ W F with
/// W's diagonal 1 and sets the labelled rows back to their labels after each step. Both end when F changes by less than
/// ``tolerance``, summed over all rows and classes, as scikit-learn's do. Nothing is random; equal bits for any number
/// of threads.
///
/// - SeeAlso: Zhou et al. 2004, "Learning with Local and Global Consistency", NIPS 16, §2; Zhu & Ghahramani 2002,
///   "Learning from labeled and unlabeled data with label propagation", CMU-CALD-02-107, §2.2.
public struct LabelSpreading: Sendable, Codable, Hashable {
    /// How labels travel.
    public enum Method: String, Sendable, Codable, Hashable, CaseIterable {
        /// Labels may be overruled by their neighbourhood, the more the greater ``LabelSpreading/alpha`` is.
        case spreading
        /// Labels are certain and never change.
        case propagation
    }

    public var method = Method.spreading
    /// Share of what neighbours say against the row's own label, above 0 and below 1; used by spreading only.
    public var alpha = 0.2
    /// Steps at most, 1 to 1,000,000.
    public var maximumSteps = 1000
    /// Sum of |change of F| below which it has converged, 0 or more.
    public var tolerance = 1e-3

    public init() {}

    /// Spreads labels over a graph of neighbours.
    ///
    /// - Parameters:
    ///   - labels: n classes in `0..<classCount`; `nil` for a row without label.
    ///   - classCount: a class without any label is allowed and gets probability 0.
    /// - Throws: ``LearningError`` if lengths differ, a class is out of range, fewer than two classes are labelled, or
    ///   a setting is out of range; `CancellationError`.
    /// - Complexity: O(steps · edges · classes) time, O(edges + n · classes) memory.
    public func fit(
        _ graph: NeighbourGraph, labels: [Int?], classCount: Int, context: ExecutionContext = ExecutionContext()
    ) throws -> SpreadLabels {
        try spread(graph, labels: labels, classCount: classCount, context: context)
    }

    /// Spreads labels over a dense kernel; as the other, but O(steps · n²) time.
    public func fit(
        _ graph: KernelGraph, labels: [Int?], classCount: Int, context: ExecutionContext = ExecutionContext()
    ) throws -> SpreadLabels {
        try spread(graph, labels: labels, classCount: classCount, context: context)
    }

    private func check(rows: Int, labels: [Int?], classCount: Int) throws(LearningError) {
        guard method == .propagation || (alpha > 0 && alpha < 1) else {
            throw .badSetting(name: "alpha", text: "\(alpha)", allowed: "a share above 0 and below 1")
        }
        guard (1...1_000_000).contains(maximumSteps) else {
            throw .badSetting(name: "maximumSteps", text: "\(maximumSteps)", allowed: "1 to 1000000")
        }
        guard tolerance >= 0 else {
            throw .badSetting(name: "tolerance", text: "\(tolerance)", allowed: "0 or more")
        }
        guard rows > 0 else { throw .noRows }
        guard labels.count == rows else { throw .wrongLength(what: "labels", have: labels.count, need: rows) }
        for (row, label) in labels.enumerated() {
            guard let label, !(0..<classCount).contains(label) else { continue }
            throw .labelOutOfRange(row: row, label: label, classes: classCount)
        }
        let known = Set(labels.compactMap(\.self))
        guard known.count > 1 else { throw .tooFewClasses(have: known.count) }
    }

    private func spread(
        _ graph: some LabelGraph, labels: [Int?], classCount: Int, context: ExecutionContext
    ) throws -> SpreadLabels {
        try check(rows: graph.rowCount, labels: labels, classCount: classCount)
        var state = SpreadState(labels: labels, classCount: classCount, settings: self)
        if method == .spreading { state.scale = try graph.degreeRoots(context: context).map { $0 > 0 ? 1 / $0 : 1 } }
        var kept = try KeptState("labels", in: context) {
            try $0.mix(settings: self)
            graph.mix(into: &$0)
            $0.mix(labels.map { $0 ?? -1 })
            $0.mix(classCount)
        }
        var steps = 0
        var hasConverged = false
        if let before = kept.restore({ contents in
            (
                steps: try contents.integer(in: 0...maximumSteps),
                values: try contents.array(of: Double.self, count: labels.count * classCount)
            )
        }) {
            steps = before.steps
            state.restore(before.values)
        }
        while steps < maximumSteps, !hasConverged {
            try context.cancellation.check()
            let product = try graph.product(with: state.sent, classCount: classCount, context: context)
            hasConverged = try state.advance(product, context: context) < tolerance
            steps += 1
            context.progress.report(
                ProgressUpdate(
                    stage: "spreading labels", completed: hasConverged ? maximumSteps : steps, total: maximumSteps,
                    unit: "steps"))
            guard !hasConverged else { continue }
            kept.offer { draft in
                draft.append(steps)
                draft.append(Array(state.kept))
            }
        }
        kept.remove()
        return SpreadLabels(
            probabilities: state.probabilities, values: state.sums, steps: steps, hasConverged: hasConverged)
    }
}
