// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import Spectra

/// The ordered preparation steps and their parameters; the same recipe is re-applied to new spectra later.
///
/// ```swift
/// let recipe = try Recipe(json: Data(#"""
///     {"steps": [{"step": "cut", "from": 6500, "to": 6700},
///                {"step": "rebin", "spacing": "linear", "start": 6510, "stop": 6690, "width": 0.5},
///                {"step": "scale", "method": "l2"}]}
///     """#.utf8))
/// recipe.steps.map { type(of: $0).name }      // ["cut", "rebin", "scale"]
/// ```
///
/// Wavelengths in all steps are in ``unit``; spectra on other units (also frequency and energy) are converted first.
public struct Recipe: Sendable {
    /// In the order in which they are applied.
    public var steps: [any RecipeStep]
    /// The unit of all wavelengths of the recipe, and of the dataset's grid, in VOUnits spelling.
    public var unit: String

    /// A recipe without steps, in Angstrom: spectra must already share a grid.
    public init() {
        self.init(steps: [])
    }

    public init(steps: [any RecipeStep], unit: String = "Angstrom") {
        self.steps = steps
        self.unit = unit
    }

    /// Reads a recipe document: an object with `steps`, or the bare list of steps.
    ///
    /// - Throws: ``DatasetError`` that names the step and parameter.
    public init(json: Data) throws {
        self = try RecipeDocument.recipe(from: json)
    }

    /// Reads a recipe file.
    ///
    /// - Throws: ``DatasetError/system(file:reason:)``, and what ``init(json:)`` throws.
    public init(contentsOf path: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw DatasetError.system(file: path, reason: "cannot be read; check the path and its permissions")
        }
        try self.init(json: data)
    }

    /// The document, indented, with its keys in alphabetical order: equal recipes give equal bytes.
    public var json: Data { RecipeDocument.data(of: self) }

    /// The document on one line of ASCII, for places that take no more.
    var compactJSON: String { RecipeDocument.compact(self) }

    /// The medium that the last `medium` step brings all spectra to; `.unknown` without one.
    public var medium: SpectralMedium {
        steps.compactMap { $0 as? MediumStep }.last?.target ?? .unknown
    }

    /// Checks every step, alone and in its place.
    ///
    /// - Throws: ``DatasetError/badStep(step:name:reason:)`` for the first that cannot be used.
    public func validate() throws {
        for (index, step) in steps.enumerated() {
            do {
                try step.check()
            } catch {
                throw DatasetError.badStep(step: index + 1, name: type(of: step).name, reason: "\(error)")
            }
        }
        let rebins = steps.indices.filter { steps[$0] is RebinStep }
        if rebins.count > 1 {
            throw DatasetError.badStep(
                step: rebins[1] + 1, name: RebinStep.name, reason: "a recipe rebins once; remove one rebin step")
        }
    }
}

extension Recipe: Hashable {
    public static func == (left: Self, right: Self) -> Bool { left.json == right.json }
    public func hash(into hasher: inout Hasher) { hasher.combine(json) }
}

extension Recipe: Codable {
    public init(from decoder: any Decoder) throws {
        self = try RecipeDocument(from: decoder).recipe()
    }

    public func encode(to encoder: any Encoder) throws {
        try RecipeDocument(self).encode(to: encoder)
    }
}
