// SPDX-License-Identifier: Apache-2.0

import Spectra
import Testing

@Suite struct SpectrumVOTableTests {
    @Test(
        "a spectrum comes back from its VOTable as it was, air, errors, mask and NaN included",
        arguments: [
            SpectralMedium.air, .unknown,
        ])
    func roundTrip(medium: SpectralMedium) throws {
        var spectrum = Spectrum(
            axis: SpectralAxis(values: [6500, 6500.25, 6501], unit: "Angstrom", medium: medium),
            flux: [1.5, .nan, 1e-17], fluxUnit: "erg/(s.cm**2.Angstrom)", dialect: "test", source: .init(file: "x"))
        spectrum.identifier = "ζ Tau 1"
        spectrum.error = [0.1, 0.2, .infinity]
        spectrum.mask = [false, true, false]
        spectrum.target = .init(name: "ζ Tau", ra: 84.411, dec: 21.1425, redshift: 0.001)
        spectrum.observation.mjd = 56789.25
        spectrum.observation.exposureTime = 600
        let read = try SpectrumReader.spectra(bytes: SpectrumVOTable.bytes(of: spectrum), name: "made.vot")
        #expect(read.count == 1)
        #expect(read[0].dialect == "sdm-votable")
        #expect(read[0].axis.values == spectrum.axis.values)
        #expect(read[0].axis.unit == "Angstrom")
        #expect(read[0].axis.medium == medium)
        #expect(read[0].flux[0] == 1.5 && read[0].flux[1].isNaN && read[0].flux[2] == 1e-17)
        #expect(read[0].fluxUnit == spectrum.fluxUnit)
        #expect(read[0].error?[0] == 0.1 && read[0].error?[2].isFinite != true)
        #expect(read[0].target == spectrum.target)
        #expect(read[0].observation.mjd == 56789.25)
        #expect(read[0].observation.exposureTime == 600)
    }

    @Test("a spectrum without units, errors and facts has only what it has")
    func bare() throws {
        let spectrum = Spectrum(
            axis: SpectralAxis(values: [1, 2], unit: "", medium: .unknown), flux: [3, 4], dialect: "test",
            source: .init(file: "x"))
        let read = try SpectrumReader.spectra(bytes: SpectrumVOTable.bytes(of: spectrum), name: "made.vot")
        #expect(read.map(\.axis.values) == [[1, 2]])
        #expect(read.map(\.flux) == [[3, 4]])
        #expect(read.first?.error == nil)
        #expect(read.first?.target.name == nil)
    }
}
