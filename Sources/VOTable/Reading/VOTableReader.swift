// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution

/// Reads a VOTable of any size table by table and batch by batch, in memory that does not grow with the rows.
///
/// ```swift
/// let reader = try VOTableReader(path: "survey.vot")
/// while let table = try reader.nextTable() {
///     while let batch = try reader.nextBatch() {
///         let ra = batch.columns[0].reals ?? []        // [Double], one per row
///     }
/// }
/// let status = reader.document.resources.last?.infos   // what stood before and after the rows
/// ```
///
/// Versions 1.0 to 1.6; TABLEDATA, BINARY, BINARY2, gzip around the document or in a STREAM; a table serialised as FITS
/// is handed over as ``VOTableDocument/Table/fitsBytes``. libxml2 reads the document, without DTDs, external entities
/// or network; plain rows are scanned past it. The number of threads changes nothing in what is read. Use one reader
/// from one thread.
public final class VOTableReader {
    let name: String
    let limits: VOTableLimits
    let execution: ExecutionContext
    let window: Window
    let builder: DocumentBuilder
    private let xml: XMLFeed
    private let opening: String
    /// Lines that libxml2 did not see.
    var skippedLines = 0
    /// The bytes in the window are rows that libxml2 need not see.
    var isFast = false
    private var isFinished = false
    private var tableCount = 0
    private var rows: (any RowSource)?

    /// - Parameters:
    ///   - path: a file, gzip-wrapped or not, whatever its suffix.
    ///   - threads: how many decode at a time; no influence on the result.
    /// - Throws: ``VOTableError`` if the file cannot be opened, is empty, or its gzip wrapper is damaged.
    public convenience init(
        path: String, limits: VOTableLimits = VOTableLimits(), threads: Int? = nil
    ) throws(VOTableError) {
        try self.init(try ByteSource(path: path, limit: limits.unpackedBytes), limits: limits, threads: threads)
    }

    /// - Parameter name: what errors call the document.
    /// - Throws: ``VOTableError`` if there are no bytes, or their gzip wrapper is damaged.
    public convenience init(
        bytes: [UInt8], name: String, limits: VOTableLimits = VOTableLimits(), threads: Int? = nil
    ) throws(VOTableError) {
        try self.init(
            try ByteSource(bytes: bytes, name: name, limit: limits.unpackedBytes), limits: limits, threads: threads)
    }

    private init(_ source: ByteSource, limits: VOTableLimits, threads: Int?) throws(VOTableError) {
        name = source.name
        self.limits = limits
        execution = ExecutionContext(threads: threads ?? ExecutionContext.availableCores)
        window = Window(source)
        builder = DocumentBuilder(file: source.name, limits: limits)
        xml = XMLFeed(builder)
        try window.fill(4096)
        opening = VOTableTexts.decode(window.bytes.prefix(60))
        if window.bytes.isEmpty { throw .notVOTable(file: source.name, start: "") }
    }

    /// What was read so far, without rows. What stands behind the rows (INFO of an overflow) is there once
    /// ``nextTable()`` has returned `nil`.
    public var document: VOTableDocument { builder.snapshot() }

    /// Where the table that ``nextTable()`` returned stands in ``document``.
    private(set) var place = DocumentBuilder.TablePlace(resources: [], table: 0)

    /// Goes to the next table, past rows not read; `nil` at the end of the document.
    ///
    /// - Throws: ``VOTableError``; reading cannot go on after that.
    public func nextTable() throws(VOTableError) -> VOTableDocument.Table? {
        while rows != nil, try nextBatch() != nil {}
        while true {
            while let item = takeItem() {
                guard case .table(var table, let place, let form) = item else { continue }
                tableCount += 1
                self.place = place
                rows = try open(&table, form)
                return table
            }
            guard try advance() else { return nil }
        }
    }

    /// The next rows of the table that ``nextTable()`` returned; `nil` behind the last.
    ///
    /// - Throws: ``VOTableError``; reading cannot go on after that.
    public func nextBatch() throws(VOTableError) -> VOTableBatch? {
        guard let rows else { return nil }
        if let batch = try rows.next() { return batch }
        self.rows = nil
        return nil
    }

    /// The columns of the table, ready to be decoded.
    private func open(_ table: inout VOTableDocument.Table, _ form: DocumentBuilder.DataForm?) throws(VOTableError) -> (
        any RowSource
    )? {
        guard let form else { return nil }
        let plans = table.fields.compactMap(ColumnPlan.init)
        switch form {
        case .tabledata:
            let scanner = TableDataScanner(plans: plans, isLatin1: false)
            return TableDataSource(self, scanner, tableNumber: tableCount, isLatin1: isLatin1)
        case .binary(let stream), .binary2(let stream):
            var hasFlags = false
            if case .binary2 = form { hasFlags = true }
            let scanner = BinaryScanner(plans: plans, hasFlags: hasFlags)
            let content = try StreamContent(self, stream, tableNumber: tableCount)
            return BinarySource(content, scanner, tableNumber: tableCount)
        case .fits(let stream, let number):
            let content = try StreamContent(self, stream, tableNumber: tableCount)
            while try content.more(row: 1) {
                if content.bytes.count > limits.rowBytes {
                    throw .tooLarge(file: name, what: "bytes of FITS data", limit: limits.rowBytes)
                }
            }
            table.fitsBytes = Array(content.bytes)
            table.fitsExtension = number
            return nil
        }
    }

    var isLatin1: Bool { ["ISO-8859-1", "LATIN1", "LATIN-1", "ISO_8859-1", "ISO8859-1"].contains(xml.encoding ?? "") }

    /// Whether the bytes of a cell mean the same to us as to libxml2.
    private var isPlainEncoding: Bool {
        !xml.hasEntities && (isLatin1 || ["UTF-8", "UTF8", "US-ASCII", "ASCII"].contains(xml.encoding ?? "UTF-8"))
    }

    func takeItem() -> DocumentBuilder.Item? {
        builder.items.isEmpty ? nil : builder.items.removeFirst()
    }

    /// Gives libxml2 some more of the document, up to the rows of the next table; false at the end.
    func advance() throws(VOTableError) -> Bool {
        guard !isFinished else { return false }
        try window.fill(1 << 16)
        let bytes = window.bytes
        let text = bytes.bindMemory(to: UInt8.self)
        let dataStart = text.baseAddress.map { secchi_find_data($0, text.count) } ?? 0
        if dataStart > 0 {
            let wasInData = builder.inData
            try feed(bytes[..<dataStart], isLast: false)
            window.drop(dataStart)
            // The parser agrees that rows begin exactly here.
            isFast = !wasInData && builder.inData && isPlainEncoding
            return true
        }
        // A tag cut in two is looked at again when it is whole.
        let end = window.isAtEnd ? text.count : text.lastIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? text.count
        try feed(bytes[..<end], isLast: window.isAtEnd)
        window.drop(end)
        isFinished = window.isAtEnd
        return true
    }

    private func feed(_ bytes: UnsafeRawBufferPointer.SubSequence, isLast: Bool) throws(VOTableError) {
        let problem = xml.feed(UnsafeRawBufferPointer(rebasing: bytes), isLast: isLast)
        if let failure = builder.failure {
            guard case .malformed(let file, _, let reason) = failure else { throw failure }
            throw .malformed(file: file, line: line, reason: reason)
        }
        guard let problem else {
            if isLast, !builder.sawRoot { throw .notVOTable(file: name, start: opening) }
            return
        }
        guard builder.sawRoot else { throw .notVOTable(file: name, start: opening) }
        throw .malformed(file: name, line: problem.line + skippedLines, reason: problem.reason)
    }

    /// The line that is being read.
    var line: Int { xml.line + skippedLines }

    /// Notes bytes that only our own scanner saw.
    func skip(_ count: Int) {
        let text = window.bytes.bindMemory(to: UInt8.self)
        if let start = text.baseAddress {
            skippedLines += secchi_count_byte(start, min(count, text.count), UInt8(ascii: "\n"))
        }
        window.drop(count)
    }
}

/// Where the batches of one table come from.
protocol RowSource: AnyObject {
    func next() throws(VOTableError) -> VOTableBatch?
}
