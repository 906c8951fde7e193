// SPDX-License-Identifier: Apache-2.0

import Execution

/// The rows of a BINARY or BINARY2 element.
final class BinarySource: RowSource {
    private let content: StreamContent
    private let scanner: BinaryScanner
    private let tableNumber: Int
    private var reader: VOTableReader { content.reader }
    private var ready = BatchQueue()
    private var isDone = false

    init(_ content: StreamContent, _ scanner: BinaryScanner, tableNumber: Int) {
        self.content = content
        self.scanner = scanner
        self.tableNumber = tableNumber
    }

    func next() throws(VOTableError) -> VOTableBatch? {
        while true {
            if let batch = ready.take() { return batch }
            if isDone { return nil }
            try decodeRows()
            if !ready.isEmpty { continue }
            isDone = try !content.more(row: ready.rowCount + 1)
            if isDone, !content.bytes.isEmpty {
                throw .badStream(
                    file: reader.name, table: tableNumber, row: ready.rowCount + 1,
                    reason: "the stream ends within the row, \(content.bytes.count) bytes into it")
            }
        }
    }

    private func decodeRows() throws(VOTableError) {
        guard scanner.smallestRow > 0 else {
            content.drop(content.bytes.count)
            return
        }
        let bytes = content.bytes
        var layouts: [BinaryScanner.Layout] = []
        var offsets = [0]
        var cells = 0
        // Cells of no bytes cost memory too, so what is decoded at a time is counted in cells.
        while let last = offsets.last, last < bytes.count, cells < 2 * TableDataScanner.largestBatch {
            let found = scanner.layout(bytes, from: last, limit: reader.limits.rowBytes)
            if let column = found.tooLarge {
                throw .tooLarge(
                    file: reader.name, what: "bytes of column \(scanner.plans[column].name)",
                    limit: reader.limits.rowBytes)
            }
            guard found.layout.rows > 0 else { break }
            layouts.append(found.layout)
            cells += found.layout.rows * scanner.plans.count
            offsets.append(found.used)
        }
        guard !layouts.isEmpty, let used = offsets.last else { return }
        nonisolated(unsafe) let block = bytes
        let (scanner, parts, starts) = (scanner, layouts, offsets)
        guard
            let batches = try? reader.execution.mapParts(
                parts.count,
                { scanner.batch(parts[$0], UnsafeRawBufferPointer(rebasing: block[starts[$0]..<starts[$0 + 1]])) })
        else { throw .system(file: reader.name, reason: "the rows could not be decoded") }
        for batch in batches { ready.add(batch) }
        content.drop(used)
    }
}
