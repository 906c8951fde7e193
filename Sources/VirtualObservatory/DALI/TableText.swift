// SPDX-License-Identifier: Apache-2.0

import Foundation
public import VOTable

/// A table as text for people and spreadsheets.
public enum TableText {
    /// CSV (RFC 4180): a header with the names, missing values empty, array elements separated by blanks.
    public static func csv(_ table: VOTableDocument.Table) -> String {
        func quoted(_ word: String) -> String {
            let isPlain = !word.contains { ",\"\n\r".contains($0) }
            return isPlain ? word : "\"" + word.replacing("\"", with: "\"\"") + "\""
        }
        var text = table.fields.map { quoted($0.name) }.joined(separator: ",") + "\n"
        for row in table.rows { text += row.map { quoted($0.text ?? "") }.joined(separator: ",") + "\n" }
        return text
    }

    /// The rows as words, the header first; numbers to nine digits.
    public static func words(_ table: VOTableDocument.Table) -> [[String]] {
        [table.fields.map(\.name)] + table.rows.map { row in row.map { word($0) } }
    }

    private static func word(_ value: VOTableValue) -> String {
        if case .real(let number) = value, number.isFinite { return String(format: "%.9g", number) }
        return value.text.map(\.oneLine) ?? "-"
    }
}
