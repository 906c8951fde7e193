// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Turns columns into the bytes of rows: the text inside TABLEDATA, or what base64 will carry.
struct RowFormatter: Sendable {
    struct Failure: Error {
        var reason: String
    }

    /// The cells of one column within an arena.
    struct Cells {
        var start: Int
        /// Where each cell ends, from `start`; empty if all have `size` bytes.
        var ends: [UInt32]
        var size: Int
    }

    let plans: [ColumnPlan]
    let serialization: VOTableWriter.Serialization

    /// The rows `range` of a batch whose columns are those of the table.
    func format(_ batch: VOTableBatch, _ range: Range<Int>) throws(Failure) -> [UInt8] {
        let arena = ByteArena()
        var cells: [Cells] = []
        if serialization == .binary2 { cells.append(flags(batch, range, arena)) }
        for (plan, column) in zip(plans, batch.columns) {
            let formatted =
                switch serialization {
                case .tabledata: try TextCells(plan: plan, column: column, rows: range, arena: arena).format()
                case .binary, .binary2:
                    try ByteCells(
                        plan: plan, column: column, rows: range, arena: arena, hasFlags: serialization == .binary2
                    )
                    .format()
                }
            guard arena.count < Int(UInt32.max) else { throw Failure(reason: "4096 rows hold more than 4 GiB") }
            cells.append(formatted)
        }
        return weave(cells, rows: range.count, arena)
    }

    /// MSB first, a set bit for each null (VOTable 1.4 §5.4).
    private func flags(_ batch: VOTableBatch, _ range: Range<Int>, _ arena: ByteArena) -> Cells {
        let size = (plans.count + 7) / 8
        let start = arena.count
        arena.append(zeros: size * range.count)
        let bytes = arena.reserve(0) - size * range.count
        for (index, column) in batch.columns.enumerated() where !column.nulls.isEmpty {
            for row in range where column.nulls[row] != 0 {
                bytes[(row - range.lowerBound) * size + index / 8] |= 0x80 >> UInt8(index % 8)
            }
        }
        return Cells(start: start, ends: [], size: size)
    }

    private func weave(_ cells: [Cells], rows: Int, _ arena: ByteArena) -> [UInt8] {
        // All ends in one array, so that one pointer leads to all.
        var ends: [UInt32] = []
        for cell in cells { ends += cell.ends }
        let total = arena.count + rows * (10 + 9 * cells.count) + 32
        return ends.withUnsafeBufferPointer { ends in
            var used = 0
            let columns = cells.map { cell in
                var column = secchi_cells(bytes: arena.start + cell.start, ends: nil, size: UInt32(cell.size))
                if !cell.ends.isEmpty { column.ends = ends.baseAddress.map { $0 + used } }
                used += cell.ends.count
                return column
            }
            return [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
                count =
                    serialization == .tabledata
                    ? secchi_weave_text(columns, columns.count, rows, buffer.baseAddress)
                    : secchi_weave_bytes(columns, columns.count, rows, buffer.baseAddress)
            }
        }
    }
}

extension ColumnPlan {
    /// The number type of a kernel.
    var binaryType: Int32 {
        let type =
            switch shape.datatype {
            case .short: SECCHI_BINARY_SHORT
            case .int: SECCHI_BINARY_INT
            case .long: SECCHI_BINARY_LONG
            case .float, .floatComplex: SECCHI_BINARY_FLOAT
            case .double, .doubleComplex: SECCHI_BINARY_DOUBLE
            default: SECCHI_BINARY_UBYTE
            }
        return Int32(type.rawValue)
    }

    /// What the integers of this column may be.
    var integerRange: ClosedRange<Int64> {
        switch shape.datatype {
        case .unsignedByte: 0...255
        case .short: Int64(Int16.min)...Int64(Int16.max)
        case .int: Int64(Int32.min)...Int64(Int32.max)
        default: Int64.min...Int64.max
        }
    }

    func failure(_ reason: String) -> RowFormatter.Failure {
        RowFormatter.Failure(reason: "column \(name): \(reason)")
    }

    /// A fixed array has its number of elements.
    func checkCount(_ count: Int) throws(RowFormatter.Failure) {
        if let fixed = shape.fixedCount, shape.isArray, shape.element != .text, count != fixed {
            throw failure("\(count) elements where the arraysize says \(fixed)")
        }
    }
}
