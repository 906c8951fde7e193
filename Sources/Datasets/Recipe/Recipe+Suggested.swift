// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra

extension Recipe {
    /// The recipe for users who give none: one medium, the range that nearly all spectra share, a step like their own,
    /// and each spectrum brought to mean 0 and variance 1.
    ///
    /// - Throws: ``DatasetError/gridUndecided(reason:)`` if no range is shared by half of the spectra.
    public static func suggested(for summary: CoverageSummary) throws -> Recipe {
        var medium = MediumStep()
        medium.to = summary.commonestMedium == .air ? "air" : "vacuum"
        medium.unknown = medium.to
        return try Recipe(steps: [medium, RebinStep(), CoverageStep(), ScaleStep()]).resolved(for: summary)
    }

    /// The same recipe with all that its rebin step leaves open decided, so that it gives the same grid for ever after.
    ///
    /// - Throws: ``DatasetError/gridUndecided(reason:)``; what reading the file of `gridOf` throws.
    public func resolved(for summary: CoverageSummary) throws -> Recipe {
        guard let index = steps.firstIndex(where: { $0 is RebinStep }), var rebin = steps[index] as? RebinStep else {
            return self
        }
        var recipe = self
        if let path = rebin.gridOf {
            let grid = try SpectralGrid.read(from: path)
            guard grid.unit == unit else {
                throw DatasetError.gridUndecided(
                    reason: "the grid of \(path) is in \(grid.unit), the recipe in \(unit); set the recipe's unit")
            }
            rebin.gridOf = nil
            rebin.values = grid.values
            rebin.spacing = "list"
        } else if try rebin.fixedValues() == nil {
            try rebin.complete(from: summary)
        }
        recipe.steps[index] = rebin
        return recipe
    }
}
