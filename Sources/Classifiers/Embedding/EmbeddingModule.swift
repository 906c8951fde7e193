// SPDX-License-Identifier: Apache-2.0

public import Datasets
public import Execution
import Learning
public import Parameters
import VOTable

/// UMAP: spectra as points in the plane, neighbours in the data near each other.
public struct EmbeddingModule: ClassifierModule {
    public var name: String { "umap" }
    public var summary: String { "UMAP: spectra as points in the plane, like ones near each other" }
    public var purpose: ModulePurpose { .map }

    /// What a user can set.
    public struct Parameters: ParameterSet {
        /// Few show fine structure, many the coarse one.
        @Parameter("Neighbours of each spectrum that are to stay near", in: 2...4096) public var neighbours = 15
        /// Small packs groups densely.
        @Parameter("Distance of the closest points in the plane", in: 0...0.99) public var minimumDistance = 0.1
        /// Noise of single pixels goes, and time with it.
        @Parameter("Principal components that are laid out; 0 for the pixel bins themselves", in: 0...4096)
        public var components = 50
        @Parameter("Rounds of the layout; not set: 500, above 10 000 spectra 200", in: 1...100_000)
        public var epochs: Int? = nil
        /// How the nearest spectra are found.
        public var nearest = SearchParameters()
        /// How a spectrum becomes numbers.
        public var look = PixelParameters()

        public init() {}
    }

    public init() {}

    public func run(on dataset: Dataset, parameters: Parameters, context: ExecutionContext) throws -> ClassifierRun {
        try parameters.validate()
        try dataset.check()
        let seed = UInt64(parameters.look.seed)
        let matrix = try ReducedPixels.of(
            parameters.look.matrix(of: dataset, context: context), components: parameters.components, seed: seed,
            context: context)
        var settings = UMAP()
        settings.neighbourCount = parameters.neighbours
        settings.minimumDistance = parameters.minimumDistance
        settings.epochs = parameters.epochs
        let neighbours = try parameters.nearest.search(count: parameters.neighbours - 1)
            .neighbours(within: matrix, context: context)
        let fitted = try settings.fit(matrix, neighbours: neighbours, seed: seed, context: context)
        var report = Report(module: self, dataset: dataset, parameters: try parameters.json())
        report.highlights = [.init("\(dataset.rowCount)", "spectra laid out")]
        report.facts.append(neighbours.fact)
        if let trust = try trustworthiness(fitted, matrix, context) {
            report.highlights.append(
                .init(trust.brief, "trustworthiness", note: "share of near points that are near in the data, at best 1")
            )
        }
        report.sections = [section(dataset, fitted)]
        let table = SpectrumColumns.table(
            named: "candidates", description: "The place of each spectrum in the plane", of: dataset.rows,
            fields: [
                SpectrumColumns.number("umap_x", "pos.cartesian.x", "First coordinate in the plane"),
                SpectrumColumns.number("umap_y", "pos.cartesian.y", "Second coordinate in the plane"),
            ], infos: report.infos
        ) { row in
            let place = fitted.place(of: row)
            return [.real(Double(place.x)), .real(Double(place.y))]
        }
        return ClassifierRun(candidates: table, plots: report.plots, report: report)
    }

    /// Of at most 5000 spectra, evenly chosen; `nil` for too few to tell.
    private func trustworthiness(
        _ fitted: FittedEmbedding, _ matrix: FeatureMatrix, _ context: ExecutionContext
    ) throws -> Double? {
        let step = max(1, (matrix.rowCount + 4999) / 5000)
        let rows = Array(stride(from: 0, to: matrix.rowCount, by: step))
        let count = 12
        guard rows.count > 2 * count else { return nil }
        let places = try FeatureMatrix(
            rows: rows.count, columns: 2,
            values: rows.flatMap { row in [fitted.place(of: row).x, fitted.place(of: row).y] })
        return try Trustworthiness.of(places, for: matrix.rows(rows), count: count, context: context)
    }

    private func section(_ dataset: Dataset, _ fitted: FittedEmbedding) -> Report.Section {
        let plot = ScatterPlot(
            name: "umap", title: "The spectra in the plane", xLabel: "umap_x", yLabel: "umap_y",
            series: ScatterPlot.Series.byLabel(of: dataset) { row in
                (Double(fitted.place(of: row).x), Double(fitted.place(of: row).y))
            }, isometric: true)
        return Report.Section(
            "The spectra in the plane",
            text: "Near points are like spectra; the axes mean nothing, and neither do great distances or the sizes of "
                + "groups. Points of one colour inside another's group are worth a look.",
            figures: [Report.Figure(plot.plot(description: "Each spectrum as a point, coloured by its label"))])
    }
}
