// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Brings a spectrum from its own pixel grid to another.
///
/// Pixels are cells of the spectral axis: their edges lie halfway between centres, the outer ones as far beyond the
/// outermost centre as the next edge lies before it.
public enum Rebinning {
    /// How the flux of a new pixel follows from the old ones.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// Every new pixel holds the mean flux density of the old pixels that it overlaps, weighted by overlap, so the
        /// integrated flux is conserved (Carnall 2017, arXiv:1705.05165).
        case fluxConserving = "flux-conserving"
        /// The straight line between the two nearest old centres.
        case linear
        /// The cubic spline through all valid old centres, with not-a-knot ends (de Boor 1978, ch. IV).
        case spline
    }

    /// Rebins one spectrum.
    ///
    /// Masked pixels, and pixels that are not finite, contribute nothing. A new pixel is masked where less than
    /// `minimumCoverage` of its width is covered by valid old pixels; nothing is extrapolated. Errors are propagated as
    /// for independent old pixels: σ² = Σ wᵢ² σᵢ² with the weights of the flux (for `spline`, those of the straight
    /// line). The result does not depend on threads.
    ///
    /// - Parameters:
    ///   - wavelengths: n ≥ 2 centres, strictly ascending.
    ///   - flux: n flux densities.
    ///   - error: n standard deviations.
    ///   - mask: n flags, true where there is no data.
    ///   - grid: m ≥ 2 centres, strictly ascending, in the unit of `wavelengths`.
    ///   - minimumCoverage: 0 to 1; for `linear` and `spline` the fraction of valid flux under the pixel counts as
    ///     well.
    /// - Complexity: O(n + m).
    public static func rebin(
        wavelengths: [Double], flux: [Float], error: [Float]? = nil, mask: [Bool]? = nil, to grid: [Double],
        method: Method = .fluxConserving, minimumCoverage: Double = 0.5
    ) -> Rebinned {
        precondition(wavelengths.count >= 2 && grid.count >= 2, "a grid has at least two pixels")
        var kernel = OverlapKernel(edges: pixelEdges(of: grid), pixelCount: wavelengths.count)
        var result = Rebinned()
        kernel.rebin(
            centres: wavelengths, flux: flux, error: error, mask: mask, minimumCoverage: minimumCoverage, into: &result)
        if method != .fluxConserving {
            let knots = Interpolation.Knots(wavelengths: wavelengths, flux: flux, error: error, mask: mask)
            Interpolation.replaceFlux(of: &result, from: knots, at: grid, spline: method == .spline)
        }
        return result
    }

    /// The n + 1 edges of n ≥ 2 pixels.
    public static func pixelEdges(of centres: [Double]) -> [Double] {
        precondition(centres.count >= 2, "a grid has at least two pixels")
        return [Double](unsafeUninitializedCapacity: centres.count + 1) { buffer, count in
            secchi_rebin_edges(centres, centres.count, buffer.baseAddress)
            count = centres.count + 1
        }
    }
}

/// A spectrum on its new grid; all arrays have one element for each new pixel.
public struct Rebinned: Sendable, Hashable {
    /// 0 where masked.
    public var flux: [Float] = []
    /// Standard deviations, 0 where masked; `nil` if none were given.
    public var error: [Float]?
    /// True where too little is covered.
    public var mask: [Bool] = []
    /// The fraction of each new pixel that valid old pixels cover, 0 to 1.
    public var coverage: [Float] = []

    public init() {}
}
