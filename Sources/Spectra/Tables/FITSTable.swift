// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// A table extension of a FITS file.
struct FITSTable: SpectralTable {
    let file: String
    let hdu: FITSHDU
    let columns: [TableColumn]
    private let fields: [FITSColumn]
    var part: Int { hdu.index }
    var rowCount: Int { hdu.rowCount }

    init(_ hdu: FITSHDU, of file: FITSFile) {
        self.file = file.name
        self.hdu = hdu
        fields = hdu.columns
        columns = fields.map { column in
            let number = column.index + 1
            return TableColumn(
                index: column.index, name: column.name, unit: column.unit, ucd: hdu.header.text("TUCD\(number)"),
                utype: hdu.header.firstText("TUTYP\(number)", "TUTYPE\(number)"),
                description: hdu.header.text("TCOMM\(number)"), isNumeric: column.isNumeric,
                elements: column.repeatCount)
        }
    }

    /// The tables of a file, in file order.
    static func all(of file: FITSFile) -> [FITSTable] {
        file.hdus.filter { $0.kind == .binaryTable || $0.kind == .asciiTable }.map { FITSTable($0, of: file) }
    }

    func floats(_ column: TableColumn, rows: Range<Int>) throws -> [Float] {
        try hdu.floats(fields[column.index], rows: rows)
    }

    func doubles(_ column: TableColumn, rows: Range<Int>) throws -> [Double] {
        try hdu.doubles(fields[column.index], rows: rows)
    }

    func texts(_ column: TableColumn, rows: Range<Int>) throws -> [String] {
        try hdu.texts(fields[column.index], rows: rows)
    }
}

extension FITSColumn {
    /// Integers, floating point numbers and their arrays; neither text, logicals, bits nor complex numbers.
    var isNumeric: Bool {
        guard let type = format.first(where: { $0.isLetter }) else { return false }
        if type == "P" || type == "Q" {
            return format.drop { $0 != type }.dropFirst().first.map { "BIJKED".contains($0) } ?? false
        }
        // Of ASCII tables: "F12.4", "I8"; of binary ones: "J", "16E".
        return "BIJKEDF".contains(type)
    }
}
