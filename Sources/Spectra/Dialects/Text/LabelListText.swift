// SPDX-License-Identifier: Apache-2.0

/// Lists of labels: identifiers and classes without any flux, which a clear error says.
enum LabelListText: TextDialect {
    static let name = "labels-csv"
    static let summary = "Lists of labels (id, label): recognised, and told from spectra"

    static func recognises(_ start: TextStart) -> Bool {
        let names = start.first.map { $0.trimmingBlanks.lowercased() }
        guard (2...8).contains(names.count), ["label", "class", "category"].contains(where: names.contains),
            ["id", "name", "file", "filename", "path", "pubdid"].contains(where: names.contains)
        else { return false }
        let columns = names.enumerated().map { TableColumn(index: $0, name: $1) }
        return ColumnRoles(columns) == nil
    }

    static func spectra(in text: String, name file: String) throws(SpectrumError) -> [Spectrum] {
        var reader = try DelimitedTextReader(bytes: Array(text.utf8), name: file)
        guard try reader.nextRecord() else { return [] }
        let names = reader.texts()
        var rows = 0
        while try reader.nextRecord() { rows += 1 }
        throw .noSpectrum(
            file: file,
            reason: "it is a list of \(rows) labels (columns \(names.joined(separator: ", "))) without fluxes; "
                + "give it as labels of spectra that were ingested before")
    }
}
