// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The units in which services give wavelengths, frequencies and energies.
public struct SpectralUnit: Sendable, Hashable {
    private enum Quantity: Sendable { case wavelength, frequency, energy, wavenumber }

    public let name: String
    private let quantity: Quantity
    /// How much one unit is in metres, hertz, joules or per metre.
    private let factor: Double

    public static let metre = SpectralUnit(name: "m", quantity: .wavelength, factor: 1)

    private init(name: String, quantity: Quantity, factor: Double) {
        self.name = name
        self.quantity = quantity
        self.factor = factor
    }

    /// The unit of that spelling (VOUnits, FITS, CDS and what else occurs); `nil` if it is none of a spectral axis.
    public init?(_ text: String) {
        let word = text.trimmed
        if let known = Self.exact[word] {
            self.init(name: word, quantity: known.0, factor: known.1)
            return
        }
        guard let known = Self.loose[word.lowercased()] else { return nil }
        self.init(name: word, quantity: .wavelength, factor: known)
    }

    private static let electronvolt = 1.602_176_634e-19
    private static let exact: [String: (Quantity, Double)] = [
        "m": (.wavelength, 1), "cm": (.wavelength, 1e-2), "mm": (.wavelength, 1e-3), "um": (.wavelength, 1e-6),
        "µm": (.wavelength, 1e-6), "nm": (.wavelength, 1e-9), "pm": (.wavelength, 1e-12), "A": (.wavelength, 1e-10),
        "0.1nm": (.wavelength, 1e-10), "10**-10 m": (.wavelength, 1e-10), "10**(-10) m": (.wavelength, 1e-10),
        "Hz": (.frequency, 1), "kHz": (.frequency, 1e3), "MHz": (.frequency, 1e6), "GHz": (.frequency, 1e9),
        "THz": (.frequency, 1e12), "eV": (.energy, electronvolt), "keV": (.energy, 1e3 * electronvolt),
        "MeV": (.energy, 1e6 * electronvolt), "GeV": (.energy, 1e9 * electronvolt), "J": (.energy, 1),
        "m-1": (.wavenumber, 1), "1/m": (.wavenumber, 1), "cm-1": (.wavenumber, 1e2), "1/cm": (.wavenumber, 1e2),
    ]
    private static let loose: [String: Double] = [
        "aa": 1e-10, "angstrom": 1e-10, "angstroms": 1e-10, "ang": 1e-10, "å": 1e-10, "micron": 1e-6, "microns": 1e-6,
        "micrometer": 1e-6, "nanometer": 1e-9, "nanometers": 1e-9, "meter": 1, "metre": 1,
    ]

    /// Whether a larger value is a longer wavelength.
    var risesWithWavelength: Bool { quantity == .wavelength }

    /// The wavelength in vacuum (or, of a wavelength in air, that in air) in metres.
    public func metres(_ value: Double) -> Double {
        let value = value * factor
        switch quantity {
        case .wavelength: return value
        case .frequency: return 299_792_458 / value
        case .energy: return 6.626_070_15e-34 * 299_792_458 / value
        case .wavenumber: return 1 / value
        }
    }

    /// What a wavelength in metres is in this unit, without the rounding noise of the conversion: to 13 digits.
    public func value(metres: Double) -> Double {
        let value = exactValue(metres: metres)
        guard value.isFinite, value != 0, abs(value) < 1e12, abs(value) > 1e-12 else { return value }
        let decimals = pow(10, 12 - log10(abs(value)).rounded(.down))
        return (value * decimals).rounded() / decimals
    }

    private func exactValue(metres: Double) -> Double {
        switch quantity {
        case .wavelength: metres / factor
        case .frequency: 299_792_458 / metres / factor
        case .energy: 6.626_070_15e-34 * 299_792_458 / metres / factor
        case .wavenumber: 1 / metres / factor
        }
    }
}
