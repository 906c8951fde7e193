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
        let training = parameters.training
        let known = try LabelledRows(dataset, minimumObjects: training.minimumObjects)
        let matrix = try matrix(of: dataset, parameters: parameters, context: context)
        let seed = UInt64(training.seed)

        func fit(_ rows: [Int], seed: UInt64, context: ExecutionContext) throws -> Fitted {
            try self.fit(
                matrix.rows(rows.map { known.rows[$0] }), labels: rows.map { known.labels[$0] },
                groups: rows.map { known.groups[$0] }, classCount: known.classNames.count, parameters: parameters,
                seed: seed, context: context)
        }
        let pixels = try parameters.look.features.pixels(of: dataset.grid)
        var bandUse =
            try pixels.count == matrix.columnCount
            ? BandUse(WavelengthBands(dataset.grid, features: parameters.look.features)) : nil
        let validation = CrossValidation(folds: training.folds, repeats: training.repeats, seed: seed)
        var outcome = try validation.run(known, context: context) { training, test, seed, context in
            let fitted = try fit(training, seed: seed, context: context)
            let rows = matrix.rows(test.map { known.rows[$0] })
            try bandUse?.add(
                fitted, matrix: rows, labels: test.map { known.labels[$0] }, seed: seed, context: context)
            return try fitted.probabilities(of: rows, context: context)
        }

        let final = try fit(Array(known.rows.indices), seed: seed, context: context.reporting("final model"))
        var probabilities = try final.probabilities(of: matrix, context: context)
        for (place, row) in known.rows.enumerated() { probabilities[row] = outcome.probabilities[place] }
        let learntFrom = Set(known.rows)
        let origins: [CandidateTable.Origin] = dataset.rows.indices.map {
            learntFrom.contains($0) ? .crossValidation : .model
        }
        if training.vote == "object" {
            probabilities = ObjectVote.combine(probabilities, groups: dataset.objectNumbers, origins: origins)
            outcome.vote(by: known.groups)
        }
        let evaluation = try Evaluation(
            outcome, known: known, dataset: dataset, repeats: training.repeats, resamples: training.resamples,
            outOfBagError: outOfBagError(of: final), seed: seed, context: context)

        let encoded = try parameters.json()
        let model = Model(
            module: name, version: ProgramVersion.current, classNames: known.classNames, grid: dataset.grid,
            recipe: dataset.recipe, parameters: encoded, dataset: dataset.name, trainingRows: known.rows.count,
            trainingGroups: known.objectCount, payload: try payload(of: final))
        var report = Report(
            module: self, dataset: dataset, classNames: known.classNames, probabilities: probabilities,
            origins: origins, parameters: encoded)
        report.evaluation = evaluation
        if let bandUse {
            let importance = try importance(of: final).map {
                try parameters.look.features.spread($0, over: dataset.grid)
            }
            report.importance = Report.Importance(
                grid: dataset.grid, perPixel: importance ?? [],
                bands: bandUse.bands, loss: bandUse.loss)
        }
        report.warnings =
            outcome.warnings
            + known.leftOut.map {
                "Class \($0) has fewer than \(training.minimumObjects) objects; its spectra were treated as unlabelled."
            }
        report.facts.append(
            .init(name: "Model", value: "\(description(of: final)), \(matrix.columnCount) features"))
        return ClassifierRun(
            model: model,
            candidates: CandidateTable.make(
                rows: dataset.rows, classNames: known.classNames, probabilities: probabilities, origins: origins,
                infos: report.infos),
            tables: [ScoreTable.make(evaluation, classNames: known.classNames)], plots: report.plots, report: report)
    }

    func validate(_ parameters: Parameters) throws {
        try parameters.validate()
        try parameters.look.check()
        try check(parameters)
    }
}
