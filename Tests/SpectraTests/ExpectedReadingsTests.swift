// SPDX-License-Identifier: Apache-2.0

import Spectra
import TestSupport
import Testing

/// Every real file reads as astropy reads it.
@Suite(.enabled(if: SharedData.isAvailable))
struct ExpectedReadingsTests {
    private func spectra(_ entry: ExpectedReading) throws -> [Spectrum] {
        try SpectrumReader.spectra(contentsOf: SharedData.path("data/" + entry.path))
    }

    @Test("the expectations cover all spectra and labelled sets")
    func complete() {
        #expect(ExpectedReading.all.count > 230)
        #expect(Set(ExpectedReading.all.map(\.format)).count > 35)
    }

    @Test(
        "a file of one spectrum, or the first of several, reads as astropy reads it",
        arguments: ExpectedReading.entries {
            $0.expected?.nPoints != nil && $0.expected?.spectra == nil && $0.expected?.first == nil
        })
    func single(entry: ExpectedReading) throws {
        let spectra = try spectra(entry)
        let expected = try #require(entry.expected)
        #expect(spectra.count == expected.nSpectra ?? 1)
        expect(try #require(spectra.first), reads: expected)
        if let names = expected.names { #expect(spectra.map(\.label) == names) }
        if case .many(let redshifts) = expected.z { #expect(spectra.map(\.target.redshift) == redshifts) }
        guard let chips = expected.chips else { return }
        for (chip, wanted) in chips.enumerated() {
            let count = try #require(wanted.nPoints)
            var part = spectra[0]
            part.axis.values = Array(part.axis.values[chip * count..<(chip + 1) * count])
            part.flux = Array(part.flux[chip * count..<(chip + 1) * count])
            expect(part, reads: wanted)
        }
    }

    @Test(
        "each listed spectrum of a file with several reads as astropy and IRAF read it",
        arguments: ExpectedReading.entries { $0.expected?.spectra != nil })
    func several(entry: ExpectedReading) throws {
        let spectra = try spectra(entry)
        let expected = try #require(entry.expected)
        #expect(spectra.count == expected.nSpectra)
        for (index, wanted) in (expected.spectra ?? []).enumerated() {
            let place = wanted.apertureIndex.map { $0 - 1 } ?? index
            expect(try #require(spectra.dropFirst(place).first), reads: wanted)
        }
    }

    @Test(
        "the arms of a DESI file are joined, and read as astropy reads them",
        arguments: ExpectedReading.entries { $0.expected?.arms != nil })
    func arms(entry: ExpectedReading) throws {
        let spectra = try spectra(entry)
        let expected = try #require(entry.expected)
        let arms = try #require(expected.arms).values
        #expect(spectra.count == expected.nSpectra)
        let first = try #require(spectra.first)
        #expect(first.flux.count == expected.nPointsSum)
        for arm in arms {
            let pixel = try #require(arm.fluxAt)
            let places = first.axis.values.indices.filter { abs(first.axis.values[$0] - pixel.wave) < 1e-6 }
            #expect(places.contains { first.flux[$0] == pixel.flux.map(Float.init) })
        }
        let sum = arms.reduce(0) { $0 + Double($1.nPoints ?? 0) * ($1.fluxMean ?? 0) }
        #expect(abs(first.flux.reduce(0) { $0 + Double($1) } - sum) <= 1e-6 * abs(sum))
        #expect(first.fluxUnit == PhysicalUnit.canonical("1e-17 erg/s/cm^2/Angstrom"))
        #expect(first.axis.medium == .vacuum && first.error != nil)
    }

    @Test(
        "a listing of wavelength and flux keeps its first and last line",
        arguments: ExpectedReading.entries { $0.expected?.first != nil })
    func listing(entry: ExpectedReading) throws {
        let spectrum = try #require(try spectra(entry).first)
        let expected = try #require(entry.expected)
        #expect(spectrum.flux.count == expected.nPoints)
        #expect(spectrum.axis.values.first == expected.first?.first)
        #expect(spectrum.flux.first == expected.first?.last.map(Float.init))
        #expect(spectrum.axis.values.last == expected.last?.first)
        #expect(spectrum.flux.last == expected.last?.last.map(Float.init))
    }

    @Test(
        "a labelled set gives its rows, labels and fluxes",
        arguments: ExpectedReading.entries { $0.expected?.nFeatures != nil })
    func labelled(entry: ExpectedReading) throws {
        let spectra = try spectra(entry)
        let expected = try #require(entry.expected)
        let (first, last) = (try #require(spectra.first), try #require(spectra.last))
        #expect(spectra.count == expected.nRows)
        #expect(spectra.allSatisfy { $0.flux.count == expected.nFeatures })
        #expect(Dictionary(grouping: spectra.compactMap(\.label)) { $0 }.mapValues(\.count) == expected.classes)
        #expect(first.identifier == expected.firstId && first.label == expected.firstLabel)
        #expect(last.identifier == expected.lastId)
        // A set whose columns are only numbered has channels; the wavelengths are not in its file.
        if !first.axis.unit.isEmpty {
            #expect(abs(first.axis.values[0] - (expected.waveFirst ?? 0)) < 1e-4)
            #expect(abs((first.axis.values.last ?? 0) - (expected.waveLast ?? 0)) < 1e-4)
        }
        let means = spectra.compactMap { mean($0.flux.map(Double.init)) }
        let scale = spectra.reduce(0) { max($0, Double($1.flux.map(abs).max() ?? 0)) }
        #expect(abs(means[0] - (expected.firstFluxMean ?? 0)) < 1e-6 * scale)
        #expect(abs((means.last ?? 0) - (expected.lastFluxMean ?? 0)) < 1e-6 * scale)
        #expect(abs((mean(means) ?? 0) - (expected.fluxMeanAll ?? 0)) < 1e-6 * scale)
    }

    @Test(
        "a SNID template gives one spectrum per epoch", arguments: ExpectedReading.entries { $0.format == "snid-lnw" })
    func snid(entry: ExpectedReading) throws {
        let spectra = try spectra(entry)
        let header = try #require(entry.expected?.header)
        #expect(String(spectra.count) == header[0])
        #expect(
            spectra.allSatisfy {
                String($0.flux.count) == header[1] && $0.target.name == header[5] && $0.label == header[7]
            })
    }

    @Test(
        "a file without a spectrum is refused with a reason",
        arguments: ExpectedReading.entries { ["desi-redrock", "labels-csv", "gaia-xp-continuous"].contains($0.format) })
    func refused(entry: ExpectedReading) throws {
        #expect { try spectra(entry) } throws: { error in
            guard case .noSpectrum(let file, let reason) = error as? SpectrumError else { return false }
            return file.hasSuffix(entry.path) && !reason.isEmpty
        }
    }

    @Test(
        "an archive gives the spectra of its members",
        arguments: ExpectedReading.entries { $0.expected?.members != nil })
    func archive(entry: ExpectedReading) throws {
        let spectra = try spectra(entry)
        #expect(spectra.count == 1)
        #expect(spectra.first?.flux.count == 343)
        #expect(spectra.first?.source.file.contains("XP_SAMPLED") == true)
    }
}
