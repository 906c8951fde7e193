// SPDX-License-Identifier: Apache-2.0

import Foundation
public import Parameters
import Spectra

/// Brings spectra onto the grid of the dataset.
///
/// `flux-conserving` averages the flux density over each new pixel, weighted by overlap (Carnall 2017,
/// arXiv:1705.05165); `linear` and `spline` (cubic, not-a-knot) interpolate at pixel centres. A new pixel is masked
/// where less than ``minimumCoverage`` of it is covered by valid old pixels; for the interpolations, where a neighbour
/// is masked or missing.
///
/// The grid is given by `start`, `stop` and `width` (or `count`), by a list of `values`, or by the file `gridOf`, a
/// dataset or model. With `spacing` "log", `width` is in log10 of the wavelength: 0.0001 is SDSS's. What is left open
/// is decided once from the collection (``Recipe/resolved(for:)``).
public struct RebinStep: RecipeStep {
    public static let name = "rebin"
    public static let summary = "Brings spectra onto the grid of the dataset."

    /// A ``Rebinning/Method``.
    @Parameter("How flux is carried over", choices: ["flux-conserving", "linear", "spline"])
    public var method = "flux-conserving"
    /// `list` takes ``values``; `nil` is decided from the collection.
    @Parameter("How the new pixels are spaced; not set: as most spectra have it", choices: ["linear", "log", "list"])
    public var spacing: String? = nil
    /// Above 0 for `log` spacing; `nil` is decided from the collection.
    @Parameter("Centre of the first pixel; not set: common to nearly all spectra", in: 0...1e12, unit: "recipe unit")
    public var start: Double? = nil
    /// The last pixel is the last whose centre is not beyond it; `nil` is decided from the collection.
    @Parameter("No pixel lies beyond; not set: common to nearly all spectra", in: 0...1e12, unit: "recipe unit")
    public var stop: Double? = nil
    /// This or ``count``, not both; `nil` is decided from the collection.
    @Parameter(
        "Distance of pixels; for log spacing in log10 of the wavelength; not set: as the spectra", in: 1e-9...1e9)
    public var width: Double? = nil
    /// This or ``width``, not both.
    @Parameter("Number of pixels from start to stop, instead of a width", in: 2...1_000_000)
    public var count: Int? = nil
    /// Strictly ascending, in the recipe's unit; if there are any, ``start``, ``stop`` and ``width`` do not count.
    @Parameter("The centres of all pixels, ascending, for spacing list") public var values: [Double] = []
    /// A path, read once when the recipe is decided and then replaced by ``values``, so that the recipe stands alone.
    @Parameter("Dataset or model whose grid to take") public var gridOf: String? = nil
    /// Covered by valid old pixels. The flux of a pixel that is covered in part is the mean of that part.
    @Parameter("Smallest covered fraction of a pixel; below, it is masked", in: 0...1) public var minimumCoverage = 0.5

    public init() {}

    public func check() throws {
        try validate()
        if width != nil, count != nil { throw StepFault("give width or count, not both") }
        if let start, let stop, start >= stop { throw StepFault("start (\(start)) must be less than stop (\(stop))") }
        if spacing == "log", let start, start <= 0 { throw StepFault("a log grid must start above 0") }
        if spacing == "list", values.isEmpty, gridOf == nil { throw StepFault("spacing list needs values") }
        if let problem = SpectralGrid.problem(with: values) { throw StepFault("values: \(problem)") }
        _ = try fixedValues()
    }

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        let result = Rebinning.rebin(
            wavelengths: spectrum.wavelengths, flux: spectrum.flux, error: spectrum.error, mask: spectrum.mask,
            to: grid.values, method: Rebinning.Method(rawValue: method) ?? .fluxConserving,
            minimumCoverage: minimumCoverage)
        guard result.mask.contains(false) else {
            throw Rejection(step: Self.name, reason: "it does not cover the grid")
        }
        spectrum.wavelengths = grid.values
        spectrum.flux = result.flux
        spectrum.error = result.error
        spectrum.mask = result.mask
    }

    /// The pixel centres if the parameters alone decide them, else `nil`.
    func fixedValues() throws -> [Double]? {
        if !values.isEmpty { return values }
        guard let spacing, spacing != "list", let start, let stop, width != nil || count != nil else { return nil }
        let isLog = spacing == "log"
        let low = isLog ? log10(start) : start
        let high = isLog ? log10(stop) : stop
        let number: Double
        if let width { number = ((high - low) / width + 1e-6).rounded(.down) + 1 } else { number = Double(count ?? 2) }
        guard number >= 2 else { throw StepFault("the grid has fewer than 2 pixels; use a smaller width") }
        guard number <= 1_000_000 else { throw StepFault("the grid has over 1000000 pixels; use a larger width") }
        let distance = width ?? (high - low) / (number - 1)
        return (0..<Int(number)).map { index in
            let value = low + Double(index) * distance
            return isLog ? pow(10, value) : value
        }
    }
}
