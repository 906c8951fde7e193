// SPDX-License-Identifier: Apache-2.0

internal import VOTable

/// VOTables of no known service: columns by UCD, name, unit, or place, which `assumptions` tell.
///
/// Error documents of services, lists of spectra (SSA, ObsCore) and of links (DataLink), and plain catalogues hold no
/// spectrum; the error says which of these the document is.
enum GeneralVOTable: VOTableDialect {
    static let name = "votable"
    static let summary = "Any VOTable with a spectral axis and a flux, by utypes, UCDs, names, units or place"

    static func recognises(_ document: VOTableDocument) -> Bool { true }

    static func spectra(in document: VOTableDocument, name file: String) throws -> [Spectrum] {
        if let reason = NoSpectrumReason.of(document) { throw SpectrumError.noSpectrum(file: file, reason: reason) }
        for table in VOTableTable.all(of: document, file: file) where table.rowCount > 0 {
            guard let roles = ColumnRoles(table.columns) ?? placed(table) else { continue }
            let facts = SpectrumFacts(table: table.table, of: document)
            let spectra = try table.spectra(roles, dialect: name).filter {
                $0.flux.count > 1 && (roles.evidence > .unit || $0.axis.isMonotonic)
            }
            guard !spectra.isEmpty else { continue }
            return spectra.map { spectrum in
                var spectrum = spectrum
                facts.describe(&spectrum)
                spectrum.assumptions.append(
                    "The VOTable follows no known data model; it was read by the general rules.")
                return spectrum
            }
        }
        throw SpectrumError.noSpectrum(file: file, reason: NoSpectrumReason.contents(of: document))
    }

    /// The first two numeric columns of a small table, if nothing better is known.
    private static func placed(_ table: VOTableTable) -> ColumnRoles? {
        table.columns.count <= 6 && table.rowCount >= 8 ? ColumnRoles(firstTwoOf: table.columns) : nil
    }
}

/// Why a VOTable is no spectrum.
private enum NoSpectrumReason {
    /// What the document says itself to be, if that is no spectrum.
    static func of(_ document: VOTableDocument) -> String? {
        let infos = document.infos + document.resources.flatMap { $0.infos + $0.tables.flatMap(\.infos) }
        if let error = infos.first(where: { $0.name.uppercased() == "QUERY_STATUS" && $0.value.uppercased() == "ERROR" }
        ) {
            return "it is a service's error message: \"\(clip(error.content.isEmpty ? "no text" : error.content))\""
        }
        if let error = infos.first(where: { $0.name.lowercased() == "error" }) {
            return "it is a service's error message: \"\(clip(error.value.isEmpty ? error.content : error.value))\""
        }
        for table in document.tables {
            let names = Set(table.fields.map { $0.name.lowercased() })
            if names.isSuperset(of: ["access_url", "service_def", "semantics"]) {
                return "it is a DataLink document of \(table.rows.count) links"
            }
            if table.fields.contains(where: { isReference($0) }) {
                return
                    "it is a list of \(table.rows.count) data sets, as SSA services answer; fetch what its links point to"
            }
        }
        return nil
    }

    private static func isReference(_ field: VOTableField) -> Bool {
        field.utype?.lowercased().hasSuffix("access.reference") == true || field.ucd == "VOX:Image_AccessReference"
    }

    /// The tables and their columns, for the message.
    static func contents(of document: VOTableDocument) -> String {
        guard let table = document.tables.first(where: { !$0.fields.isEmpty }) else { return "it holds no table" }
        let names = table.fields.prefix(8).map(\.name).joined(separator: ", ")
        return
            "none of the \(table.fields.count) columns of its table of \(table.rows.count) rows (\(clip(names)), …) looks like "
            + "a spectral axis with a flux"
    }

    private static func clip(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingBlanks
        return line.count <= 200 ? line : line.prefix(200) + "…"
    }
}
