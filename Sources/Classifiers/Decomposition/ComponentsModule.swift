// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
public import Parameters
import VOTable

/// Principal components: the few spectra whose mixtures come nearest to all, and what no mixture explains.
public struct ComponentsModule: ClassifierModule {
    public var name: String { "pca" }
    public var summary: String { "principal components: the few spectra whose mixtures come nearest to all" }
    public var purpose: ModulePurpose { .map }

    /// What a user can set.
    public struct Parameters: ParameterSet {
        /// At most as many as there are spectra, or pixel bins.
        @Parameter("Number of components", in: 1...4096) public var components = 10
        /// Automatic: exact up to 512 pixel bins.
        @Parameter("How they are found", choices: ["automatic", "exact", "krylov"]) public var method = "automatic"
        /// A fit to the known pixels alone takes longer.
        @Parameter(
            "Masked pixels: left out of the fit, or taken as the mean of their spectrum", choices: ["weights", "mean"])
        public var missing = "mean"
        /// How a spectrum becomes numbers.
        public var look = PixelParameters()

        public init() {}
    }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let matrix = try parameters.look.matrix(of: dataset, context: context)
        var settings = PrincipalComponents()
        settings.components = parameters.components
        settings.method = PrincipalComponents.Method(rawValue: parameters.method) ?? .automatic
        let seed = UInt64(parameters.look.seed)
        let weights = try weights(of: dataset, parameters: parameters)
        let fitted =
            try weights.map { try settings.fit(matrix, weights: $0, seed: seed, context: context) }
            ?? settings.fit(matrix, seed: seed, context: context)
        let encoded = try parameters.json()
        var run = try results(dataset, matrix, weights, fitted, parameters, encoded, context)
        run.model = Model(
            self, learntFrom: dataset, parameters: encoded, payload: try Model.payload(of: fitted))
        return run
    }

    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try check(model, for: dataset)
        let parameters = try Parameters(json: model.parameters)
        let fitted: FittedComponents = try model.decodedPayload()
        let matrix = try parameters.look.matrix(of: dataset, context: context)
        return try results(
            dataset, matrix, try weights(of: dataset, parameters: parameters), fitted, parameters, model.parameters,
            context)
    }

    /// Share of each bin's pixels that have data; `nil` if all have, or they do not count.
    private func weights(of dataset: Dataset, parameters: Parameters) throws -> FeatureMatrix? {
        guard parameters.missing == "weights", let mask = dataset.mask, mask.contains(true) else { return nil }
        let width = min(parameters.look.pixelBin, dataset.pixelCount), bins = dataset.pixelCount / width
        let shares = (0..<dataset.rowCount).flatMap { row in
            (0..<bins).map { bin -> Float in
                let start = row * dataset.pixelCount + bin * width
                return Float((start..<start + width).count { !mask[$0] }) / Float(width)
            }
        }
        return try FeatureMatrix(rows: dataset.rowCount, columns: bins, values: shares)
    }

    private func results(
        _ dataset: Dataset, _ matrix: FeatureMatrix, _ weights: FeatureMatrix?, _ fitted: FittedComponents,
        _ parameters: Parameters, _ encoded: Data, _ context: ExecutionContext
    ) throws -> ClassifierRun {
        let scores =
            try weights.map { try fitted.transform(matrix, weights: $0, context: context) }
            ?? fitted.transform(matrix, context: context)
        let back = try fitted.inverse(scores, context: context)
        let errors = dataset.rows.indices.map { row in
            Self.error(matrix[row], back[row], weights: weights.map { Array($0[row]) })
        }
        var report = Report(module: self, dataset: dataset, parameters: encoded)
        let drawn = ComponentDrawings(
            dataset: dataset, fitted: fitted, scores: scores, errors: errors,
            wavelengths: parameters.look.wavelengths(of: dataset))
        report.highlights = drawn.highlights
        report.sections =
            drawn.sections + [
                Report.oddSpectra(
                    of: dataset, distances: errors, wavelengths: drawn.wavelengths,
                    text: "The spectra that the components explain worst; what they make of them is drawn in grey."
                ) { (Array(matrix[$0]), Array(back[$0])) }
            ]
        return ClassifierRun(
            candidates: scoreTable(dataset, scores, errors, report.infos), tables: [componentTable(fitted, drawn)],
            plots: report.plots, report: report)
    }

    /// Root of the (weighted) mean square difference; 0 for a spectrum without data.
    private static func error(_ row: ArraySlice<Float>, _ back: ArraySlice<Float>, weights: [Float]?) -> Double {
        var sum = 0.0, total = 0.0
        for (place, pair) in zip(row, back).enumerated() {
            let weight = Double(weights?[place] ?? 1), difference = Double(pair.0 - pair.1)
            sum += weight * difference * difference
            total += weight
        }
        return total > 0 ? (sum / total).squareRoot() : 0
    }

    private func scoreTable(
        _ dataset: Dataset, _ scores: FeatureMatrix, _ errors: [Double], _ infos: [VOTableDocument.Info]
    ) -> ResultTable {
        let ranks = errors.ranksFromGreatest
        return SpectrumColumns.table(
            named: "candidates", description: "The share of each component in each spectrum, and what none explains",
            of: dataset.rows,
            fields: [
                SpectrumColumns.number(
                    "reconstruction_error", "stat.fit.residual",
                    "Root mean square of what the components do not explain"),
                SpectrumColumns.count("oddness_rank", "meta.number", "1 for the spectrum with the greatest error"),
            ]
                + (1...scores.columnCount).map {
                    SpectrumColumns.number("pc\($0)", "stat.value", "Score on component \($0)")
                }, infos: infos
        ) { row in
            [.real(errors[row]), .integer(Int64(ranks[row]))] + scores[row].map { .real(Double($0)) }
        }
    }

    private func componentTable(_ fitted: FittedComponents, _ drawn: ComponentDrawings) -> ResultTable {
        var table = ResultTable(
            name: "components", description: "The mean spectrum and the components",
            fields: [
                SpectrumColumns.number("wavelength", "em.wl", "Middle of the pixel bin", unit: drawn.dataset.grid.unit),
                SpectrumColumns.number("mean", "phot.flux.density;stat.mean", "Mean of the scaled spectra"),
            ]
                + fitted.explainedRatios.enumerated().map { number, ratio in
                    SpectrumColumns.number(
                        "pc\(number + 1)", "phot.flux.density",
                        "Component \(number + 1), which explains \(ratio.brief) of the variance")
                })
        table.rows = drawn.wavelengths.indices.map { column in
            [.real(drawn.wavelengths[column]), .real(Double(fitted.mean[column]))]
                + (0..<fitted.variances.count).map {
                    .real(Double(fitted.components.values[$0 * fitted.mean.count + column]))
                }
        }
        return table
    }
}
