// SPDX-License-Identifier: Apache-2.0

/// What a recipe makes of a collection: an n × m matrix on one grid, plus one table row per spectrum.
public struct Dataset: Sendable {
    /// What it is called in reports and models; for an imported dataset usually the file's name.
    public var name: String
    /// The m pixel centres that all spectra share.
    public var grid: SpectralGrid
    /// n rows, one per spectrum; row i belongs to the i-th m values of ``flux``.
    public var rows: [DatasetRow]
    /// n × m, row-major, in the order of ``rows``; no NaN: pixels without data hold what the recipe filled in.
    public var flux: [Float]
    /// n × m; true where a pixel has no data of its own; `nil` if every pixel has.
    public var mask: [Bool]?
    /// n × m inverse variances; `nil` if the spectra came without errors.
    public var inverseVariance: [Float]?
    /// The recipe that made it; `nil` for imported datasets.
    public var recipe: Recipe?
    /// What a reader took for granted, one sentence each.
    public var notes: [String] = []

    public init(
        name: String, grid: SpectralGrid, rows: [DatasetRow], flux: [Float], mask: [Bool]? = nil,
        inverseVariance: [Float]? = nil, recipe: Recipe? = nil
    ) {
        self.name = name
        self.grid = grid
        self.rows = rows
        self.flux = flux
        self.mask = mask
        self.inverseVariance = inverseVariance
        self.recipe = recipe
    }
}

extension Dataset {
    /// n, the number of spectra.
    public var rowCount: Int { rows.count }

    /// m, the number of pixels of each.
    public var pixelCount: Int { grid.values.count }
}
