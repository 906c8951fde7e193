// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

@testable import Spectra

@Suite("Simulated files read back")
struct SimulatedLayoutTests {
    /// A bright star without extinction or calibration error, in the layout asked for.
    private func spectrum(
        _ layout: any SurveyLayout.Type, mix: [String], number: Int = 0, snr: Double = 60
    ) throws -> SimulatedSpectrum {
        var parameters = SimulationParameters()
        parameters.layouts = [layout.name]
        parameters.mix = mix
        parameters.maximumExtinction = 0
        parameters.minimumSNR = snr
        parameters.maximumSNR = snr
        let object = SimulatedObject(
            number: number, parameters: parameters, mix: try ClassMix(mix: mix, layouts: parameters.layouts))
        var generator = object.generator
        return SimulatedSpectrum(
            of: object, exposure: 0, with: InstrumentGrid(layout.instruments[object.setup]), calibrationError: 0,
            from: &generator)
    }

    @Test(
        "each layout is known as its archive's, with its wavelengths, flux, error, position and date",
        arguments: zip(
            ["sdss", "lamost-dr1", "lamost-dr5", "ondrejov", "ssa-fits", "ssa-votable"],
            ["sdss-spec", "lamost-image", "lamost-image", "ondrejov-image", "gavo-fits-table", "sdm-votable"]))
    func roundTrip(name: String, dialect: String) throws {
        guard let layout = SurveyLayouts.all.first(where: { $0.name == name }) else { return }
        let made = try spectrum(layout, mix: ["absorption=1"])
        let path = layout.path(of: made)
        let read = try #require(try SpectrumReader.spectra(bytes: try layout.bytes(of: made), name: path).first)
        #expect(read.dialect == dialect)
        #expect(read.axis.medium == made.grid.instrument.medium)
        #expect(read.flux.count == made.flux.count)
        for index in stride(from: 0, to: read.flux.count, by: 97) {
            #expect(abs(read.axis.values[index] - made.grid.wavelengths[index]) < 0.003)
        }
        let ratios = read.flux.indices.map {
            read.flux[$0] / made.flux[$0] / (name == "ondrejov" ? made.grid.throughput[$0] : 1)
        }
        let usable = ratios.filter(\.isFinite)
        #expect((usable.max() ?? 1) / (usable.min() ?? 0) - 1 < 1e-4)
        if let error = read.error {
            let scale = ratios[100]
            for index in error.indices where !made.mask[index] {
                #expect(abs(error[index] / (made.deviation[index] * scale) - 1) < 1e-3)
            }
        } else {
            #expect(name == "ondrejov")
        }
        #expect(abs((read.target.ra ?? 0) - made.object.ra) < 1e-4)
        #expect(abs((read.target.dec ?? 0) - made.object.dec) < 1e-4)
        #expect(read.observation.mjd.map { abs($0 - made.mjd) < 0.6 } ?? (read.observation.date != nil))
    }

    /// The wavelength that halves the area of a line above a threshold.
    private func centroid(_ values: [Double], _ wavelengths: [Double], _ range: ClosedRange<Double>) -> Double {
        let level = zip(values, wavelengths).filter { range.contains($0.1) }.map(\.0)
        let base = (level.first ?? 0) * 0.5 + (level.last ?? 0) * 0.5
        let sums = zip(values, wavelengths).reduce((0.0, 0.0)) { sums, entry in
            let height = range.contains(entry.1) ? max(0, entry.0 - base * 1.1) : 0
            return (sums.0 + height, sums.1 + height * entry.1)
        }
        return sums.1 / sums.0
    }

    @Test("H alpha lies at 6564.61 Angstrom in vacuum, moved by the star's velocity", arguments: 0..<4)
    func alphaInVacuum(number: Int) throws {
        let made = try spectrum(SDSSLayout.self, mix: ["emission=1"], number: number)
        let expected = 6564.61 * (1 + made.radialVelocity / 299_792.458)
        let found = centroid(made.expected.map(Double.init), made.grid.wavelengths, expected - 14...expected + 14)
        #expect(abs(found - expected) < 0.1)
    }

    /// Hα in air: 6562.79 Å (NIST ASD).
    @Test("at Ondrejov H alpha lies at 6562.79 Angstrom in air, with the Earth's velocity left in", arguments: 0..<4)
    func alphaInAir(number: Int) throws {
        let made = try spectrum(OndrejovLayout.self, mix: ["emission=1"], number: number)
        let velocity = made.radialVelocity - made.velocityCorrection
        let expected = 6562.79 * (1 + velocity / 299_792.458)
        let found = centroid(made.expected.map(Double.init), made.grid.wavelengths, expected - 14...expected + 14)
        #expect(abs(found - expected) < 0.1)
    }

    @Test(
        "the noise is what the errors say, and the signal-to-noise ratio what was asked for", arguments: [4.0, 15, 120])
    func noise(snr: Double) throws {
        var squares = 0.0
        var count = 0
        for number in 0..<12 {
            let made = try spectrum(SDSSLayout.self, mix: ["absorption=1"], number: number, snr: snr)
            guard made.defects.isEmpty else { continue }
            for index in made.flux.indices {
                squares += pow(Double((made.flux[index] - made.expected[index]) / made.deviation[index]), 2)
            }
            count += made.flux.count
            #expect(abs(made.medianSignalToNoise / snr - 1) < 0.1)
        }
        // The standard deviation of χ²/n is √(2/n).
        #expect(abs(squares / Double(count) - 1) < 5 * (2 / Double(count)).squareRoot())
    }

    @Test("a dead fibre holds noise around zero")
    func deadFibre() throws {
        for number in 0..<60 {
            let made = try spectrum(SDSSLayout.self, mix: ["artefact=1"], number: number, snr: 10)
            guard made.defects.contains(.deadFibre) else { continue }
            #expect(made.expected.allSatisfy { $0 == 0 })
            #expect(abs(made.medianSignalToNoise) < 0.3)
            return
        }
        Issue.record("no dead fibre among sixty artefacts")
    }
}
