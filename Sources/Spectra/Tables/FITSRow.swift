// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// One row of a table about an object; missing columns, empty cells and unreadable values are all `nil`.
struct FITSRow {
    private let hdu: FITSHDU
    private let row: Range<Int>

    init(_ hdu: FITSHDU, _ row: Int) {
        self.hdu = hdu
        self.row = row..<(row + 1)
    }

    func text(_ name: String) -> String? {
        guard let column = hdu.column(name), let text = try? hdu.texts(column, rows: row).first else { return nil }
        let trimmed = text.trimmingBlanks
        return trimmed.isEmpty ? nil : trimmed
    }

    /// A finite number.
    func number(_ name: String) -> Double? {
        guard let column = hdu.column(name), column.isNumeric,
            let value = try? hdu.doubles(column, rows: row).first, value.isFinite
        else { return nil }
        return value
    }

    func integer(_ name: String) -> Int? {
        guard let column = hdu.column(name), column.isNumeric else { return nil }
        return (try? hdu.integers(column, rows: row).first) ?? nil
    }
}
