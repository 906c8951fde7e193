// SPDX-License-Identifier: Apache-2.0

import DataManager
import Datasets
import Spectra

/// Which of an archive's classes serves as label: `STAR`, `K5`, or `STAR K5`.
enum SpectrumLabel: String, Sendable {
    case `class`, subclass, both

    func text(of spectrum: Spectrum) -> String? {
        switch self {
        case .class: spectrum.label
        case .subclass: spectrum.subclass
        case .both: spectrum.label.map { label in spectrum.subclass.map { "\(label) \($0)" } ?? label }
        }
    }
}

extension SpectrumSource {
    /// The spectra of a collection, in catalogue order, read from their originals.
    init(_ collection: SpectrumCollection, includingTwins: Bool, label: SpectrumLabel = .class) throws {
        let reader = try collection.reader(includingTwins: includingTwins)
        self.init(
            partCount: reader.partCount, spectrumCount: reader.count,
            fingerprint: "\(collection.name) \(reader.fingerprint) \(label)",
            summary: try Self.summary(of: reader)
        ) { part, visitor in
            for stored in try reader.spectra(part: part) {
                var spectrum = stored.spectrum
                spectrum.label = label.text(of: spectrum)
                try visitor(.spectrum(id: stored.entry.name, spectrum))
            }
        }
    }

    /// Coverage and media from the catalogue, so that no spectrum is read twice.
    private static func summary(of reader: CollectionReader) throws -> CoverageSummary {
        var summary = CoverageSummary()
        for part in 0..<reader.partCount {
            for entry in try reader.entries(part: part) {
                if let coverage = CoverageSummary.Coverage(of: entry) { summary.add(coverage) }
            }
        }
        return summary
    }
}

extension CoverageSummary.Coverage {
    /// The coverage that the catalogue states, in Angstrom; `nil` if its unit is not understood.
    fileprivate init?(of entry: CatalogueEntry) {
        guard let first = entry.waveMin, let last = entry.waveMax, first < last,
            let ends = try? SpectralAxis(values: [first, last], unit: entry.waveUnit, medium: entry.medium)
                .converted(to: "Angstrom").values.sorted()
        else { return nil }
        self.init(
            low: ends[0], high: ends[1], points: entry.pointCount, medium: entry.medium,
            isLogarithmic: entry.spacing == .logarithmic)
    }
}
