// SPDX-License-Identifier: Apache-2.0

public import Parameters

/// Leaves out spectra that cover too little, and says what the missing pixels of the others hold.
///
/// Nothing is ever extrapolated silently: whatever a missing pixel is filled with, it stays masked and its inverse
/// variance is zero. Filling happens after the last step, so `mean` is the mean of the scaled spectrum.
public struct CoverageStep: RecipeStep {
    public static let name = "coverage"
    public static let summary = "Leaves out spectra that cover too little, and says how the rest is filled."

    /// What a pixel without data holds.
    public enum Fill: String, Sendable, Hashable, Codable, CaseIterable {
        /// Nothing: a spectrum with a missing pixel is left out.
        case none
        /// 0, which is also the mean of a spectrum scaled by `standard`.
        case zero
        /// The mean of the spectrum's valid pixels.
        case mean
        /// The nearest valid pixel; the one at shorter wavelength if two are as near.
        case edge
        /// The straight line between the valid neighbours; the outermost valid pixel beyond them.
        case linear
    }

    /// Of the pixels at this place in the recipe: of the grid if the step stands after `rebin`.
    @Parameter("Smallest fraction of pixels with data; spectra below are left out", in: 0...1) public var minimum = 0.8
    /// A ``Fill``; filled pixels stay masked.
    @Parameter("What pixels without data hold", choices: ["none", "zero", "mean", "edge", "linear"])
    public var fill = "linear"

    public init() {}

    public func apply(to spectrum: inout WorkingSpectrum, grid: SpectralGrid) throws(Rejection) {
        let fraction = Double(spectrum.validCount) / Double(max(1, spectrum.count))
        guard fraction >= minimum else {
            throw Rejection(
                step: Self.name,
                reason: "\(percent(fraction)) of its pixels have data, less than \(percent(minimum))")
        }
        spectrum.fill = Fill(rawValue: fill) ?? .linear
    }

    private func percent(_ fraction: Double) -> String { "\(Int((fraction * 100).rounded(.down))) %" }
}
