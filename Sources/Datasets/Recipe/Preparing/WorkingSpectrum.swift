// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// A spectrum on its way through a recipe.
///
/// All arrays have as many elements as ``wavelengths``.
public struct WorkingSpectrum: Sendable {
    /// Pixel centres, strictly ascending, in the recipe's unit.
    public var wavelengths: [Double]
    /// What ``wavelengths`` are in now; steps may change it. `.unknown` if the file does not say.
    public var medium: SpectralMedium
    /// Finite wherever ``mask`` is false; the values of masked pixels mean nothing.
    public var flux: [Float]
    /// One standard deviation, in the unit of the flux, finite and positive where the mask is false; `nil` if not
    /// known.
    public var error: [Float]?
    /// True where a pixel has no data: declared bad by the archive or a step, not finite, or not covered.
    public var mask: [Bool]
    /// What a masked pixel holds in the end.
    public var fill: CoverageStep.Fill
    /// The unit of ``wavelengths``.
    public let unit: String
    /// Name, position and redshift, as the file states them.
    public let target: Spectrum.Target
    /// Time, signal-to-noise, resolving power and frame, as the file states them.
    public let observation: Spectrum.Observation

    /// Pixels at this stage: m only after rebinning.
    public var count: Int { wavelengths.count }

    /// Pixels with data.
    public var validCount: Int { mask.reduce(0) { $1 ? $0 : $0 + 1 } }
}
