// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Spectra
import TestSupport
import Testing

@Suite struct DatasetQualityTests {
    /// 40 spectra of 60 pixels by 1 Å around Hα, with an emission line at `centre`.
    private func lines(_ count: Int, medium: SpectralMedium, centre: (Int) -> Double) -> Dataset {
        let grid = (0..<60).map { 6533 + Double($0) }
        var dataset = Dataset(
            name: "lines", grid: SpectralGrid(kind: .linear, values: grid, medium: medium), rows: [], flux: [])
        for row in 0..<count {
            dataset.rows.append(DatasetRow(id: "s\(row)", source: "s\(row).fits"))
            dataset.rows[row].label = row % 2 == 0 ? "Be" : "B"
            for (pixel, wavelength) in grid.enumerated() {
                let distance = (wavelength - centre(row)) / 1.5
                let ripple = 0.01 * Double((pixel * 31 + row * 17) % 11) + 1e-4 * Double(row)
                dataset.flux.append(Float(1 + ripple + exp(-distance * distance / 2)))
            }
        }
        return dataset
    }

    private func texts(_ dataset: Dataset) -> [String] {
        DatasetQuality(of: dataset).findings.map { "\($0.severity.rawValue): \($0.text)" }
    }

    @Test("a sound dataset has nothing to report")
    func sound() {
        let quality = DatasetQuality(of: lines(40, medium: .air) { _ in 6562.8 })
        #expect(quality.findings.isEmpty)
        #expect(quality.labelCounts == ["Be": 20, "B": 20])
        #expect(quality.lineShift?.airCount == 40)
        #expect(quality.lineShift?.vacuumCount == 0)
        #expect(quality.spectrumCoverage?.median == 1)
    }

    @Test("mixed air and vacuum shows at Hα, and so does a grid that says the wrong one")
    func media() {
        #expect(
            texts(lines(40, medium: .vacuum) { $0 % 3 == 0 ? 6562.8 : 6564.6 }) == [
                "warning: Hα stands where air wavelengths put it in 14 spectra, and where vacuum ones do in 26; air and "
                    + "vacuum may be mixed."
            ])
        #expect(
            texts(lines(40, medium: .vacuum) { _ in 6562.8 }) == [
                "warning: The grid says vacuum, but Hα stands where air wavelengths put it in 40 of 40 spectra."
            ])
        #expect(
            texts(lines(40, medium: .unknown) { _ in 6562.8 }) == [
                "warning: It is not known whether the wavelengths are in air or vacuum."
            ])
    }

    @Test("constant, identical and repeated spectra are named, the worst first")
    func duplicates() {
        var dataset = lines(40, medium: .air) { _ in 6562.8 }
        for pixel in 0..<60 {
            dataset.flux[3 * 60 + pixel] = dataset.flux[7 * 60 + pixel]
            dataset.flux[5 * 60 + pixel] = 2
        }
        dataset.rows[9].id = "s11"
        #expect(
            texts(dataset) == [
                "problem: 1 spectrum is constant, zero or without data: s5.",
                "warning: 2 spectra have the very same flux as another, such as s3, s7; left in, they make scores look "
                    + "better than they are.",
                "warning: Some identifiers stand for several spectra: s11.",
                "note: Some objects have several spectra; 39 objects in all. Splits keep them together.",
            ])
    }

    @Test("missing labels, rare classes and imbalance are said")
    func labels() {
        var dataset = lines(50, medium: .air) { _ in 6562.8 }
        for row in 0..<50 { dataset.rows[row].label = row == 0 ? "rare" : row < 3 ? nil : "common" }
        #expect(
            texts(dataset) == [
                "warning: Classes with fewer than 5 spectra cannot be evaluated well: rare (1).",
                "note: 2 spectra are without a label.",
                "note: The largest class has 47 spectra and the smallest 1; judge by F1, not by accuracy.",
            ])
        for row in 0..<50 { dataset.rows[row].label = nil }
        #expect(texts(dataset) == ["note: No spectrum has a label; nothing can be trained on it yet."])
    }

    @Test("coverage and flux levels are measured over valid pixels")
    func coverage() throws {
        var dataset = lines(40, medium: .air) { _ in 6562.8 }
        var mask = [Bool](repeating: false, count: dataset.flux.count)
        for row in 0..<30 { mask[row * 60] = true }
        for pixel in 0..<30 { mask[39 * 60 + pixel] = true }
        dataset.mask = mask
        for pixel in 0..<60 { dataset.flux[60 + pixel] *= 1e9 }
        let quality = DatasetQuality(of: dataset)
        #expect(quality.pixelCoverage?.minimum == 1 - 31.0 / 40)
        #expect(quality.spectrumCoverage?.minimum == 0.5)
        #expect(
            quality.findings.map(\.text) == [
                "Some pixels have data in only 22.5 % of the spectra (median: 0 % missing); a narrower grid would rest on "
                    + "data.",
                "Flux levels differ by 9 powers of ten between spectra; units may be mixed, or a scale step is missing.",
                "The least covered spectrum has data in 50 % of its pixels.",
            ])
        let copy = try JSONDecoder().decode(DatasetQuality.self, from: JSONEncoder().encode(quality))
        #expect(copy == quality)
    }

    @Test("zeros that stand for missing data are suspected in the supernova set", .enabled(if: SharedData.isAvailable))
    func supernovae() throws {
        let dataset = try Dataset.read(from: SharedData.path("data/labelled/supernovae/supernovae.fits.gz"))
        let quality = DatasetQuality(of: dataset)
        #expect(quality.labelCounts == ["Ia": 1754, "II": 393, "Ib": 195, "Ic": 232])
        #expect(quality.findings.contains { $0.text.contains("perhaps they stand for missing data") })
        #expect(quality.groupCount == Set(dataset.rows.compactMap(\.group)).count)
    }
}
