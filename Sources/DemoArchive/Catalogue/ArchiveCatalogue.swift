// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra
import VOTable

/// The spectra of a simulated survey, found through its list `spectra.vot`.
struct ArchiveCatalogue: Sendable {
    let folder: String
    let spectra: [ArchiveSpectrum]
    private let byIdentifier: [String: Int]
    private let byFile: [String: Int]

    /// - Throws: ``ArchiveError/noSurvey(folder:reason:)``
    init(folder: String) throws(ArchiveError) {
        self.folder = folder
        let listing: VOTableDocument
        do throws(VOTableError) {
            listing = try VOTableDocument(contentsOf: folder + "/spectra.vot")
        } catch {
            throw .noSurvey(folder: folder, reason: "\(error)")
        }
        guard let table = listing.tables.first else {
            throw .noSurvey(folder: folder, reason: "spectra.vot has no table")
        }
        let columns = ListingColumns(table.fields)
        let rows = table.rows
        // Medium, unit and length stand in the files only.
        let parts = ExecutionContext.ranges(of: rows.count, size: 16)
        let found = try? ExecutionContext().mapParts(parts.count) { part in
            parts[part].compactMap { columns.spectrum(rows[$0], folder: folder) }
        }
        spectra = (found ?? []).flatMap { $0 }
        guard !spectra.isEmpty else { throw .noSurvey(folder: folder, reason: "none of the listed files can be read") }
        byIdentifier = Dictionary(zip(spectra.map(\.identifier), spectra.indices)) { first, _ in first }
        byFile = Dictionary(zip(spectra.map(\.file), spectra.indices)) { first, _ in first }
    }

    func spectrum(identifier: String) -> ArchiveSpectrum? { byIdentifier[identifier].map { spectra[$0] } }
    func spectrum(file: String) -> ArchiveSpectrum? { byFile[file].map { spectra[$0] } }

    func path(of spectrum: ArchiveSpectrum) -> String { folder + "/" + spectrum.file }
}

/// The columns of the list by name.
private struct ListingColumns {
    private let places: [String: Int]

    init(_ fields: [VOTableField]) {
        places = Dictionary(zip(fields.map(\.name), fields.indices)) { first, _ in first }
    }

    /// `nil` for a row without what a query needs, and for a file that cannot be read or leads out of the folder.
    func spectrum(_ row: [VOTableValue], folder: String) -> ArchiveSpectrum? {
        guard let file = text("accref", row), !file.split(separator: "/").contains(".."),
            let identifier = text("ssa_pubDID", row), let start = real("ssa_specstart", row),
            let end = real("ssa_specend", row), start <= end, case .reals(let position)? = value("ssa_location", row),
            position.count == 2, let first = try? SpectrumReader.spectra(contentsOf: folder + "/" + file).first
        else { return nil }
        let target = text("ssa_targname", row) ?? ""
        return ArchiveSpectrum(
            file: file, mediaType: text("mime", row) ?? "application/octet-stream", byteCount: integer("accsize", row),
            title: text("ssa_dstitle", row) ?? target, identifier: identifier, target: target, ra: position[0],
            dec: position[1], mjd: real("ssa_dateObs", row) ?? .nan, exposure: real("ssa_timeExt", row) ?? .nan,
            band: start...end, resolvingPower: real("ssa_specrp", row) ?? .nan, snr: real("ssa_snr", row) ?? .nan,
            calibration: text("ssa_fluxcalib", row) ?? "UNCALIBRATED", collection: text("ssa_collection", row) ?? "",
            length: first.axis.values.count, medium: first.axis.medium, spectralUnit: first.axis.unit,
            fluxUnit: first.fluxUnit)
    }

    private func value(_ name: String, _ row: [VOTableValue]) -> VOTableValue? {
        places[name].flatMap { row.indices.contains($0) ? row[$0] : nil }
    }

    private func text(_ name: String, _ row: [VOTableValue]) -> String? {
        if case .text(let text)? = value(name, row) { text } else { nil }
    }

    private func real(_ name: String, _ row: [VOTableValue]) -> Double? {
        if case .real(let real)? = value(name, row), real.isFinite { real } else { nil }
    }

    private func integer(_ name: String, _ row: [VOTableValue]) -> Int {
        if case .integer(let integer)? = value(name, row) { Int(integer) } else { 0 }
    }
}
