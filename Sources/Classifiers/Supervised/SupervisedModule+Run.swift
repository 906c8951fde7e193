// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
import Parameters

extension SupervisedModule {
    /// Cross-validates by object, then learns from all labelled spectra and says what it makes of the others.
    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try validate(parameters)
        try dataset.check()
        let known = try LabelledRows(dataset, minimumObjects: parameters.training.minimumObjects)
        let learner = try TunedLearner(self, dataset: dataset, known: known, parameters: parameters, context: context)
        let training = try LabelTraining(learner, context: context)
        let bandUse = BandUse(adding: training.folds.compactMap(\.bandUse))
        let chosen = try training.settings()
        let final = try context.keptPart("model", as: "final model", encode: payload, decode: fitted) {
            try learner.fit(
                Array(known.rows.indices), by: chosen, seed: UInt64(parameters.training.seed), context: $0)
        }
        let shares = learner.shares(Array(known.rows.indices), by: chosen)
        let judgement = try Judgement(
            training.outcome,
            final: shares.applied(to: final.probabilities(of: learner.matrix(chosen), context: context)),
            known: known, dataset: dataset, training: parameters.training, calibrate: training.calibration,
            // A spectrum that a tree has not seen is known to it all the same by its copies.
            outOfBagError: parameters.tuning.velocityCopies > 0 ? nil : outOfBagError(of: final), context: context)

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
        let tables = try training.complete(&report)
        return judgement.run(
            model: try model(of: final, by: chosen, shares: shares, judgement: judgement, context: context),
            report: report, tables: tables)
    }

    /// What is kept: the settings that were found are its parameters, so that they can be trained again without a search.
    private func model(
        of fitted: Fitted, by chosen: Parameters, shares: ClassShares, judgement: Judgement, context: ExecutionContext
    ) throws -> Model {
        var parameters = chosen
        parameters.tuning.search = "none"
        let dataset = judgement.dataset, known = judgement.known
        var model = Model(
            module: name, version: ProgramVersion.current, classNames: known.classNames, grid: dataset.grid,
            recipe: dataset.recipe, parameters: try parameters.json(), dataset: dataset.name,
            trainingRows: known.rows.count, trainingGroups: known.objectCount, payload: try payload(of: fitted))
        if chosen.tuning.rareClasses > 0 { model.classFactors = shares.factors }
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
