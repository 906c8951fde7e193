// SPDX-License-Identifier: Apache-2.0

/// A unit as a file spells it, understood: its size in SI units, its dimension, and its VOUnits spelling.
///
/// FITS, OGIP, CDS and VOUnits spellings are read, and what archives write besides: "Angstroms", "ERG/S/CM2/A",
/// "1E-17 erg/cm^2/s/Ang", "10**(-17) erg s-1 cm-2 AA-1", "log10(Angstrom)". A lone "A" is taken for ångström, as it
/// always is on a spectrum, and not for ampere.
///
/// ```swift
/// let unit = PhysicalUnit("1E-17 erg/cm^2/s/Ang")
/// unit?.spelling             // "10**-17erg/(s.cm**2.Angstrom)"
/// unit?.scale                // 1e-10: W m⁻³ in one of it
/// ```
///
/// Standards: VOUnits 1.0 (doi:10.5479/ADS/bib/2014ivoa.spec.0523D), FITS 4.0 §4.3, OGIP/93-001, CDS catalogue standard
/// §3.2.
public struct PhysicalUnit: Sendable, Hashable {
    /// How many SI units (m, kg, s, A, K, rad, and one count, pixel or other item) one of it is.
    public let scale: Double
    /// Units of equal dimension can be converted into each other.
    public let dimension: Dimension
    /// In VOUnits; empty for a plain number.
    public let spelling: String
    /// Whether values are the decimal logarithm of a quantity in this unit.
    public let isLogarithmic: Bool

    /// Exponents of the base units.
    public struct Dimension: Sendable, Hashable {
        /// Exponent of the metre.
        public var length = 0.0
        /// Exponent of the kilogram.
        public var mass = 0.0
        /// Exponent of the second.
        public var time = 0.0
        /// Exponent of the ampere.
        public var current = 0.0
        /// Exponent of the kelvin.
        public var temperature = 0.0
        /// Exponent of the radian; sr counts as its square.
        public var angle = 0.0
        /// Counts, photons, electrons, pixels, magnitudes: things that are counted, never converted into each other.
        public var items: [String: Double] = [:]

        public init() {}
    }

    /// Understands a spelling; `nil` if some part of it is no known unit.
    ///
    /// Empty text and words like "none" or "relative" are the plain number 1.
    public init?(_ text: String) {
        if let known = PhysicalUnit.common[text] {
            self = known
            return
        }
        guard let parsed = PhysicalUnit.parse(text) else { return nil }
        self = parsed
    }

    init(scale: Double, dimension: Dimension, spelling: String, isLogarithmic: Bool = false) {
        self.scale = scale
        self.dimension = dimension
        self.spelling = spelling
        self.isLogarithmic = isLogarithmic
    }

    /// The VOUnits spelling of a unit, or the text as it was written if it is not understood.
    public static func canonical(_ text: String) -> String { PhysicalUnit(text)?.spelling ?? text }

    /// What the value `1` in this unit is in `other`; `nil` if the two measure different things.
    public func factor(to other: PhysicalUnit) -> Double? {
        dimension == other.dimension && isLogarithmic == other.isLogarithmic ? scale / other.scale : nil
    }

    /// The spellings met most often, understood once.
    private static let common: [String: PhysicalUnit] = {
        let spellings = [
            "", "Angstrom", "angstrom", "Angstroms", "angstroms", "AA", "A", "nm", "um", "micron", "m", "Hz", "counts",
            "ADU",
            "1E-17 erg/cm^2/s/Ang", "10^-17 erg/s/cm^2/Ang", "erg/s/cm2/Angstrom", "erg/s/cm**2/Angstrom", "Jy",
        ]
        return Dictionary(uniqueKeysWithValues: spellings.compactMap { text in parse(text).map { (text, $0) } })
    }()
}
