// SPDX-License-Identifier: Apache-2.0

internal import FITS
internal import VOTable

extension FileContent {
    /// What is inside, in a few words, for a message: "an image of 3199 × 4 and a table of 2 columns".
    var inventory: String {
        switch self {
        case .fits(let file):
            let parts = file.hdus.prefix(6).compactMap(Self.words)
            let more = file.hdus.count > 6 ? " and \(file.hdus.count - 6) more parts" : ""
            return parts.isEmpty ? "a FITS file without data" : parts.joined(separator: ", ") + more
        case .votable(let document, _):
            let tables = document.tables.prefix(6).map { "a table of \($0.fields.count) columns" }
            return tables.isEmpty ? "a VOTable without a table" : tables.joined(separator: ", ")
        case .text(let text, _):
            return "text of \(text.utf8.count) bytes"
        case .archive(let members, _):
            return "a zip archive of \(members.count) readable members"
        }
    }

    private static func words(_ hdu: FITSHDU) -> String? {
        switch hdu.kind {
        case .image where hdu.imageShape.isEmpty: nil
        case .image: "an image of \(hdu.imageShape.map(String.init).joined(separator: " × "))"
        case .binaryTable, .asciiTable: "a table of \(hdu.columns.count) columns and \(hdu.rowCount) rows"
        case .other: "an extension of an unknown kind"
        }
    }
}
