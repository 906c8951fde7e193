// SPDX-License-Identifier: Apache-2.0

/// Where a field lies, from the start of its record; quotes around it left out.
struct TextField {
    var start: Int32
    var end: Int32
    var hasDoubledQuotes: Bool

    var range: Range<Int> { Int(start)..<Int(end) }
}

/// What bytes mean in one format.
struct ByteClasses: Sendable {
    private let delimiter: UInt8
    /// The tab among blanks; else the same as ``delimiter``.
    private let other: UInt8
    let joinsDelimiters: Bool
    let comment: UInt8?

    init(_ format: DelimitedTextFormat) {
        delimiter = format.delimiter.byte
        joinsDelimiters = format.delimiter == .whitespace
        other = joinsDelimiters ? 0x09 : delimiter
        comment = format.comment?.asciiValue
    }

    @inline(__always)
    func isDelimiter(_ byte: UInt8) -> Bool { byte == delimiter || byte == other }

    @inline(__always)
    func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    @inline(__always)
    func isOrdinary(_ byte: UInt8) -> Bool { !isDelimiter(byte) && !isLineEnd(byte) }
}

/// Splits the record at the start of some bytes into fields. It keeps nothing between calls.
struct RecordScanner {
    enum Result {
        /// Bytes to advance by, and line ends among them.
        case record(used: Int, lines: Int)
        case comment(Range<Int>, used: Int)
        case blank(used: Int)
        /// The record goes on after the given bytes.
        case needsMore
        case nothing
        case openQuote(lines: Int)
        case tooManyFields
    }

    let classes: ByteClasses

    mutating func scan(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, into fields: inout ContiguousArray<TextField>
    ) -> Result {
        guard !bytes.isEmpty else { return isLast ? .nothing : .needsMore }
        var index = 0
        // The first byte that is not blank tells an empty line and a comment.
        while index < bytes.count, bytes[index] == 0x20 || (bytes[index] == 0x09 && classes.joinsDelimiters) {
            index += 1
        }
        if index == bytes.count { return isLast ? .blank(used: index) : .needsMore }
        if classes.isLineEnd(bytes[index]) {
            return lineEnd(bytes, index, isLast).map { .blank(used: $0) } ?? .needsMore
        }
        if bytes[index] == classes.comment { return comment(bytes, from: index + 1, isLast) }
        return record(bytes, from: classes.joinsDelimiters ? index : 0, isLast, into: &fields)
    }

    private func record(
        _ bytes: UnsafeRawBufferPointer, from start: Int, _ isLast: Bool, into fields: inout ContiguousArray<TextField>
    ) -> Result {
        var index = start
        var lines = 1
        let count = bytes.count
        while true {
            if index < count, bytes[index] == UInt8(ascii: "\"") {
                switch quoted(bytes, from: index, isLast, &lines) {
                case .field(let field, let next):
                    fields.append(field)
                    index = next
                case .needsMore: return .needsMore
                case .open: return .openQuote(lines: 0)
                case .literal:
                    index = plain(bytes, from: index, into: &fields)
                }
            } else {
                index = plain(bytes, from: index, into: &fields)
            }
            guard fields.count <= DelimitedTextReader.fieldLimit else { return .tooManyFields }
            if index == count { return isLast ? .record(used: count, lines: lines) : .needsMore }
            if classes.isLineEnd(bytes[index]) {
                return lineEnd(bytes, index, isLast).map { .record(used: $0, lines: lines) } ?? .needsMore
            }
            index += 1
            guard classes.joinsDelimiters else { continue }
            while index < count, classes.isDelimiter(bytes[index]) { index += 1 }
            if index == count { return isLast ? .record(used: count, lines: lines) : .needsMore }
            if classes.isLineEnd(bytes[index]) {
                return lineEnd(bytes, index, isLast).map { .record(used: $0, lines: lines) } ?? .needsMore
            }
        }
    }

    /// Takes an unquoted field; returns the place of the byte that ends it.
    @inline(__always)
    private func plain(
        _ bytes: UnsafeRawBufferPointer, from start: Int, into fields: inout ContiguousArray<TextField>
    ) -> Int {
        var index = start
        while index < bytes.count, classes.isOrdinary(bytes[index]) { index += 1 }
        fields.append(TextField(start: Int32(start), end: Int32(index), hasDoubledQuotes: false))
        return index
    }

    private enum Quoted { case field(TextField, Int), needsMore, open, literal }

    /// Takes a quoted field. Text after the closing quote makes the field a literal one: `"a"b` is as it stands. Among
    /// columns set apart by blanks, where texts with quotes stand unprotected, a quote not closed on its line is
    /// literal too.
    private func quoted(_ bytes: UnsafeRawBufferPointer, from start: Int, _ isLast: Bool, _ lines: inout Int) -> Quoted
    {
        var index = start + 1
        var innerLines = 0
        var hasDoubled = false
        while index < bytes.count {
            let byte = bytes[index]
            if classes.joinsDelimiters, classes.isLineEnd(byte) { return .literal }
            if byte == 0x0A || (byte == 0x0D && !(index + 1 < bytes.count && bytes[index + 1] == 0x0A)) {
                innerLines += 1
            }
            guard byte == UInt8(ascii: "\"") else {
                index += 1
                continue
            }
            guard index + 1 < bytes.count || isLast else { return .needsMore }
            if index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "\"") {
                hasDoubled = true
                index += 2
                continue
            }
            let next = index + 1
            guard next == bytes.count || !classes.isOrdinary(bytes[next]) else {
                return .literal
            }
            lines += innerLines
            return .field(TextField(start: Int32(start + 1), end: Int32(index), hasDoubledQuotes: hasDoubled), next)
        }
        guard isLast else { return .needsMore }
        return classes.joinsDelimiters ? .literal : .open
    }

    private func comment(_ bytes: UnsafeRawBufferPointer, from start: Int, _ isLast: Bool) -> Result {
        var index = start
        while index < bytes.count, !classes.isLineEnd(bytes[index]) { index += 1 }
        if index == bytes.count { return isLast ? .comment(start..<index, used: index) : .needsMore }
        return lineEnd(bytes, index, isLast).map { .comment(start..<index, used: $0) } ?? .needsMore
    }

    /// The place after the line end at `index`; `nil` if an LF may still follow a CR.
    private func lineEnd(_ bytes: UnsafeRawBufferPointer, _ index: Int, _ isLast: Bool) -> Int? {
        guard bytes[index] == 0x0D else { return index + 1 }
        guard index + 1 < bytes.count else { return isLast ? index + 1 : nil }
        return bytes[index + 1] == 0x0A ? index + 2 : index + 1
    }
}
