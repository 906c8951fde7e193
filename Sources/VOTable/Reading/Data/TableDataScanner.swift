// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Reads the text inside TABLEDATA into columns, without the XML parser.
///
/// It knows rows, cells, character references and nothing else; what it does not know it leaves to the XML parser.
struct TableDataScanner: Sendable {
    enum Stop: Sendable {
        /// The block ends, perhaps within a row.
        case more
        /// Enough cells for one call, though the block has more: rows may be far shorter than the table is wide.
        case full
        /// `</TABLEDATA` stands here.
        case end
        /// Something that only the XML parser should read.
        case unusual
        case badValue(row: Int, column: Int, text: String)
    }

    struct Result: Sendable {
        var batches: [VOTableBatch] = []
        /// Bytes of complete rows.
        var position = 0
        var stop = Stop.more
        var shortRows = 0
        var longRows = 0

        var rowCount: Int { batches.reduce(0) { $0 + $1.rowCount } }
    }

    let plans: [ColumnPlan]
    /// Whether bytes beyond ASCII are Latin-1 by declaration.
    let isLatin1: Bool

    /// Cells of one batch.
    static let largestBatch = 1 << 20

    func scan(_ block: UnsafeRawBufferPointer) -> Result {
        var result = Result()
        let smallestRow = 9 + 5 * plans.count
        let capacity = max(1, min(Self.largestBatch / max(1, plans.count), block.count / smallestRow + 1))
        var offsets: [Int] = []
        var size = 0
        for plan in plans {
            offsets.append(size)
            size += (plan.cellSize * capacity + 15) & ~15
        }
        let nullStart = size
        let scratch = UnsafeMutableRawPointer.allocate(byteCount: size + capacity * plans.count + 16, alignment: 16)
        defer { scratch.deallocate() }
        var columns = plans.indices.map { index in
            var column = secchi_column()
            let plan = plans[index]
            column.kind = Int32(plan.cellKind.rawValue)
            column.has_null = plan.isScalar && (plan.nullInteger != nil || plan.nullReal != nil) ? 1 : 0
            column.null = plan.nullInteger ?? 0
            column.null_real = plan.nullReal ?? 0
            column.values = scratch + offsets[index]
            column.nulls = (scratch + nullStart + index * capacity).assumingMemoryBound(to: UInt8.self)
            return column
        }
        while true {
            let rest = UnsafeRawBufferPointer(rebasing: block[result.position...])
            for index in columns.indices { columns[index].null_count = 0 }
            var scan = secchi_scan()
            let text = rest.bindMemory(to: UInt8.self)
            guard let start = text.baseAddress else { return result }
            secchi_scan_rows(start, text.count, &columns, columns.count, capacity, &scan)
            result.shortRows += scan.short_rows
            result.longRows += scan.long_rows
            if scan.rows > 0 {
                switch makeBatch(columns, rows: scan.rows, text: text, result: &result) {
                case .some(let stop):
                    result.stop = stop
                    return result
                case .none: break
                }
            }
            result.position += scan.position
            switch secchi_scan_end(UInt32(scan.end)) {
            case SECCHI_SCAN_FULL:
                guard result.rowCount * plans.count >= Self.largestBatch else { continue }
                result.stop = .full
            case SECCHI_SCAN_MORE: result.stop = .more
            case SECCHI_SCAN_END: result.stop = .end
            case SECCHI_SCAN_UNUSUAL: result.stop = .unusual
            default:
                let cell = text[scan.cell_start..<(scan.cell_start + scan.cell_length)].prefix(80)
                result.stop = .badValue(row: result.rowCount, column: scan.column, text: VOTableTexts.decode(cell))
            }
            return result
        }
    }

    /// Adds a batch of the rows scanned; returns why it could not.
    private func makeBatch(
        _ columns: [secchi_column], rows: Int, text: UnsafeBufferPointer<UInt8>, result: inout Result
    ) -> Stop? {
        var finished: [VOTableColumn] = []
        finished.reserveCapacity(columns.count)
        for (index, column) in columns.enumerated() {
            guard let values = column.values, let flags = column.nulls else { continue }
            let nulls = column.null_count > 0 ? Array(UnsafeBufferPointer(start: flags, count: rows)) : []
            switch column.kind {
            case Int32(SECCHI_CELL_INTEGER.rawValue):
                let buffer = UnsafeBufferPointer(start: values.assumingMemoryBound(to: Int64.self), count: rows)
                finished.append(VOTableColumn(integers: Array(buffer), nulls: nulls))
            case Int32(SECCHI_CELL_BOOLEAN.rawValue):
                let buffer = UnsafeBufferPointer(start: values.assumingMemoryBound(to: UInt8.self), count: rows)
                finished.append(VOTableColumn(booleans: Array(buffer), nulls: nulls))
            case Int32(SECCHI_CELL_TEXT.rawValue):
                let spans = UnsafeBufferPointer(start: values.assumingMemoryBound(to: secchi_span.self), count: rows)
                let cells = SpanCells(spans: spans, text: text, isLatin1: isLatin1)
                if plans[index].isScalar {
                    guard let texts = cells.texts() else { return .unusual }
                    finished.append(VOTableColumn(texts: texts, nulls: nulls))
                } else {
                    switch cells.elements(plans[index], nulls: nulls) {
                    case .column(let column): finished.append(column)
                    case .unusual: return .unusual
                    case .bad(let row, let text):
                        return .badValue(row: result.rowCount + row, column: index, text: text)
                    }
                }
            default:
                let buffer = UnsafeBufferPointer(start: values.assumingMemoryBound(to: Double.self), count: rows)
                finished.append(VOTableColumn(reals: Array(buffer), nulls: nulls))
            }
        }
        result.batches.append(VOTableBatch(firstRow: result.rowCount, rowCount: rows, columns: finished))
        return nil
    }
}
