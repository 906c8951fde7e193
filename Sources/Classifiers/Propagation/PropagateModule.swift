// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
import Parameters

/// Label propagation and spreading: the labels of few spectra spread to all that are like them.
///
/// The graph holds all spectra, with and without label. To judge itself, the module hides the labels of a part of the
/// objects and looks what comes back to them. No model is kept: new spectra are spread to with all others.
public struct PropagateModule: ClassifierModule {
    public var name: String { "propagate" }
    public var summary: String { "label propagation: the labels of few spectra spread to all that are like them" }
    public var purpose: ModulePurpose { .propagate }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try Self.validate(parameters)
        try dataset.check()
        let known = try LabelledRows(dataset, minimumObjects: parameters.training.minimumObjects)
        let learner = try PropagationLearner(dataset, known: known, parameters: parameters, context: context)
        let training = try LabelTraining(learner, context: context)
        let chosen = try training.settings()
        let final = try learner.spread(
            Array(known.rows.indices), by: chosen, context: context.reporting("all labels", keepingIn: "all-labels"))
        let judgement = try Judgement(
            training.outcome, final: final.probabilities.withoutUnknown, known: known, dataset: dataset,
            training: parameters.training, calibrate: training.calibration, context: context)
        var report = judgement.report(of: self, parameters: try parameters.json())
        report.warnings += warnings(final)
        report.facts.append(.init(name: "Graph", value: try learner.graph(chosen).summary))
        report.facts.append(.init(name: "Steps", value: "\(final.steps)"))
        let tables = try training.complete(&report)
        return judgement.run(report: report, tables: tables)
    }

    private static func validate(_ parameters: Parameters) throws {
        try parameters.validate()
        for (name, isSet) in [
            ("velocityCopies", parameters.tuning.velocityCopies > 0),
            ("rareClasses", parameters.tuning.rareClasses > 0),
        ] where isSet {
            throw ParameterError.outOfRange(
                name: name, text: parameters.texts[name] ?? "",
                allowed: "0, since labels spread among the spectra as they are")
        }
        try parameters.look.check()
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
