// SPDX-License-Identifier: Apache-2.0

import Spectra
import Testing

@Suite struct PhysicalUnitTests {
    /// Sizes in SI units from astropy 7: `u.Unit(...).decompose(bases=u.si.bases).scale`.
    @Test(
        "spellings of all archives give astropy's size and a VOUnits spelling",
        arguments: [
            ("Angstrom", 1e-10, "Angstrom"), ("angstroms", 1e-10, "Angstrom"), ("ANGSTROM", 1e-10, "Angstrom"),
            ("AA", 1e-10, "Angstrom"), ("A", 1e-10, "Angstrom"), ("Å", 1e-10, "Angstrom"), ("0.1nm", 1e-10, "10**-1nm"),
            ("micron", 1e-6, "um"), ("um", 1e-6, "um"), ("µm", 1e-6, "um"), ("NM", 1e-9, "nm"),
            ("keV", 1.602176634e-16, "keV"),
            ("GHz", 1e9, "GHz"), ("cm-1", 100, "cm**-1"), ("1/cm", 100, "cm**-1"), ("km/s", 1000, "km/s"),
            ("erg/s/cm**2/Angstrom", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("erg /s /cm2 /angstroms", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("ERG/S/CM2/A", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("erg cm-2 s-1 AA-1", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("erg cm⁻² s⁻¹ Å⁻¹", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("erg.s**-1.cm**-2.Angstrom**-1", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("Angstrom-1 cm-2 erg s-1", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("erg/(s cm2 Angstrom)", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("FLAM", 1e7, "erg/(s.cm**2.Angstrom)"),
            ("1E-17 erg/cm^2/s/Ang", 1e-10, "10**-17erg/(s.cm**2.Angstrom)"),
            ("10**(-17) erg/cm^2/s/Ang", 1e-10, "10**-17erg/(s.cm**2.Angstrom)"),
            ("10^-17 erg/s/cm^2/Ang", 1e-10, "10**-17erg/(s.cm**2.Angstrom)"),
            ("10-17 erg s-1 cm-2 AA-1", 1e-10, "10**-17erg/(s.cm**2.Angstrom)"),
            ("1.5e-9 W/m2", 1.5e-9, "1.5e-09W/m**2"), ("W m-2 um-1", 1e6, "W/(m**2.um)"),
            ("W / (nm m2)", 1e9, "W/(m**2.nm)"),
            ("W m^{-2} Hz^{-1}", 1, "W/(m**2.Hz)"), ("Jy", 1e-26, "Jy"), ("mJy", 1e-29, "mJy"),
            ("MJy/sr", 1e-20, "MJy/sr"),
            ("erg/s/cm**2/Hz/arcsec**2", 42545170.2961522, "erg/(s.cm**2.Hz.arcsec**2)"),
            ("counts", 1, "count"), ("ADU", 1, "adu"), ("DU/PIXEL", 1, "adu/pixel"), ("e-/s", 1, "electron/s"),
        ])
    func spelling(text: String, scale: Double, canonical: String) throws {
        let unit = try #require(PhysicalUnit(text))
        #expect(abs(unit.scale / scale - 1) < 1e-12)
        #expect(unit.spelling == canonical)
        let again = try #require(PhysicalUnit(canonical))
        #expect(again.spelling == canonical && again.dimension == unit.dimension)
    }

    @Test(
        "what is no unit is not understood",
        arguments: ["furlong", "erg/", "/", "erg//s", "(erg", "erg)", "cm**", "1e999 m", "a b c"])
    func unknown(text: String) {
        #expect(PhysicalUnit(text) == nil)
        #expect(PhysicalUnit.canonical(text) == text)
    }

    @Test("words for no unit are the number one", arguments: ["", "  ", "none", "Relative", "NORMALIZED"])
    func plain(text: String) {
        #expect(PhysicalUnit(text)?.spelling == "")
        #expect(PhysicalUnit(text)?.scale == 1)
    }

    @Test("hostile spellings end quickly, without a crash")
    func hostile() {
        for text in [
            String(repeating: "(", count: 10_000), String(repeating: "m ", count: 90), "m**999999999999999999999",
            "10**400 m", "m^(1/0)", "e-", "'", "''", "**", "^2", "m^{", "\u{0}", "1e-", "+", "per per",
        ] {
            _ = PhysicalUnit(text)
        }
        #expect(PhysicalUnit(String(repeating: "m", count: 1000)) == nil)
    }

    @Test("logarithms are told from the quantity itself")
    func logarithm() throws {
        let unit = try #require(PhysicalUnit("log10(Angstrom)"))
        #expect(unit.isLogarithmic && unit.scale == 1e-10)
        #expect(unit.factor(to: try #require(PhysicalUnit("nm"))) == nil)
    }

    @Test("a factor leads from one unit to another, and to none of another kind")
    func factor() throws {
        let (angstrom, nm) = (try #require(PhysicalUnit("Angstrom")), try #require(PhysicalUnit("nm")))
        #expect(abs((angstrom.factor(to: nm) ?? 0) - 0.1) < 1e-15)
        #expect(angstrom.factor(to: try #require(PhysicalUnit("Hz"))) == nil)
        let (adu, count) = (try #require(PhysicalUnit("adu")), try #require(PhysicalUnit("count")))
        #expect(adu.factor(to: count) == nil)
    }

    @Test(
        "each kind of spectral unit is known",
        arguments: [("nm", SpectralQuantity.wavelength), ("THz", .frequency), ("keV", .energy), ("cm-1", .wavenumber)])
    func quantity(text: String, quantity: SpectralQuantity) throws {
        #expect(SpectralQuantity(try #require(PhysicalUnit(text))) == quantity)
    }
}
