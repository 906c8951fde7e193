// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
public import Parameters
import VOTable

/// K-means: groups around mean spectra.
public struct KMeansModule: ClassifierModule {
    public var name: String { "kmeans" }
    public var summary: String { "k-means: groups of spectra around their mean spectra" }
    public var purpose: ModulePurpose { .cluster }

    /// What a user can set.
    public struct Parameters: ParameterSet {
        /// Too many split groups, too few join them.
        @Parameter("Number of clusters", in: 1...100_000) public var clusters = 8
        /// The start of least inertia wins.
        @Parameter("Starts from other spectra", in: 1...1000) public var starts = 3
        /// Usually far fewer are needed.
        @Parameter("Steps of a start at most", in: 1...100_000) public var maximumSteps = 300
        /// How a spectrum becomes numbers.
        public var look = PixelParameters()

        public init() {}
    }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let matrix = try parameters.look.matrix(of: dataset, context: context)
        var settings = KMeans()
        settings.clusters = parameters.clusters
        settings.starts = parameters.starts
        settings.maximumSteps = parameters.maximumSteps
        let fitted = try settings.fit(matrix, seed: UInt64(parameters.look.seed), context: context)
        let encoded = try parameters.json()
        var run = results(dataset, fitted.labels, fitted.distances, fitted, matrix, parameters, encoded)
        run.model = Model(
            self, learntFrom: dataset, parameters: encoded, payload: try Model.payload(of: fitted))
        return run
    }

    public func apply(_ model: Model, to dataset: Dataset, context: ExecutionContext) throws -> ClassifierRun {
        try check(model, for: dataset)
        let parameters = try Parameters(json: model.parameters)
        let fitted: FittedClusters = try model.decodedPayload()
        let matrix = try parameters.look.matrix(of: dataset, context: context)
        let match = try fitted.match(matrix, context: context)
        return results(dataset, match.labels, match.distances, fitted, matrix, parameters, model.parameters)
    }

    private func results(
        _ dataset: Dataset, _ labels: [Int], _ distances: [Float], _ fitted: FittedClusters, _ matrix: FeatureMatrix,
        _ parameters: Parameters, _ encoded: Data
    ) -> ClassifierRun {
        var report = Report(module: self, dataset: dataset, parameters: encoded)
        let wavelengths = parameters.look.wavelengths(of: dataset), count = fitted.centres.rowCount
        let sizes = labels.reduce(into: [Int](repeating: 0, count: count)) { $0[$1] += 1 }
        let inertia = distances.reduce(0) { $0 + Double($1) * Double($1) }
        report.highlights = [
            .init("\(count)", "clusters"),
            .init(inertia.brief, "inertia", note: "sum of squared distances to the mean spectra"),
            .init("\(fitted.steps)", "steps"),
        ]
        report.sections = [
            Report.clusters(of: dataset, labels: labels, count: count, wavelengths: wavelengths) {
                Array(fitted.centres[$0])
            },
            Report.oddSpectra(
                of: dataset, distances: distances.map(Double.init), wavelengths: wavelengths,
                text: "The spectra that are farthest from the mean of their cluster, drawn in grey below them."
            ) { (Array(matrix[$0]), Array(fitted.centres[labels[$0]])) },
        ]
        let table = SpectrumColumns.table(
            named: "candidates", description: "The cluster of each spectrum", of: dataset.rows,
            fields: [
                SpectrumColumns.count("cluster", "meta.id.part", "Number of the cluster, from 0"),
                SpectrumColumns.number("distance", "stat.fit.residual", "Euclidean distance to its mean spectrum"),
            ], infos: report.infos
        ) { [.integer(Int64(labels[$0])), .real(Double(distances[$0]))] }
        return ClassifierRun(
            candidates: table, tables: [centres(fitted, sizes, wavelengths, dataset.grid.unit)], plots: report.plots,
            report: report)
    }

    private func centres(
        _ fitted: FittedClusters, _ sizes: [Int], _ wavelengths: [Double], _ unit: String
    ) -> ResultTable {
        var table = ResultTable(
            name: "centres", description: "The mean spectrum of each cluster, as it was compared",
            fields: [
                SpectrumColumns.count("cluster", "meta.id.part", "Number of the cluster"),
                SpectrumColumns.count("spectra", "meta.number", "Spectra of the cluster"),
                SpectrumColumns.number("wavelength", "em.wl", "Middle of the pixel bin", unit: unit),
                SpectrumColumns.number("value", "phot.flux.density", "Scaled flux of the mean spectrum"),
            ])
        table.rows = sizes.indices.flatMap { cluster in
            zip(wavelengths, fitted.centres[cluster]).map { wavelength, value in
                [.integer(Int64(cluster)), .integer(Int64(sizes[cluster])), .real(wavelength), .real(Double(value))]
            }
        }
        return table
    }
}
