// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
import Parameters
import VOTable

/// Self-organising map: prototypes on a grid whose neighbours are alike.
public struct MapModule: ClassifierModule {
    public var name: String { "som" }
    public var summary: String { "self-organising map: typical spectra on a grid on which neighbours are alike" }
    public var purpose: ModulePurpose { .map }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let matrix = try parameters.look.matrix(of: dataset, context: context)
        let fitted = try parameters.map.fit(matrix, seed: UInt64(parameters.look.seed), context: context)
        let encoded = try parameters.json()
        let model = Model(
            self, learntFrom: dataset, parameters: encoded, payload: try Model.payload(of: fitted))
        let match = try fitted.training ?? fitted.match(matrix, context: context)
        var run = try results(dataset, matrix, fitted, match, parameters, encoded)
        run.model = model
        return run
    }

    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try check(model, for: dataset)
        let parameters = try Parameters(json: model.parameters)
        let fitted: FittedMap = try model.decodedPayload()
        let matrix = try parameters.look.matrix(of: dataset, context: context)
        var run = try results(
            dataset, matrix, fitted, try fitted.match(matrix, context: context), parameters, model.parameters)
        run.report.facts.append(
            .init(name: "Model", value: "trained on \(model.trainingRows) spectra of \(model.dataset)"))
        return run
    }

    private func results(
        _ dataset: Dataset, _ matrix: FeatureMatrix, _ fitted: FittedMap, _ match: MapMatch, _ parameters: Parameters,
        _ encoded: Data
    ) throws -> ClassifierRun {
        var report = Report(module: self, dataset: dataset, parameters: encoded)
        let hits = fitted.hits(of: match)
        let wavelengths = parameters.look.wavelengths(of: dataset)
        report.highlights = [
            .init(match.quantisationError.brief, "quantisation error", note: "mean distance of a spectrum to its unit"),
            .init(
                match.topographicError.brief, "topographic error",
                note: "share of the spectra whose two nearest units do not touch"),
            .init("\(hits.count { $0 == 0 })", "empty units", note: "of \(hits.count)"),
        ]
        let drawn = MapDrawings(
            dataset: dataset, fitted: fitted, match: match, hits: hits, wavelengths: wavelengths)
        report.sections =
            drawn.sections + [
                Report.oddSpectra(
                    of: dataset, distances: match.distances.map(Double.init), wavelengths: wavelengths,
                    text: "The spectra that are farthest from their unit, whose prototype is drawn in grey below them."
                ) { (Array(matrix[$0]), Array(fitted.units[match.units[$0]])) }
            ]
        return ClassifierRun(
            candidates: MapTables.spectra(dataset, fitted: fitted, match: match, infos: report.infos),
            tables: [
                MapTables.units(dataset, fitted: fitted, match: match, hits: hits),
                MapTables.prototypes(fitted, wavelengths: wavelengths, unit: dataset.grid.unit),
            ], plots: report.plots, report: report)
    }
}
