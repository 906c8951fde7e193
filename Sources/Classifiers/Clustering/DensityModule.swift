// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Foundation
import Learning
public import Parameters
import VOTable

/// HDBSCAN: groups of any shape where spectra lie densely, the rest left over as noise.
public struct DensityModule: ClassifierModule {
    public var name: String { "hdbscan" }
    public var summary: String { "HDBSCAN: groups where spectra lie densely, the others left over" }
    public var purpose: ModulePurpose { .cluster }

    /// What a user can set.
    public struct Parameters: ParameterSet {
        /// Smaller groups are taken for noise.
        @Parameter("Spectra that make a cluster at least", in: 2...1_000_000) public var minimumClusterSize = 15
        /// More leaves more spectra over as noise.
        @Parameter("Neighbours that make a place dense; not set: as many as make a cluster", in: 1...4096)
        public var minimumSamples: Int? = nil
        /// `leaf` gives many small, even clusters.
        @Parameter("Which clusters of the tree are taken", choices: ["excess-of-mass", "leaf"])
        public var selection = "excess-of-mass"
        /// In hundreds of pixels all distances are alike.
        @Parameter("Principal components that are compared; 0 for the pixel bins themselves", in: 0...4096)
        public var components = 10
        /// How a spectrum becomes numbers.
        public var look = PixelParameters()

        public init() {}
    }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let pixels = try parameters.look.matrix(of: dataset, context: context)
        let matrix = try ReducedPixels.of(
            pixels, components: parameters.components, seed: UInt64(parameters.look.seed), context: context)
        let settings = HDBSCAN(
            minimumClusterSize: parameters.minimumClusterSize, minimumSamples: parameters.minimumSamples,
            selection: parameters.selection == "leaf" ? .leaf : .excessOfMass)
        let found = try settings.clusters(of: matrix, context: context)
        var report = Report(module: self, dataset: dataset, parameters: try parameters.json())
        let noise = found.labels.count { $0 == nil }
        report.highlights = [
            .init("\(found.sizes.count)", "clusters"),
            .init("\(noise)", "spectra in none", note: "\(100 * noise / max(dataset.rowCount, 1)) % of all"),
        ]
        let wavelengths = parameters.look.wavelengths(of: dataset)
        let mean = Self.mean(of: pixels, rows: Array(dataset.rows.indices))
        report.sections = [
            Report.clusters(
                of: dataset, labels: found.labels, count: found.sizes.count, wavelengths: wavelengths
            ) { Self.mean(of: pixels, rows: found.rows(of: $0)) },
            Report.oddSpectra(
                of: dataset, distances: found.outlierScores, wavelengths: wavelengths,
                text:
                    "The spectra that stand out most from the density around them (GLOSH); the mean spectrum is drawn "
                    + "in grey."
            ) { (Array(pixels[$0]), mean) },
        ]
        let table = SpectrumColumns.table(
            named: "candidates", description: "The cluster of each spectrum, if it is in one", of: dataset.rows,
            fields: [
                SpectrumColumns.count("cluster", "meta.id.part", "Number of the cluster, from 0; none for noise"),
                SpectrumColumns.number("membership", "stat.probability", "How firmly it belongs to the cluster"),
                SpectrumColumns.number("outlier_score", "stat.value", "GLOSH, 0 to 1: how far outside it lies"),
            ], infos: report.infos
        ) { row in
            [
                found.labels[row].map { .integer(Int64($0)) } ?? .null, .real(found.probabilities[row]),
                .real(found.outlierScores[row]),
            ]
        }
        return ClassifierRun(candidates: table, plots: report.plots, report: report)
    }

    private static func mean(of matrix: FeatureMatrix, rows: [Int]) -> [Float] {
        var sums = [Double](repeating: 0, count: matrix.columnCount)
        for row in rows { for (place, value) in matrix[row].enumerated() { sums[place] += Double(value) } }
        return sums.map { Float($0 / Double(max(rows.count, 1))) }
    }
}
