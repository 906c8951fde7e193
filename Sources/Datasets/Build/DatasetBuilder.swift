// SPDX-License-Identifier: Apache-2.0

public import Execution

/// Makes a dataset file of a collection with a recipe, in memory bounded by the parts being worked on.
///
/// Parts are prepared in parallel and kept beside the output, in a folder `<output>.parts`, each whole or not at all;
/// then they are joined into the FITS file, which appears by rename. A build that was cut short (even by SIGKILL)
/// leaves no dataset, and when it is started again with the same source, recipe and labels, carries on with the parts
/// it has. The bytes of the dataset do not depend on the number of threads, nor on how often the build was cut short.
public struct DatasetBuilder: Sendable {
    /// What the dataset is called, in its file and in models that learn from it.
    public var name: String
    /// The preparation; where it leaves the grid open, ``grid`` or the source decides.
    public var recipe: Recipe
    /// The grid that the spectra must end up on, where the recipe leaves it open: that of a model's dataset.
    public var grid: SpectralGrid?
    /// Labels to join on; they take the place of the archive's.
    public var labels: LabelList?

    public init(name: String, recipe: Recipe, grid: SpectralGrid? = nil, labels: LabelList? = nil) {
        self.name = name
        self.recipe = recipe
        self.grid = grid
        self.labels = labels
    }

    /// Builds a dataset in memory, for collections that fit.
    ///
    /// - Throws: ``DatasetError``; `CancellationError`.
    public func dataset(
        of source: SpectrumSource, context: ExecutionContext = ExecutionContext()
    ) throws -> (dataset: Dataset, summary: DatasetBuildSummary) {
        let runner = try runner(for: source, context: context)
        let parts = try context.mapParts(source.partCount) { part in
            try PreparedPart(
                part, of: source, runner: runner, labels: labels, cancellation: context.cancellation)
        }
        return try PreparedPart.dataset(of: parts, name: name, runner: runner)
    }
}

/// What a build did.
public struct DatasetBuildSummary: Sendable, Hashable, Codable {
    /// Spectra in the dataset.
    public var rowCount: Int
    /// Pixels of each spectrum, the length of the grid.
    public var pixelCount: Int
    /// Spectra read but left out, and files that gave none.
    public var rejectedCount: Int
    /// Why spectra were left out, and how many for each reason, commonest first.
    public var reasons: [Reason]
    /// Every spectrum left out; also written beside the dataset as `<output>.rejected.csv` by a build to a file, which
    /// leaves this list at its first 1000.
    public var rejected: [RejectedSpectrum]
    /// The recipe with its grid decided, and its components learnt.
    public var recipe: Recipe
    /// Parts taken over from an earlier build that was cut short.
    public var resumedPartCount: Int

    /// One reason for leaving spectra out.
    public struct Reason: Sendable, Hashable, Codable {
        /// Step and half a sentence: "coverage: 12 % of its pixels have data, less than 80 %".
        public var reason: String
        /// Spectra left out for it.
        public var count: Int
    }
}
