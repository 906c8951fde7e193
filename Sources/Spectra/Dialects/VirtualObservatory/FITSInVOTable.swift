// SPDX-License-Identifier: Apache-2.0

internal import VOTable

/// VOTables whose table data are a whole FITS file (VOTable 1.4 §5.3): the file is read as if it had come alone.
enum FITSInVOTable: VOTableDialect {
    static let name = "votable-fits"
    static let summary = "VOTables in FITS serialisation; spectra carry the name of the layout inside"

    static func recognises(_ document: VOTableDocument) -> Bool {
        document.tables.contains { $0.fitsBytes != nil }
    }

    static func spectra(in document: VOTableDocument, name file: String) throws -> [Spectrum] {
        guard let table = document.tables.first(where: { $0.fitsBytes != nil }), let bytes = table.fitsBytes else {
            return []
        }
        let content = try FileContent(bytes: bytes, name: file)
        guard case .fits = content else {
            throw SpectrumError.notSpectra(file: file, what: "a VOTable whose FITS element holds no FITS file")
        }
        let facts = SpectrumFacts(table: table, of: document)
        return try SpectrumReader.spectra(in: content).map { spectrum in
            var spectrum = spectrum
            facts.describe(&spectrum)
            return spectrum
        }
    }
}
