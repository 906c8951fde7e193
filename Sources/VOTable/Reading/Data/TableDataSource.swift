// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The rows of a TABLEDATA element: scanned in parts side by side while they are plain, through libxml2 when they are
/// not.
final class TableDataSource: RowSource {
    // The reader owns this; a strong reference back would keep both after an error.
    private unowned let reader: VOTableReader
    private let scanner: TableDataScanner
    private let tableNumber: Int
    private let isLatin1: Bool
    private var ready = BatchQueue()
    private var shortRows = 0
    private var longRows = 0
    private var isDone = false
    /// Bytes to look at together; grows when one row does not fit.
    private var reach = 8 * TableDataSource.partSize
    /// Rows that libxml2 read and wrote down plainly.
    private var rewritten: [UInt8] = []
    private var hasMoreRewritten = false
    private var isEnded = false

    /// Bytes that one thread scans at a time: the data decide, not the threads.
    private static let partSize = 1 << 20

    init(_ reader: VOTableReader, _ scanner: TableDataScanner, tableNumber: Int, isLatin1: Bool) {
        self.reader = reader
        self.scanner = scanner
        self.tableNumber = tableNumber
        self.isLatin1 = isLatin1
    }

    func next() throws(VOTableError) -> VOTableBatch? {
        while true {
            if let batch = ready.take() { return batch }
            if isDone {
                warnOfLengths()
                return nil
            }
            if reader.isFast { try scanWindow() } else { try readRewritten() }
        }
    }

    private func warnOfLengths() {
        if shortRows > 0 {
            reader.builder.warn(
                "table \(tableNumber): \(shortRows) rows have fewer cells than columns; the others are null")
        }
        if longRows > 0 {
            reader.builder.warn(
                "table \(tableNumber): \(longRows) rows have more cells than columns; the surplus was ignored")
        }
    }

    private func scanWindow() throws(VOTableError) {
        try reader.window.fill(reach)
        let bytes = reader.window.bytes
        var scanner = scanner
        if isLatin1 { scanner = TableDataScanner(plans: scanner.plans, isLatin1: true) }
        nonisolated(unsafe) let block = bytes
        let parts = split(bytes)
        let fixed = scanner
        guard
            let results = try? reader.execution.mapParts(
                parts.count, { fixed.scan(UnsafeRawBufferPointer(rebasing: block[parts[$0]])) })
        else { throw .system(file: reader.name, reason: "the rows could not be scanned") }
        var used = 0
        var goesOn = true
        for (part, result) in zip(parts, results) where goesOn {
            try take(result)
            used = part.lowerBound + result.position
            switch result.stop {
            case .more: goesOn = used == part.upperBound
            case .end, .unusual:
                reader.isFast = false
                goesOn = false
            case .full, .badValue: goesOn = false
            }
            if case .more = result.stop, !goesOn, part.upperBound != bytes.count { reader.isFast = false }
        }
        if reader.isFast {
            // Nothing more will come: let libxml2 say what is missing.
            if reader.window.isAtEnd { reader.isFast = false }
            if used == 0 {
                guard reach < reader.limits.rowBytes else {
                    throw .tooLarge(file: reader.name, what: "bytes of a row", limit: reader.limits.rowBytes)
                }
                reach *= 2
            }
        }
        reader.skip(used)
    }

    /// Ends of parts stand behind a `</TR>`.
    private func split(_ bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return [] }
        var parts: [Range<Int>] = []
        var from = 0
        while bytes.count - from > Self.partSize {
            let nominal = from + Self.partSize
            let end = nominal + secchi_find(start + nominal, bytes.count - nominal, "</TR>") + 5
            guard end < bytes.count else { break }
            parts.append(from..<end)
            from = end
        }
        parts.append(from..<bytes.count)
        return parts
    }

    private func take(_ result: TableDataScanner.Result) throws(VOTableError) {
        let before = ready.rowCount
        for batch in result.batches { ready.add(batch) }
        shortRows += result.shortRows
        longRows += result.longRows
        if case .badValue(let row, let column, let text) = result.stop {
            throw .badValue(
                file: reader.name, table: tableNumber, row: before + row + 1, column: scanner.plans[column].name,
                text: text)
        }
    }

    private func scanRewritten() throws(VOTableError) {
        let result = rewritten.withUnsafeBytes { scanner.scan($0) }
        try take(result)
        rewritten.removeSubrange(..<result.position)
        if case .unusual = result.stop { try refuse() }
        hasMoreRewritten = false
        if case .full = result.stop { hasMoreRewritten = true }
    }

    private func readRewritten() throws(VOTableError) {
        if hasMoreRewritten { return try scanRewritten() }
        if isEnded {
            isDone = true
            if rewritten.contains(where: { $0 > UInt8(ascii: " ") }) { try refuse() }
            return
        }
        guard let item = reader.takeItem() else {
            if try !reader.advance() { isDone = true }
            return
        }
        switch item {
        case .content(let bytes):
            rewritten += bytes
            try scanRewritten()
        case .dataEnd:
            isEnded = true
        case .table: break
        }
    }

    private func refuse() throws(VOTableError) {
        throw .malformed(
            file: reader.name, line: reader.line,
            reason: "row \(ready.rowCount + 1) of table \(tableNumber) has an unknown structure")
    }
}
