// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import Testing

@Suite struct SpectralAxisTests {
    @Test("a log10 axis is that of SDSS and LAMOST to 1e-14, also in its millionth pixel")
    func logarithmic() throws {
        let axis = SpectralAxis(logarithmicFrom: 3.5682, step: 1e-4, count: 3909, unit: "Angstrom", medium: .vacuum)
        // Python: 10**(3.5682+1e-4*3908)
        #expect(abs((axis.values.last ?? 0) / 9099.132726322518 - 1) < 1e-14)
        let long = SpectralAxis(logarithmicFrom: 3.5, step: 1e-7, count: 1_000_001, unit: "Angstrom", medium: .vacuum)
        for index in [0, 1, 63, 64, 65, 4097, 999_999, 1_000_000] {
            #expect(abs(long.values[index] / pow(10, 3.5 + 1e-7 * Double(index)) - 1) < 1e-14)
        }
        #expect(SpectralAxis(logarithmicFrom: 3, step: 1, count: 0, unit: "", medium: .air).values.isEmpty)
    }

    /// Values from astropy 7: `(500 * u.nm).to(u.Hz, equivalencies=u.spectral())` and alike.
    @Test(
        "wavelength, frequency, energy and wavenumber convert as in astropy",
        arguments: [
            (500.0, "nm", "Hz", 599_584_915_999_999.9), (6562.8, "Angstrom", "eV", 1.8891966604680963),
            (2, "um", "cm-1", 5000),
            (5000, "cm-1", "um", 2), (5000, "Angstrom", "nm", 500),
        ])
    func converted(value: Double, from: String, to: String, wanted: Double) throws {
        let axis = SpectralAxis(values: [value], unit: from, medium: .vacuum)
        let got = try axis.converted(to: to)
        #expect(abs(got.values[0] / wanted - 1) < 1e-12)
        #expect(got.unit == PhysicalUnit.canonical(to))
    }

    @Test("air goes through vacuum to a frequency, and stays air in another unit of wavelength")
    func airToFrequency() throws {
        let axis = SpectralAxis(values: [5000], unit: "Angstrom", medium: .air)
        let frequency = try axis.converted(to: "Hz")
        #expect(frequency.medium == .vacuum)
        #expect(abs(frequency.values[0] * AirVacuum.vacuum(air: 5000) * 1e-10 / 299_792_458 - 1) < 1e-15)
        #expect(try axis.converted(to: "nm").medium == .air)
        let nm = try SpectralAxis(values: [656.4614], unit: "nm", medium: .vacuum).inAir()
        #expect(abs(nm.values[0] - 656.2801026281906) < 1e-9)
    }

    @Test("an unknown medium, and units that are no spectral ones, are refused")
    func refused() {
        let axis = SpectralAxis(values: [5000], unit: "Angstrom", medium: .unknown)
        #expect(throws: SpectrumError.unknownMedium) { try axis.inVacuum() }
        #expect(throws: SpectrumError.notSpectralUnit(unit: "Jy")) { try axis.converted(to: "Jy") }
        #expect(throws: SpectrumError.notSpectralUnit(unit: "pixel")) {
            try SpectralAxis(values: [1], unit: "pixel", medium: .air).inVacuum()
        }
    }

    @Test("pixels come in rising order, whatever the order in the file")
    func ascending() {
        let down = SpectralAxis(values: [3, 2, 1], unit: "nm", medium: .air)
        #expect(down.ascending().values == [1, 2, 3])
        let mixed = SpectralAxis(values: [2, .nan, 1, 2], unit: "nm", medium: .air)
        #expect(mixed.ascendingOrder == [2, 0, 3, 1])
        #expect(SpectralAxis(values: [1, 2], unit: "nm", medium: .air).ascendingOrder == nil)
        var spectrum = Spectrum(axis: down, flux: [30, 20, 10], dialect: "test", source: .init(file: "x"))
        spectrum.error = [3, 2, 1]
        spectrum.mask = [true, false, false]
        let turned = spectrum.ascending()
        #expect(turned.flux == [10, 20, 30] && turned.error == [1, 2, 3] && turned.mask == [false, false, true])
    }

    @Test("borders lie half-way between pixels, in the logarithm for a logarithmic axis")
    func edges() {
        #expect(SpectralAxis(values: [1, 2, 4], unit: "nm", medium: .air).edges() == [0.5, 1.5, 3, 5])
        #expect(SpectralAxis(values: [4, 2, 1], unit: "nm", medium: .air).edges() == [5, 3, 1.5, 0.5])
        let log = SpectralAxis(logarithmicFrom: 0, step: 2, count: 3, unit: "nm", medium: .air).edges()
        for (edge, wanted) in zip(log, [0.1, 10, 1000, 100_000]) { #expect(abs(edge / wanted - 1) < 1e-12) }
        #expect(SpectralAxis(values: [7], unit: "nm", medium: .air).edges() == [7, 7])
        #expect(SpectralAxis(values: [], unit: "nm", medium: .air).edges().isEmpty)
    }
}
