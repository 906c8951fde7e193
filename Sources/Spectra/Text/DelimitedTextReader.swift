// SPDX-License-Identifier: Apache-2.0

/// Reads text tables record by record: CSV by RFC 4180, tab-separated, and columns set apart by blanks.
///
/// Memory is one record and a block of the file, whatever the length. Quoted fields may hold delimiters, doubled quotes
/// and line ends; lines may end in LF, CR LF or CR; empty lines and comment lines are passed over. Gzip-wrapped files
/// are unpacked on the way.
///
/// ```swift
/// var reader = try DelimitedTextReader(contentsOf: "table.csv")
/// while try reader.nextRecord() {
///     let id = reader.text(0)
///     let flux = reader.number(1)     // nil if the field is no number
/// }
/// ```
public struct DelimitedTextReader: ~Copyable {
    /// The path or name used in messages.
    public let name: String
    /// As given, or as guessed from the first 64 kB.
    public let format: DelimitedTextFormat
    /// 1-based line in which the current record begins.
    public private(set) var line = 0
    /// Comment lines met so far, without their mark; at most a thousand are kept.
    public private(set) var comments: [String] = []
    /// The largest record, in bytes, and the most fields in one.
    public static let recordLimit = 1 << 28
    /// The most fields in one record; more are an error.
    public static let fieldLimit = 1 << 24

    private var block: TextBlock
    private var fields: ContiguousArray<TextField> = []
    private var nextLine = 1
    private let classes: ByteClasses

    /// Opens a file on disk, gzip-wrapped or not.
    ///
    /// - Parameter format: guessed from the first 64 kB if `nil`.
    /// - Throws: ``SpectrumError/system(file:reason:)`` if the file cannot be read.
    public init(contentsOf path: String, format: DelimitedTextFormat? = nil) throws(SpectrumError) {
        try self.init(block: TextBlock(source: TextSource(path: path)), name: path, format: format)
    }

    /// Reads text that is in memory, gzip-wrapped or not.
    ///
    /// - Throws: ``SpectrumError`` if a gzip wrapper is damaged.
    public init(bytes: [UInt8], name: String, format: DelimitedTextFormat? = nil) throws(SpectrumError) {
        try self.init(block: TextBlock(source: TextSource(bytes: bytes, name: name)), name: name, format: format)
    }

    private init(block: consuming TextBlock, name: String, format: DelimitedTextFormat?) throws(SpectrumError) {
        var block = block
        try block.fill()
        block.skipByteOrderMark()
        self.name = name
        let format = format ?? DelimitedTextFormat(guessing: block.unread)
        self.format = format
        classes = ByteClasses(format)
        self.block = block
    }

    /// Moves to the next record; false at the end.
    ///
    /// - Throws: ``SpectrumError/badText(file:line:reason:)`` for an unclosed quote or a record over the limits.
    public mutating func nextRecord() throws(SpectrumError) -> Bool {
        while true {
            fields.removeAll(keepingCapacity: true)
            var scanner = RecordScanner(classes: classes)
            let end = scanner.scan(block.unread, isLast: block.isAtEnd, into: &fields)
            switch end {
            case .needsMore:
                guard block.unread.count < Self.recordLimit else { throw tooLong("a record of more than 256 MB") }
                try block.fill()
            case .nothing:
                return false
            case .tooManyFields:
                throw tooLong("more than \(Self.fieldLimit) fields in one record")
            case .openQuote(let lines):
                throw .badText(
                    file: name, line: nextLine + lines, reason: "a quotation mark opens a field and is never closed")
            case .comment(let range, let used):
                if comments.count < 1000 { comments.append(block.text(range)) }
                block.advance(by: used)
                nextLine += 1
            case .blank(let used):
                block.advance(by: used)
                nextLine += 1
            case .record(let used, let lines):
                line = nextLine
                nextLine += lines
                block.advance(by: used)
                return true
            }
        }
    }

    /// Fields in the current record.
    public var fieldCount: Int { fields.count }

    /// Field `index` of the current record, without its quotes; invalid UTF-8 is repaired.
    public func text(_ index: Int) -> String {
        let field = fields[index]
        let raw = block.lastText(field.range)
        return field.hasDoubledQuotes ? raw.replacing("\"\"", with: "\"") : raw
    }

    /// The fields of the current record.
    public func texts() -> [String] {
        var texts: [String] = []
        for index in fields.indices { texts.append(text(index)) }
        return texts
    }

    /// The number in field `index`, correctly rounded; `nil` if it holds none.
    public func number(_ index: Int) -> Double? {
        DecimalNumber.parse(bytes(index), decimalComma: format.decimalComma)
    }

    /// Appends fields `range` as numbers in single precision; an empty field is NaN.
    ///
    /// - Throws: ``SpectrumError/badText(file:line:reason:)`` naming the field that is neither a number nor empty.
    public func appendNumbers(_ range: Range<Int>, to numbers: inout [Float]) throws(SpectrumError) {
        for index in range {
            let bytes = bytes(index)
            if let value = DecimalNumber.parseFloat(bytes, decimalComma: format.decimalComma) {
                numbers.append(value)
            } else if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
                numbers.append(.nan)
            } else {
                throw .badText(
                    file: name, line: line,
                    reason: "field \(index + 1) is \"\(text(index).prefix(40))\" where a number belongs")
            }
        }
    }

    /// The bytes of a field, valid until the next record is read.
    private func bytes(_ index: Int) -> UnsafeRawBufferPointer { block.lastBytes(fields[index].range) }

    private func tooLong(_ what: String) -> SpectrumError {
        .badText(file: name, line: nextLine, reason: what + "; is this a text table?")
    }
}
