// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
import Parameters

/// Random forest: many decision trees on binned pixels that vote.
///
/// A run cross-validates by object, then learns from all labelled spectra and says what it makes of those without a
/// label.
public struct ForestModule: ClassifierModule {
    public var name: String { "forest" }
    public var summary: String { "random forest: many decision trees on binned pixels that vote" }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        let parameters = try parameters.checked()
        try dataset.check()
        let known = try LabelledRows(dataset, minimumObjects: parameters.minimumObjects)
        let features = parameters.features
        let matrix = try features.matrix(of: dataset, context: context)
        let seed = UInt64(parameters.seed)

        func fit(_ rows: [Int], seed: UInt64, context: ExecutionContext) throws -> FittedForest {
            try parameters.forest.fit(
                matrix.rows(rows.map { known.rows[$0] }), labels: rows.map { known.labels[$0] },
                classCount: known.classNames.count,
                weights: parameters.rowWeights(groups: rows.map { known.groups[$0] }), seed: seed, context: context)
        }
        var bandUse = BandUse(WavelengthBands(dataset.grid, features: features))
        let validation = CrossValidation(folds: parameters.folds, repeats: parameters.repeats, seed: seed)
        var outcome = try validation.run(known, context: context) { training, test, seed, context in
            let fitted = try fit(training, seed: seed, context: context)
            let rows = matrix.rows(test.map { known.rows[$0] })
            try bandUse.add(
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
        if parameters.vote == "object" {
            probabilities = ObjectVote.combine(probabilities, groups: dataset.objectNumbers, origins: origins)
            outcome.vote(by: known.groups)
        }
        let evaluation = try Evaluation(
            outcome, known: known, dataset: dataset, repeats: parameters.repeats, resamples: parameters.resamples,
            outOfBagError: final.outOfBagError, seed: seed, context: context)

        let encoded = try Self.parameterData(parameters)
        let model = Model(
            module: name, version: ProgramVersion.current, classNames: known.classNames, grid: dataset.grid,
            recipe: dataset.recipe, parameters: encoded, dataset: dataset.name, trainingRows: known.rows.count,
            trainingGroups: known.objectCount, payload: final.withoutTrainingRows.bytes)
        var report = Report(
            module: self, dataset: dataset, classNames: known.classNames, probabilities: probabilities,
            origins: origins, parameters: encoded)
        report.evaluation = evaluation
        report.importance = Report.Importance(
            grid: dataset.grid, perPixel: features.spread(final.importance, over: dataset.grid.values.count),
            bands: bandUse.bands, loss: bandUse.loss)
        report.warnings = outcome.warnings + Self.leftOutWarnings(known, minimum: parameters.minimumObjects)
        report.facts.append(
            .init(
                name: "Model",
                value: "\(final.treeCount) trees, \(final.nodeCount) nodes, \(matrix.columnCount) features"))
        return ClassifierRun(
            model: model,
            candidates: CandidateTable.make(
                rows: dataset.rows, classNames: known.classNames, probabilities: probabilities, origins: origins,
                infos: report.infos),
            tables: [ScoreTable.make(evaluation, classNames: known.classNames)], plots: report.plots, report: report)
    }

    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        guard model.module == name else {
            throw ClassifierError.wrongModule(file: model.dataset, have: model.module, need: name)
        }
        try dataset.check()
        try model.checkGrid(of: dataset)
        let parameters = try Parameters(json: model.parameters).checked()
        let matrix = try parameters.features.matrix(of: dataset, context: context)
        let fitted = try FittedForest(bytes: model.payload)
        guard fitted.classCount == model.classNames.count else {
            throw ClassifierError.notAModel(file: model.dataset, reason: "its classes have no names")
        }
        var probabilities = try fitted.probabilities(of: matrix, context: context)
        let origins = [CandidateTable.Origin](repeating: .model, count: dataset.rows.count)
        if parameters.vote == "object" {
            probabilities = ObjectVote.combine(probabilities, groups: dataset.objectNumbers, origins: origins)
        }
        var report = Report(
            module: self, dataset: dataset, classNames: model.classNames, probabilities: probabilities,
            origins: origins, parameters: model.parameters)
        report.facts.append(
            .init(
                name: "Model",
                value: "trained on \(model.trainingRows) spectra of \(model.trainingGroups) objects of \(model.dataset)"
            ))
        return ClassifierRun(
            candidates: CandidateTable.make(
                rows: dataset.rows, classNames: model.classNames, probabilities: probabilities, origins: origins,
                infos: report.infos),
            plots: report.plots, report: report)
    }

    private static func parameterData(_ parameters: Parameters) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(parameters)
    }

    private static func leftOutWarnings(_ known: LabelledRows, minimum: Int) -> [String] {
        known.leftOut.map { "Class \($0) has fewer than \(minimum) objects; its spectra were treated as unlabelled." }
    }
}
