// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// The work behind ``VOTableWriter``: rows wait until there are enough of them for several threads, then go to the
/// file.
final class DocumentWriter {
    private let path: String
    /// `nil` when the document is kept in ``memory``.
    private let file: WholeFile?
    private var memory: [UInt8] = []
    private let serialization: VOTableWriter.Serialization
    private let formatter: RowFormatter
    private let execution: ExecutionContext
    private let names: StrictFields
    private let following: [VOTableDocument.Resource]
    private var collectors: [ColumnCollector]
    private var collected = 0
    /// Batches not yet written.
    private var waiting: [VOTableBatch] = []
    private var waitingRows = 0
    private var waitingElements = 0
    /// Bytes that do not fill a line of base64.
    private var rest: [UInt8] = []

    init(
        path: String, inMemory: Bool = false, table: VOTableDocument.Table, resource: VOTableDocument.Resource,
        following: [VOTableDocument.Resource], serialization: VOTableWriter.Serialization, threads: Int?
    ) throws(VOTableError) {
        self.path = path
        self.serialization = serialization
        let fields = table.fields.map { StrictFields.strict($0, isBinary: serialization == .binary) }
        let plans = fields.compactMap(ColumnPlan.init)
        guard plans.count == fields.count else { throw .cannotWrite(file: path, reason: "an arraysize is too large") }
        guard !plans.isEmpty else { throw .cannotWrite(file: path, reason: "a table without columns") }
        formatter = RowFormatter(plans: plans, serialization: serialization)
        collectors = plans.map { ColumnCollector($0) }
        execution = ExecutionContext(threads: threads ?? ExecutionContext.availableCores)
        names = StrictFields(table: table, resource: resource, following: following)
        self.following = following
        do { file = inMemory ? nil : try WholeFile(path: path) } catch {
            throw .system(file: path, reason: error.description)
        }
        var markup = Markup(names: names)
        markup.resourceStart(resource)
        markup.tableStart(table, fields: fields)
        let open =
            switch serialization {
            case .tabledata: "<DATA>\n<TABLEDATA>\n"
            case .binary: "<DATA>\n<BINARY>\n<STREAM encoding=\"base64\">\n"
            case .binary2: "<DATA>\n<BINARY2>\n<STREAM encoding=\"base64\">\n"
            }
        try put(Array((Markup.head + markup.take() + open).utf8))
        for row in table.rows { try write(row) }
    }

    func write(_ row: [VOTableValue]) throws(VOTableError) {
        guard row.count == collectors.count else {
            throw .cannotWrite(file: path, reason: "a row of \(row.count) values for \(collectors.count) columns")
        }
        do {
            for index in row.indices { try collectors[index].append(row[index]) }
        } catch {
            throw .cannotWrite(file: path, reason: error.reason)
        }
        collected += 1
        if collected == 4096 { try endCollected() }
    }

    func write(_ batch: VOTableBatch) throws(VOTableError) {
        guard batch.columns.count == collectors.count else {
            throw .cannotWrite(
                file: path, reason: "a batch of \(batch.columns.count) columns for a table of \(collectors.count)")
        }
        for (column, plan) in zip(batch.columns, formatter.plans) {
            guard column.rowCount == batch.rowCount, column.fits(plan) else {
                throw .cannotWrite(file: path, reason: "column \(plan.name): not of its datatype or length")
            }
        }
        try endCollected()
        try enqueue(batch)
    }

    /// - Returns: the document, if it was kept in memory; else nothing.
    func finish(infos: [VOTableDocument.Info]) throws(VOTableError) -> [UInt8] {
        try endCollected()
        try flush()
        if serialization != .tabledata { try putEncoded(rest[...]) }
        var markup = Markup(names: names)
        switch serialization {
        case .tabledata: markup.close("TABLEDATA")
        case .binary:
            markup.close("STREAM")
            markup.close("BINARY")
        case .binary2:
            markup.close("STREAM")
            markup.close("BINARY2")
        }
        markup.close("DATA")
        markup.close("TABLE")
        for info in infos { markup.info(info) }
        markup.close("RESOURCE")
        for resource in following {
            markup.resourceStart(resource)
            markup.close("RESOURCE")
        }
        markup.close("VOTABLE")
        try put(Array(markup.take().utf8))
        do { try file?.commit() } catch { throw .system(file: path, reason: error.description) }
        return memory
    }

    // MARK: - Rows on their way to the file

    private func endCollected() throws(VOTableError) {
        guard collected > 0 else { return }
        let columns = collectors.indices.map { collectors[$0].take() }
        let rows = collected
        collected = 0
        try enqueue(VOTableBatch(firstRow: 0, rowCount: rows, columns: columns))
    }

    private func enqueue(_ batch: VOTableBatch) throws(VOTableError) {
        guard batch.rowCount > 0 else { return }
        waiting.append(batch)
        waitingRows += batch.rowCount
        waitingElements += batch.columns.reduce(0) { $0 + $1.elementCount }
        if waitingRows >= 1 << 16 || waitingElements >= 1 << 20 { try flush() }
    }

    private func flush() throws(VOTableError) {
        guard !waiting.isEmpty else { return }
        var parts: [(batch: VOTableBatch, rows: Range<Int>)] = []
        for batch in waiting {
            for rows in ExecutionContext.ranges(of: batch.rowCount, size: 4096) { parts.append((batch, rows)) }
        }
        waiting = []
        waitingRows = 0
        waitingElements = 0
        let work = parts
        let formatter = formatter
        let pieces: [[UInt8]]
        do {
            pieces = try execution.mapParts(work.count) { try formatter.format(work[$0].batch, work[$0].rows) }
        } catch let failure as RowFormatter.Failure {
            throw .cannotWrite(file: path, reason: failure.reason)
        } catch {
            throw .cannotWrite(file: path, reason: "\(error)")
        }
        for piece in pieces {
            if serialization == .tabledata { try put(piece) } else { rest += piece }
        }
        if serialization != .tabledata {
            let whole = rest.count - rest.count % 48
            try putEncoded(rest[..<whole])
            rest.removeSubrange(..<whole)
        }
    }

    /// As lines of base64, in parts side by side.
    private func putEncoded(_ bytes: ArraySlice<UInt8>) throws(VOTableError) {
        let parts = ExecutionContext.ranges(of: bytes.count, size: 48 << 13)
        let encoded = try? execution.mapParts(parts.count) { index in
            bytes[(bytes.startIndex + parts[index].lowerBound)..<(bytes.startIndex + parts[index].upperBound)]
                .withUnsafeBufferPointer { part in
                    [UInt8](unsafeUninitializedCapacity: (part.count + 47) / 48 * 65) { buffer, count in
                        guard let out = buffer.baseAddress else { return }
                        count = secchi_base64_encode(part.baseAddress, part.count, out) - out
                    }
                }
        }
        for piece in encoded ?? [] { try put(piece) }
    }

    private func put(_ bytes: [UInt8]) throws(VOTableError) {
        guard let file else {
            memory += bytes
            return
        }
        do { try file.write(bytes) } catch { throw .system(file: path, reason: error.description) }
    }
}
