// SPDX-License-Identifier: Apache-2.0

import Datasets
import VOTable

/// What an outlier module hands back, as tables.
struct OutlierFindings {
    let dataset: Dataset
    let scores: [Double]
    /// Rows of the dataset, the oddest first.
    let order: [Int]
    let residuals: OutlierResiduals
    let bands: OutlierBands
    let patterns: CommonPatterns
    let scoreName: String
    let unusual: Double

    /// One row per spectrum, the oddest first.
    func candidates(infos: [VOTableDocument.Info]) -> ResultTable {
        let places = Dictionary(uniqueKeysWithValues: residuals.rows.enumerated().map { ($1, $0) })
        let ranks = scores.ranksFromGreatest
        let numbers = patterns.numbers
        return SpectrumColumns.table(
            named: "candidates", description: "How odd each spectrum is, the oddest first, and what makes it odd",
            of: dataset.rows, fields: Self.fields(unit: dataset.grid.unit), infos: infos, order: order
        ) { row in
            let found = places[row].map { bands.bands(residuals.shares(of: $0)) } ?? []
            let pattern = numbers[row]
            return [
                .integer(Int64(ranks[row])), .real(scores[row]),
                SpectrumColumns.value(found.first.map { ($0.low + $0.high) / 2 }),
                SpectrumColumns.value(found.first?.share),
                SpectrumColumns.value(found.isEmpty ? nil : found.map(\.text).joined(separator: ", ")),
                pattern.map { .integer(Int64($0 + 1)) } ?? .null,
                SpectrumColumns.value(pattern.flatMap { patterns.patterns[$0].isArtefact ? "artefact?" : nil }),
            ]
        }
    }

    private static func fields(unit: String) -> [VOTableField] {
        [
            SpectrumColumns.count("rank", "meta.number", "Place in the order of the score, 1 for the oddest"),
            SpectrumColumns.number("score", "stat.value", "How odd the spectrum is; greater is odder"),
            SpectrumColumns.number(
                "odd_wavelength", "em.wl", "Middle of the band that makes it odd most", unit: unit),
            SpectrumColumns.number(
                "odd_share", "stat.value", "Share of that band in the squared distance to the mean of its neighbours"),
            SpectrumColumns.text(
                "odd_bands", "meta.note",
                "The bands that make it odd, each with its share, in the unit of odd_wavelength"),
            SpectrumColumns.count("pattern", "meta.id.assoc", "Number of the pattern that it shares with others"),
            SpectrumColumns.text(
                "warning", "meta.code.error", "artefact? if spectra of its pattern share night, plate or fibre"),
        ]
    }

    /// One row per common pattern.
    func patternTable(infos: [VOTableDocument.Info]) -> ResultTable {
        var table = ResultTable(
            name: "patterns", description: "Odd spectra that are odd in the same way",
            fields: [
                SpectrumColumns.count("pattern", "meta.id", "Number of the pattern"),
                SpectrumColumns.count("spectra", "meta.number", "Spectra that have it"),
                SpectrumColumns.text("shared", "meta.note", "What most of them share of night, plate and fibre"),
                SpectrumColumns.count("sharing", "meta.number", "How many share it"),
                SpectrumColumns.text("warning", "meta.code.error", "artefact? if that is rare in the dataset"),
                SpectrumColumns.text("ids", "meta.id", "Identifiers of the spectra, the oddest first"),
            ], infos: infos)
        table.rows = patterns.patterns.enumerated().map { number, pattern in
            [
                .integer(Int64(number + 1)), .integer(Int64(pattern.rows.count)),
                SpectrumColumns.value(pattern.shared), .integer(Int64(pattern.sharing)),
                SpectrumColumns.value(pattern.isArtefact ? "artefact?" : nil),
                .text(pattern.rows.map { dataset.rows[$0].id }.joined(separator: " ")),
            ]
        }
        return table
    }
}
