// SPDX-License-Identifier: Apache-2.0

/// A table that spectra can be read from, whatever the file format.
protocol SpectralTable {
    /// Path or name of the file, for messages and ``Spectrum/Source``.
    var file: String { get }
    /// 0-based number of the HDU or table in the file.
    var part: Int { get }
    var columns: [TableColumn] { get }
    var rowCount: Int { get }
    /// Values of some rows, row after row; NaN where a cell is empty.
    func floats(_ column: TableColumn, rows: Range<Int>) throws -> [Float]
    func doubles(_ column: TableColumn, rows: Range<Int>) throws -> [Double]
    func texts(_ column: TableColumn, rows: Range<Int>) throws -> [String]
}

extension SpectralTable {
    /// The column called `name`, whatever its case.
    func column(_ name: String) -> TableColumn? {
        columns.first { $0.name.caseInsensitiveEquals(name) }
    }

    /// The first of the columns that there is.
    func column(anyOf names: String...) -> TableColumn? {
        for name in names { if let column = column(name) { return column } }
        return nil
    }

    /// Text of one cell, trimmed; `nil` if there is no such column or nothing in the cell.
    func text(_ name: String, row: Int) -> String? {
        guard let column = column(name), let text = try? texts(column, rows: row..<(row + 1)).first else { return nil }
        let trimmed = text.trimmingBlanks
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A finite number in one cell.
    func number(_ name: String, row: Int) -> Double? {
        guard let column = column(name), column.isNumeric,
            let value = try? doubles(column, rows: row..<(row + 1)).first, value.isFinite
        else { return nil }
        return value
    }
}

extension String {
    var trimmingBlanks: String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace || last == "\0" { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return String(text)
    }

    /// Equal but for the case of ASCII letters.
    func caseInsensitiveEquals(_ other: String) -> Bool {
        utf8.count == other.utf8.count
            && zip(utf8, other.utf8).allSatisfy { a, b in
                a == b || ((a ^ b) == 0x20 && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(a | 0x20))
            }
    }
}
