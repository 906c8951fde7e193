// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// A spectrum on its way through a recipe.
///
/// All arrays have as many elements as ``wavelengths``.
public struct WorkingSpectrum: Sendable {
    /// Pixel centres, strictly ascending, in the recipe's unit.
    public var wavelengths: [Double]
    public var medium: SpectralMedium
    /// Finite wherever ``mask`` is false; the values of masked pixels mean nothing.
    public var flux: [Float]
    /// One standard deviation, in the unit of the flux, finite and positive where the mask is false; `nil` if not known.
    public var error: [Float]?
    /// True where a pixel has no data: declared bad by the archive or a step, not finite, or not covered.
    public var mask: [Bool]
    /// What a masked pixel holds in the end.
    public var fill: CoverageStep.Fill
    /// The unit of ``wavelengths``.
    public let unit: String
    public let target: Spectrum.Target
    public let observation: Spectrum.Observation

    public var count: Int { wavelengths.count }

    /// Pixels with data.
    public var validCount: Int { mask.reduce(0) { $1 ? $0 : $0 + 1 } }
}
