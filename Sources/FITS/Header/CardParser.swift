// SPDX-License-Identifier: Apache-2.0

/// Reads the value and comment of one 80-byte card (FITS 4.0 §4.2).
struct CardParser {
    /// The card after its keyword and value indicator.
    private let field: UnsafeRawBufferPointer

    /// - Parameter field: what follows `KEYWORD =`.
    init(field: UnsafeRawBufferPointer) {
        self.field = field
    }

    struct Parsed {
        var value: FITSValue?
        var comment: Range<Int>
        /// A text that ends in `&` may go on in a CONTINUE card.
        var mayContinue = false
    }

    func parse() -> Parsed {
        guard let start = field.firstIndex(where: { $0 != 32 }) else { return Parsed(value: nil, comment: 0..<0) }
        if field[start] == UInt8(ascii: "'") {
            let (content, end, doubled) = quoted(from: start)
            let text = Self.text(field, content, halvingQuotes: doubled)
            return Parsed(
                value: .text(text), comment: comment(from: end),
                mayContinue: !content.isEmpty && field[content.upperBound - 1] == UInt8(ascii: "&"))
        }
        let end = field[start...].firstIndex(of: UInt8(ascii: "/")) ?? field.count
        return Parsed(value: Self.unquoted(slice(start..<end)), comment: comment(from: end))
    }

    /// The bytes of the value; of a text what is between the quotes, doubled ones still doubled.
    var spelledValue: UnsafeRawBufferPointer {
        guard let start = field.firstIndex(where: { $0 != 32 }) else { return slice(0..<0) }
        if field[start] == UInt8(ascii: "'") { return slice(quoted(from: start).content) }
        return slice(start..<(field[start...].firstIndex(of: UInt8(ascii: "/")) ?? field.count))
    }

    /// The text between quotes at `start`, without trailing blanks; where the closing quote is missing, all the rest.
    private func quoted(from start: Int) -> (content: Range<Int>, end: Int, doubled: Bool) {
        var position = start + 1
        var doubled = false
        while position < field.count {
            if field[position] == UInt8(ascii: "'") {
                if position + 1 < field.count, field[position + 1] == UInt8(ascii: "'") {
                    doubled = true
                    position += 1
                } else if closes(at: position) {
                    break
                }
            }
            position += 1
        }
        var last = min(position, field.count)
        while last > start + 1, field[last - 1] == 32 || field[last - 1] == 0 { last -= 1 }
        return (start + 1..<last, min(position + 1, field.count), doubled)
    }

    /// Some write 'O'Meara' without doubling: a quote closes where a blank, a comment or nothing follows it.
    private func closes(at quote: Int) -> Bool {
        guard quote + 1 < field.count else { return true }
        let next = field[quote + 1]
        return next <= 32 || next == UInt8(ascii: "/") || !field[(quote + 1)...].contains(UInt8(ascii: "'"))
    }

    private func comment(from end: Int) -> Range<Int> {
        guard let slash = field[end...].firstIndex(of: UInt8(ascii: "/")) else { return 0..<0 }
        var lower = slash + 1
        var upper = field.count
        while lower < upper, field[lower] == 32 { lower += 1 }
        while upper > lower, field[upper - 1] <= 32 { upper -= 1 }
        return lower..<upper
    }

    private static func unquoted(_ bytes: UnsafeRawBufferPointer) -> FITSValue? {
        let token = NumberScanner.trimmed(bytes)
        switch token.count {
        case 0: return nil
        case 1 where token[0] == UInt8(ascii: "T"): return .logical(true)
        case 1 where token[0] == UInt8(ascii: "F"): return .logical(false)
        default: break
        }
        switch NumberScanner.scan(token) {
        case .integer(let value): return .integer(value)
        case .real(let value): return .real(value)
        case nil: return .text(text(token, 0..<token.count, halvingQuotes: false))
        }
    }

    private func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: field[range])
    }

    /// Characters of a header or table: UTF-8 where it is, else Latin-1, as old files have it.
    static func text(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, halvingQuotes: Bool = false) -> String {
        let slice = UnsafeRawBufferPointer(rebasing: bytes[range])
        let spelled =
            String(validating: slice, as: UTF8.self)
            ?? String(String.UnicodeScalarView(slice.lazy.map { Unicode.Scalar($0) }))
        return halvingQuotes ? spelled.replacing("''", with: "'") : spelled
    }
}
