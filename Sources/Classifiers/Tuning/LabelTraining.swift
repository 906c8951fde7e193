// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Parameters

/// What a training with classes does, whatever the method: cross-validation by object, the settings of the final model,
/// and what the report tells of their search and of fewer labels.
///
/// If settings are searched, each fold searches inside its own training spectra, and the final model inside all.
struct LabelTraining<Learner: LabelLearner> {
    let learner: Learner
    let outcome: CrossValidation.Outcome
    let folds: [JudgedFold<Learner.Parameters>]
    private let found: FoundSettings<Learner.Parameters>
    private let context: ExecutionContext

    /// Judges, then finds the settings of the final model.
    init(_ learner: Learner, context: ExecutionContext) throws {
        let training = learner.given.training, seed = UInt64(training.seed)
        let validation = CrossValidation(folds: training.folds, repeats: training.repeats, seed: seed)
        self.learner = learner
        self.context = context
        (outcome, folds) = try validation.run(learner.known, context: context) { training, test, seed, context in
            try learner.judge(test, learntFrom: training, seed: seed, context: context)
        }
        found = try context.keptPart("settings", as: "final model") { context in
            try learner.settings(for: Array(learner.known.rows.indices), seed: seed, context: context)
        }
    }

    /// The settings of the final model.
    func settings() throws -> Learner.Parameters { try found.parameters() }

    /// How probabilities are to be calibrated.
    var calibration: ProbabilityCalibration.Method {
        ProbabilityCalibration.Method(rawValue: learner.given.tuning.calibrate) ?? .none
    }

    /// Adds what a search and a learning curve found.
    func complete(_ report: inout Report) throws -> [ResultTable] {
        var tables: [ResultTable] = []
        if let candidates = learner.candidates, let search = found.outcome {
            let findings = SearchFindings(
                search, candidates: candidates, chosenInFolds: try folds.map { try $0.settings.parameters() })
            report.sections.append(findings.section)
            report.facts.append(.init(name: "Settings found", value: findings.chosenText))
            tables.append(findings.table)
        }
        if learner.given.tuning.learningCurve {
            let training = learner.given.training, chosen = try settings()
            let findings = try CurveFindings(
                learner.known, folds: training.folds, resamples: training.resamples, seed: UInt64(training.seed),
                context: context
            ) { training, test, seed, context in
                try learner.probabilities(of: test, learntFrom: training, by: chosen, seed: seed, context: context)
            }
            report.sections.append(findings.section)
            tables.append(findings.table)
        }
        return tables
    }
}
