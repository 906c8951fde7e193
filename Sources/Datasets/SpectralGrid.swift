// SPDX-License-Identifier: Apache-2.0

public import Spectra

/// The one grid that all spectra of a dataset are brought onto.
public struct SpectralGrid: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable { case linear, logarithmic, given }

    public var kind: Kind
    /// m pixel centres, ascending, in ``unit``.
    public var values: [Double]
    /// VOUnits spelling; "Angstrom" unless the recipe says otherwise.
    public var unit: String
    public var medium: SpectralMedium

    public init(kind: Kind, values: [Double], unit: String = "Angstrom", medium: SpectralMedium) {
        self.kind = kind
        self.values = values
        self.unit = unit
        self.medium = medium
    }
}
