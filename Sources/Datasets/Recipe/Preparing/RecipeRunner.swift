// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// Applies one recipe, with its grid decided, to any number of spectra.
///
/// Used when a dataset is built and again when a model meets new spectra. The same spectrum gives the same bits,
/// whatever else is prepared beside it and on any thread.
public struct RecipeRunner: Sendable {
    /// The recipe as it was given.
    public let recipe: Recipe
    /// The grid that every prepared spectrum is on.
    public let grid: SpectralGrid
    private let heedArchiveMask: Bool

    /// - Parameter grid: the grid of the dataset; may be left out if the recipe's rebin step fixes it.
    /// - Throws: ``DatasetError`` if the recipe cannot be used or leaves the grid open.
    public init(recipe: Recipe, grid: SpectralGrid? = nil) throws {
        try recipe.validate()
        guard let grid = try grid ?? recipe.fixedGrid() else {
            throw DatasetError.gridUndecided(reason: "its rebin step leaves start, stop, spacing or width open")
        }
        if let problem = SpectralGrid.problem(with: grid.values) ?? (grid.values.isEmpty ? "it is empty" : nil) {
            throw DatasetError.gridUndecided(reason: "the grid cannot be used: \(problem)")
        }
        self.recipe = recipe
        self.grid = grid
        heedArchiveMask = recipe.heedsArchiveMask
    }

    /// The spectrum as a row of the dataset.
    ///
    /// - Throws: ``Rejection`` with the step and the reason, if the recipe leaves it out.
    public func apply(to spectrum: Spectrum) throws(Rejection) -> PreparedSpectrum {
        try working(spectrum).prepared()
    }

    /// The spectrum on the grid, its masked pixels not yet filled.
    func working(_ spectrum: Spectrum) throws(Rejection) -> WorkingSpectrum {
        var working = try WorkingSpectrum(spectrum, unit: grid.unit, heedArchiveMask: heedArchiveMask)
        for step in recipe.steps { try step.apply(to: &working, grid: grid) }
        if grid.medium != .unknown, working.medium != .unknown, grid.medium != working.medium {
            throw Rejection(
                reason: "its wavelengths are in \(working.medium.rawValue), the grid's in \(grid.medium.rawValue)")
        }
        guard working.matches(grid) else {
            throw Rejection(
                reason: "it is not on the grid of the dataset (\(working.count) pixels, not \(grid.values.count)); "
                    + "add a rebin step")
        }
        return working
    }

    /// The grid that the spectrum itself ends up on, for recipes that do not rebin.
    static func ownGrid(of spectrum: Spectrum, recipe: Recipe) throws(Rejection) -> SpectralGrid {
        var working = try WorkingSpectrum(spectrum, unit: recipe.unit, heedArchiveMask: recipe.heedsArchiveMask)
        let none = SpectralGrid(kind: .given, values: [], unit: recipe.unit, medium: .unknown)
        for step in recipe.steps { try step.apply(to: &working, grid: none) }
        return SpectralGrid(values: working.wavelengths, unit: recipe.unit, medium: working.medium)
    }
}

extension Recipe {
    /// The grid, if the rebin step fixes all of it.
    func fixedGrid() throws -> SpectralGrid? {
        guard let index = steps.firstIndex(where: { $0 is RebinStep }), let step = steps[index] as? RebinStep else {
            return nil
        }
        do {
            guard let values = try step.fixedValues() else { return nil }
            let kind: SpectralGrid.Kind =
                switch step.spacing {
                case "linear": .linear
                case "log": .logarithmic
                default: SpectralGrid(values: values, unit: unit, medium: medium).kind
                }
            return SpectralGrid(kind: kind, values: values, unit: unit, medium: medium)
        } catch {
            throw DatasetError.badStep(step: index + 1, name: RebinStep.name, reason: "\(error)")
        }
    }

    var heedsArchiveMask: Bool { steps.compactMap { $0 as? MaskStep }.allSatisfy(\.archive) }

    var rebins: Bool { steps.contains { $0 is RebinStep } }
}
