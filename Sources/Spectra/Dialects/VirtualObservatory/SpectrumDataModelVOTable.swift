// SPDX-License-Identifier: Apache-2.0

internal import VOTable

/// Spectra as VOTables after the IVOA Spectrum Data Model, as SSA services send them: columns by utype, facts in
/// PARAMs.
///
/// A spectral column with UCD "em.wl;obs.atmos", or whose description says so, is in air; UCD "em.wl" alone leaves the
/// medium unknown, since services use it for both. Standard: Spectrum Data Model 1.1 §7, SSA 1.1 §4.2.
enum SpectrumDataModelVOTable: VOTableDialect {
    static let name = "sdm-votable"
    static let summary =
        "Spectrum Data Model VOTables of SSA services (utypes spec:Spectrum…), any serialisation"

    static func recognises(_ document: VOTableDocument) -> Bool {
        document.tables.contains { table in
            let columns = VOTableTable(table, part: 0, file: "").columns
            return columns.contains { $0.plainUtype?.hasPrefix("data.spectralaxis") == true }
                && ColumnRoles(columns) != nil
        }
    }

    static func spectra(in document: VOTableDocument, name file: String) throws -> [Spectrum] {
        try VOTableTable.all(of: document, file: file).flatMap { table -> [Spectrum] in
            guard let roles = ColumnRoles(table.columns), roles.spectral.plainUtype != nil else { return [] }
            let facts = SpectrumFacts(table: table.table, of: document)
            return try table.spectra(roles, dialect: name).map { spectrum in
                var spectrum = spectrum
                facts.describe(&spectrum)
                return spectrum
            }
        }
    }
}
