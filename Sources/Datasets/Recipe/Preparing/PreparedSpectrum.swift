// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// What a recipe makes of one spectrum: one row of a dataset's matrices.
public struct PreparedSpectrum: Sendable, Hashable {
    /// m values, never NaN; masked pixels hold what the recipe fills in.
    public var flux: [Float]
    /// m inverse variances, 0 where masked; `nil` if the spectrum came without errors.
    public var inverseVariance: [Float]?
    /// m flags: true where the pixel has no data of its own.
    public var mask: [Bool]
    /// The medium it was left in.
    public var medium: SpectralMedium

    public init(flux: [Float], inverseVariance: [Float]?, mask: [Bool], medium: SpectralMedium) {
        self.flux = flux
        self.inverseVariance = inverseVariance
        self.mask = mask
        self.medium = medium
    }
}
