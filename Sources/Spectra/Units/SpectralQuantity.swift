// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What a spectral axis measures, and how it is turned into vacuum wavelength.
public enum SpectralQuantity: String, Sendable, Hashable, Codable {
    /// Wavenumber is 1 / λ, without 2π; energy is that of one photon.
    case wavelength, frequency, energy, wavenumber

    /// The speed of light in m/s and Planck's constant in J s (exact, SI 2019).
    static let speedOfLight = 299_792_458.0
    static let planck = 6.626_070_15e-34

    /// The quantity that a unit measures; `nil` if none of the four.
    public init?(_ unit: PhysicalUnit) {
        var dimension = PhysicalUnit.Dimension()
        dimension.length = 1
        if unit.dimension == dimension {
            self = .wavelength
            return
        }
        dimension.length = -1
        if unit.dimension == dimension {
            self = .wavenumber
            return
        }
        dimension.length = 0
        dimension.time = -1
        if unit.dimension == dimension {
            self = .frequency
            return
        }
        dimension.length = 2
        dimension.mass = 1
        dimension.time = -2
        guard unit.dimension == dimension else { return nil }
        self = .energy
    }

    /// Vacuum wavelength in metres of a value in SI units, and the other way round: the relation is its own inverse,
    /// except for wavelength, which stays as it is.
    func metres(_ value: Double) -> Double {
        switch self {
        case .wavelength: value
        case .frequency: Self.speedOfLight / value
        case .energy: Self.planck * Self.speedOfLight / value
        case .wavenumber: 1 / value
        }
    }
}
