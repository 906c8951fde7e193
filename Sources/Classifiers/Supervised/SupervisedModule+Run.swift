// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
import Parameters

extension SupervisedModule {
    /// Cross-validates by object, then learns from all labelled spectra and says what it makes of the others.
    ///
    /// If settings are searched, each fold searches inside its own training spectra, and the final model inside all.
    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try validate(parameters)
        try dataset.check()
        let training = parameters.training, tuning = parameters.tuning, seed = UInt64(training.seed)
        let known = try LabelledRows(dataset, minimumObjects: training.minimumObjects)
        let learner = try TunedLearner(self, dataset: dataset, known: known, parameters: parameters, context: context)
        var folds: [JudgedFold<Parameters>] = []
        let validation = CrossValidation(folds: training.folds, repeats: training.repeats, seed: seed)
        let outcome = try validation.run(known, context: context) { training, test, seed, foldContext in
            let fold = try context.kept("fold-\(folds.count + 1)") {
                try learner.judge(test, learntFrom: training, seed: seed, context: foldContext)
            }
            folds.append(fold)
            return fold.probabilities
        }
        let bandUse = BandUse(adding: folds.compactMap(\.bandUse))

        let all = Array(known.rows.indices), finalContext = context.reporting("final model")
        let found = try context.kept("settings") {
            try learner.settings(for: all, seed: seed, context: finalContext)
        }
        let chosen = try found.parameters(), search = found.outcome
        let final = try context.kept("model", encode: payload, decode: fitted) {
            try learner.fit(all, by: chosen, seed: seed, context: finalContext)
        }
        let judgement = try Judgement(
            outcome, final: final.probabilities(of: learner.matrix(chosen), context: context), known: known,
            dataset: dataset, training: training,
            calibrate: ProbabilityCalibration.Method(rawValue: tuning.calibrate) ?? .none,
            outOfBagError: outOfBagError(of: final), context: context)

        var report = judgement.report(of: self, parameters: try parameters.json())
        if let bandUse {
            let importance = try importance(of: final).map {
                try chosen.look.features.spread($0, over: dataset.grid)
            }
            report.importance = Report.Importance(
                grid: dataset.grid, perPixel: importance ?? [], pixels: bandUse.pixels, loss: bandUse.loss)
        }
        report.facts.append(
            .init(
                name: "Model",
                value: "\(description(of: final)), \(try learner.matrix(chosen).columnCount) features"))
        var tables: [ResultTable] = []
        if let candidates = learner.candidates, let search {
            let findings = SearchFindings(
                search, candidates: candidates, chosenInFolds: try folds.map { try $0.settings.parameters() })
            report.sections.append(findings.section)
            report.facts.append(.init(name: "Settings found", value: findings.chosenText))
            tables.append(findings.table)
        }
        if tuning.learningCurve {
            let findings = try CurveFindings(
                known, folds: training.folds, resamples: training.resamples, seed: seed, context: context
            ) { training, test, seed, context in
                try learner.probabilities(of: test, learntFrom: training, by: chosen, seed: seed, context: context)
            }
            report.sections.append(findings.section)
            tables.append(findings.table)
        }
        return judgement.run(
            model: try model(of: final, by: chosen, judgement: judgement, context: context), report: report,
            tables: tables)
    }

    /// What is kept: the settings that were found are its parameters, so that they can be trained again without a search.
    private func model(
        of fitted: Fitted, by chosen: Parameters, judgement: Judgement, context: ExecutionContext
    ) throws -> Model {
        var parameters = chosen
        parameters.tuning.search = "none"
        let dataset = judgement.dataset, known = judgement.known
        var model = Model(
            module: name, version: ProgramVersion.current, classNames: known.classNames, grid: dataset.grid,
            recipe: dataset.recipe, parameters: try parameters.json(), dataset: dataset.name,
            trainingRows: known.rows.count, trainingGroups: known.objectCount, payload: try payload(of: fitted))
        if judgement.calibration != .none { model.calibration = judgement.calibration }
        model.rejection = judgement.evaluation.certainty?.rejection
        model.novelty = try Novelty(of: dataset, rows: known.rows, context: context)
        return model
    }

    func validate(_ parameters: Parameters) throws {
        try parameters.validate()
        try parameters.look.check()
        try check(parameters)
    }
}
