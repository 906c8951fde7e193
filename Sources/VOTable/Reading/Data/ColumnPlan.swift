// SPDX-License-Identifier: Apache-2.0

import CKernels

/// What the decoders must know of one column.
struct ColumnPlan: Sendable {
    let name: String
    let shape: CellShape
    let nullInteger: Int64?
    let nullReal: Double?

    init?(_ field: VOTableField) {
        guard let shape = CellShape(datatype: field.datatype, arraysize: field.arraysize) else { return nil }
        name = field.name
        self.shape = shape
        nullInteger = shape.element == .integer ? field.null.flatMap(CellText.integer) : nil
        nullReal = shape.element == .real ? field.null.flatMap(CellText.real) : nil
    }

    /// One element a row.
    var isScalar: Bool { !shape.isArray && shape.element != .complex }

    /// How the TABLEDATA scanner stores a cell.
    var cellKind: secchi_cell_kind {
        guard isScalar else { return SECCHI_CELL_TEXT }
        switch shape.element {
        case .integer: return SECCHI_CELL_INTEGER
        case .real: return shape.datatype == .float ? SECCHI_CELL_FLOAT : SECCHI_CELL_DOUBLE
        case .boolean, .bit: return SECCHI_CELL_BOOLEAN
        case .text, .complex: return SECCHI_CELL_TEXT
        }
    }

    /// Bytes that the scanner stores for a cell.
    var cellSize: Int {
        switch cellKind {
        case SECCHI_CELL_TEXT: MemoryLayout<secchi_span>.stride
        case SECCHI_CELL_BOOLEAN: 1
        default: 8
        }
    }
}
