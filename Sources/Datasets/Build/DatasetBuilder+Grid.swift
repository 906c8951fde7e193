// SPDX-License-Identifier: Apache-2.0

public import Execution
public import Spectra

extension DatasetBuilder {
    /// The recipe with all decided that it leaves open: its grid, then its components.
    func runner(for source: SpectrumSource, context: ExecutionContext) throws -> RecipeRunner {
        try recipe.validate()
        return try learning(gridded(for: source, context: context), from: source, context: context)
    }

    /// The recipe with its grid decided: by the recipe alone, by the source's summary, or by a reading pass.
    private func gridded(for source: SpectrumSource, context: ExecutionContext) throws -> RecipeRunner {
        if let grid { return try RecipeRunner(recipe: recipe, grid: grid) }
        if try recipe.fixedGrid() != nil { return try RecipeRunner(recipe: recipe) }
        guard recipe.rebins else {
            return try RecipeRunner(recipe: recipe, grid: try firstGrid(of: source, context: context))
        }
        let summary = try source.summary ?? CoverageSummary(reading: source, context: context)
        return try RecipeRunner(recipe: recipe.resolved(for: summary))
    }

    /// Without a rebin step, the grid is that of the first spectrum that passes the recipe.
    private func firstGrid(of source: SpectrumSource, context: ExecutionContext) throws -> SpectralGrid {
        var tally = RejectionTally()
        for part in 0..<source.partCount {
            try context.cancellation.check()
            var grid: SpectralGrid?
            var rejected: [RejectedSpectrum] = []
            try source.visitPart(part) { entry in
                switch entry {
                case .unreadable(let id, let source, let reason):
                    rejected.append(RejectedSpectrum(id: id, source: source, reason: reason))
                case .spectrum(let id, let spectrum) where grid == nil:
                    do {
                        grid = try RecipeRunner.ownGrid(of: spectrum, recipe: recipe)
                    } catch let rejection as Rejection {
                        rejected.append(RejectedSpectrum(id: id, source: "", reason: "\(rejection)"))
                    }
                case .spectrum: break
                }
            }
            tally.add(rejected)
            if let grid { return grid }
        }
        throw tally.emptyError
    }
}

extension CoverageSummary {
    /// Gathers coverage and media by reading every spectrum once.
    ///
    /// - Throws: what the source throws; `CancellationError`.
    public init(reading source: SpectrumSource, context: ExecutionContext) throws {
        self.init()
        let parts = try context.mapParts(source.partCount) { part in
            var found: [Coverage] = []
            try source.visitPart(part) { entry in
                if case .spectrum(_, let spectrum) = entry, let coverage = Coverage(of: spectrum) {
                    found.append(coverage)
                }
            }
            return found
        }
        for coverage in parts.joined() { add(coverage) }
    }
}

extension CoverageSummary.Coverage {
    /// The coverage of one spectrum in Angstrom; `nil` if its axis cannot be understood or it has no data.
    public init?(of spectrum: Spectrum) {
        guard let working = try? WorkingSpectrum(spectrum, unit: "Angstrom", heedArchiveMask: true),
            let first = working.mask.firstIndex(of: false), let last = working.mask.lastIndex(of: false), first < last
        else { return nil }
        let points = last - first + 1
        let low = working.wavelengths[first]
        let high = working.wavelengths[last]
        let kind = SpectralGrid(values: Array(working.wavelengths[first...last]), medium: .unknown).kind
        let isLogarithmic = kind == .logarithmic || spectrum.axis.spacing == .logarithmic
        self.init(
            low: low, high: high, points: points, medium: spectrum.axis.medium, isLogarithmic: isLogarithmic)
    }
}
