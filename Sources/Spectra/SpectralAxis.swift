// SPDX-License-Identifier: Apache-2.0

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
    public var medium: SpectralMedium
    public var spacing: Spacing

    public init(values: [Double], unit: String, medium: SpectralMedium, spacing: Spacing = .irregular) {
        self.values = values
        self.unit = unit
        self.medium = medium
        self.spacing = spacing
    }

    /// `start + i · step` for i in `0..<count`.
    public init(linearFrom start: Double, step: Double, count: Int, unit: String, medium: SpectralMedium) {
        self.init(
            values: (0..<count).map { start + Double($0) * step }, unit: unit, medium: medium, spacing: .linear)
    }
}
