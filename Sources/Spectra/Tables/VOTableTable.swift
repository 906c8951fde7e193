// SPDX-License-Identifier: Apache-2.0

internal import VOTable

/// A table of a VOTable document.
struct VOTableTable: SpectralTable {
    let file: String
    let part: Int
    let columns: [TableColumn]
    let table: VOTableDocument.Table
    var rowCount: Int { table.rows.count }

    init(_ table: VOTableDocument.Table, part: Int, file: String) {
        self.file = file
        self.part = part
        self.table = table
        columns = table.fields.enumerated().map { index, field in
            TableColumn(
                index: index, name: field.name, unit: field.unit, ucd: field.ucd, utype: field.utype,
                description: field.description, isNumeric: field.datatype.isReal,
                elements: Self.elements(of: field.arraysize))
        }
    }

    /// All tables of a document, in document order.
    static func all(of document: VOTableDocument, file: String) -> [VOTableTable] {
        document.tables.enumerated().map { VOTableTable($1, part: $0, file: file) }
    }

    /// Values in a cell; 0 if it differs from row to row.
    private static func elements(of arraysize: String?) -> Int {
        guard let arraysize else { return 1 }
        var product = 1
        for dimension in arraysize.split(separator: "x") {
            guard let size = Int(dimension), size >= 0 else { return 0 }
            let (result, overflow) = product.multipliedReportingOverflow(by: size)
            guard !overflow else { return 0 }
            product = result
        }
        return product
    }

    func floats(_ column: TableColumn, rows: Range<Int>) throws -> [Float] {
        try doubles(column, rows: rows).map(Float.init)
    }

    func doubles(_ column: TableColumn, rows: Range<Int>) throws -> [Double] {
        var values: [Double] = []
        values.reserveCapacity(rows.count * max(1, column.elements))
        for row in rows {
            guard column.index < table.rows[row].count else {
                values.append(.nan)
                continue
            }
            switch table.rows[row][column.index] {
            case .real(let value): values.append(value)
            case .integer(let value): values.append(Double(value))
            case .reals(let array): values += array
            case .integers(let array): values += array.map { $0.map(Double.init) ?? .nan }
            default: if column.elements == 1 { values.append(.nan) }
            }
        }
        return values
    }

    func texts(_ column: TableColumn, rows: Range<Int>) throws -> [String] {
        rows.map { row in
            column.index < table.rows[row].count ? table.rows[row][column.index].plainText : ""
        }
    }
}

extension VOTableField.Datatype {
    /// Whole and floating point numbers.
    var isReal: Bool {
        switch self {
        case .unsignedByte, .short, .int, .long, .float, .double: true
        case .boolean, .bit, .char, .unicodeChar, .floatComplex, .doubleComplex: false
        }
    }
}

extension VOTableValue {
    /// The value as text; empty for null.
    var plainText: String {
        switch self {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): value.isNaN ? "" : String(value)
        case .text(let text): text
        case .complex(let real, let imaginary): "\(real) \(imaginary)"
        case .booleans(let values): values.map { $0.map(String.init) ?? "?" }.joined(separator: " ")
        case .integers(let values): values.map { $0.map(String.init) ?? "" }.joined(separator: " ")
        case .reals(let values): values.map { String($0) }.joined(separator: " ")
        case .texts(let texts): texts.joined(separator: " ")
        }
    }
}
