// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
public import Foundation
public import Learning
import Parameters

/// A module that scores how odd each spectrum is: what differs between one method and the next.
///
/// All else stands in the extension: the table of candidates sorted by score, what makes each odd, which share a
/// pattern, the report, and applying the model to new spectra.
public protocol OutlierModule: ClassifierModule where Parameters: OutlierParameters {
    /// What the score is, in a few words: "local outlier factor".
    var scoreName: String { get }
    /// Below this score no spectrum is unusual, however much the others agree.
    var unusual: Double { get }

    /// Scores rows among themselves, and keeps what is needed to score others.
    ///
    /// - Throws: `LearningError`, or `CancellationError`.
    func learn(
        _ matrix: FeatureMatrix, parameters: Parameters, context: ExecutionContext
    ) throws -> LearntOutliers

    /// Scores other rows by what ``learn(_:parameters:context:)`` kept.
    ///
    /// - Throws: `LearningError`, ``ClassifierError/notAModel(file:reason:)``, or `CancellationError`.
    func scores(
        of matrix: FeatureMatrix, payload: Data, parameters: Parameters, context: ExecutionContext
    ) throws -> [Double]
}

/// What a method makes of the spectra it learnt from.
public struct LearntOutliers: Sendable {
    /// One for each row, the greater the odder.
    public var scores: [Double]
    /// The bytes that a model file keeps.
    public var payload: Data
    /// What the report tells of the method's way.
    public var facts: [Report.Fact] = []
}

extension OutlierModule {
    public var purpose: ModulePurpose { .outliers }

    /// Scores all spectra of a dataset; labels are shown, never used.
    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let matrix = try features(parameters, dataset).matrix(of: dataset, context: context)
        let learnt = try learn(matrix, parameters: parameters, context: context)
        var parameters = parameters
        let encoded = try parameters.json()
        // New spectra are judged by the scores of those learnt from, not among themselves.
        parameters.view.unusual =
            parameters.view.unusual ?? max(unusual, ScoreFence.outer(of: learnt.scores) ?? unusual)
        var run = try findings(
            dataset, matrix: matrix, scores: learnt.scores, parameters: parameters, encoded: encoded, context: context)
        run.report.facts += learnt.facts
        run.model = Model(
            self, learntFrom: dataset, parameters: try parameters.json(), payload: learnt.payload)
        return run
    }

    /// Scores new spectra by those the model knows; what makes them odd is told by their neighbours among the new ones.
    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try check(model, for: dataset)
        let parameters = try Parameters(json: model.parameters)
        try parameters.validate()
        let matrix = try features(parameters, dataset).matrix(of: dataset, context: context)
        let scores = try scores(of: matrix, payload: model.payload, parameters: parameters, context: context)
        var run = try findings(
            dataset, matrix: matrix, scores: scores, parameters: parameters, encoded: model.parameters,
            context: context)
        run.report.facts.append(
            .init(name: "Model", value: "compared with \(model.trainingRows) spectra of \(model.dataset)"))
        return run
    }

    private func features(_ parameters: Parameters, _ dataset: Dataset) -> SpectralFeatures {
        parameters.view.features(pixelCount: dataset.pixelCount)
    }

    private func findings(
        _ dataset: Dataset, matrix: FeatureMatrix, scores: [Double], parameters: Parameters, encoded: Data,
        context: ExecutionContext
    ) throws -> ClassifierRun {
        let order = scores.placesFromGreatest
        let oddest = Array(order.prefix(parameters.view.explained))
        let residuals = try OutlierResiduals(
            of: oddest, in: matrix, search: parameters.view.search, context: context)
        let bands = OutlierBands(dataset.grid, pixels: features(parameters, dataset).pixels(of: dataset.pixelCount))
        let patterns = CommonPatterns(
            residuals, rows: dataset.rows, correlation: parameters.view.patternCorrelation)
        var report = Report(module: self, dataset: dataset, parameters: encoded)
        let findings = OutlierFindings(
            dataset: dataset, scores: scores, order: order, residuals: residuals, bands: bands, patterns: patterns,
            scoreName: scoreName, unusual: parameters.view.unusual ?? unusual)
        report.highlights = findings.highlights
        report.sections = findings.sections
        return ClassifierRun(
            candidates: findings.candidates(infos: report.infos), tables: [findings.patternTable(infos: report.infos)],
            plots: report.plots, report: report)
    }
}
