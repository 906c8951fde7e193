// SPDX-License-Identifier: Apache-2.0

/// How the fields of a text table are set apart.
public struct DelimitedTextFormat: Sendable, Hashable {
    /// What stands between two fields.
    public enum Delimiter: Sendable, Hashable {
        /// One character each; two in a row have an empty field between them.
        case comma, tab, semicolon, bar
        /// Any run of blanks and tabs; those at the ends of a line do not count.
        case whitespace

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .tab: UInt8(ascii: "\t")
            case .semicolon: UInt8(ascii: ";")
            case .bar: UInt8(ascii: "|")
            case .whitespace: UInt8(ascii: " ")
            }
        }
    }

    /// What stands between two fields; the same in all lines.
    public var delimiter: Delimiter
    /// Whether numbers are written "6562,8", as in much of Europe; never with ``Delimiter/comma``.
    public var decimalComma: Bool
    /// A line that begins with this character is a comment; `nil` if there are none.
    public var comment: Character?

    /// - Parameters:
    /// - decimalComma: passed over for ``Delimiter/comma``, which could not be told from it.
    /// - comment: `nil` for files in which every line is a record.
    public init(_ delimiter: Delimiter, decimalComma: Bool = false, comment: Character? = "#") {
        self.delimiter = delimiter
        self.decimalComma = decimalComma && delimiter != .comma
        self.comment = comment
    }

    /// Comma-separated values (RFC 4180).
    public static let csv = DelimitedTextFormat(.comma)

    /// Guesses from the first lines: the delimiter that stands in most of them, outside of quotes; blanks if none does.
    ///
    /// - Parameter start: the beginning of the text; 64 kB are plenty.
    public init(guessing start: some Sequence<UInt8>) {
        var guess = DelimiterGuess()
        for byte in start.prefix(1 << 16) where !guess.isDone { guess.add(byte) }
        self.init(guess.delimiter, decimalComma: guess.usesDecimalComma)
    }
}

/// Counts the lines in which each delimiter occurs.
private struct DelimiterGuess {
    private static let candidates: [DelimitedTextFormat.Delimiter] = [.tab, .semicolon, .bar, .comma]
    private var linesWith = [0, 0, 0, 0]
    private var seenInLine = [false, false, false, false]
    private var lines = 0
    private var lineIsEmpty = true
    private var lineIsComment = false
    private var quoted = false
    private var previous: UInt8 = 0
    private var commasBetweenDigits = 0
    private var commasElsewhere = 0
    private var pointsBetweenDigits = 0
    private var before: UInt8 = 0

    var isDone: Bool { lines >= 200 }

    mutating func add(_ byte: UInt8) {
        defer {
            before = previous
            previous = byte
        }
        if byte == UInt8(ascii: "\""), !lineIsComment {
            quoted.toggle()
            lineIsEmpty = false
            return
        }
        guard !quoted else { return }
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            endLine()
            return
        }
        if lineIsEmpty, byte != UInt8(ascii: " ") {
            lineIsEmpty = false
            lineIsComment = byte == UInt8(ascii: "#")
        }
        guard !lineIsComment else { return }
        for (index, candidate) in Self.candidates.enumerated() where byte == candidate.byte { seenInLine[index] = true }
        if previous == UInt8(ascii: ","), Self.isDigit(before), Self.isDigit(byte) {
            commasBetweenDigits += 1
        } else if previous == UInt8(ascii: ",") {
            commasElsewhere += 1
        } else if previous == UInt8(ascii: "."), Self.isDigit(before), Self.isDigit(byte) {
            pointsBetweenDigits += 1
        }
    }

    private mutating func endLine() {
        if !lineIsEmpty, !lineIsComment {
            lines += 1
            for index in seenInLine.indices where seenInLine[index] { linesWith[index] += 1 }
        }
        seenInLine = [false, false, false, false]
        lineIsEmpty = true
        lineIsComment = false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// The counts with a last line that has no end.
    private var finished: DelimiterGuess {
        var copy = self
        copy.endLine()
        return copy
    }

    var delimiter: DelimitedTextFormat.Delimiter {
        let counts = finished
        for (index, candidate) in Self.candidates.enumerated() where counts.linesWith[index] * 2 > counts.lines {
            return candidate == .comma && usesDecimalComma ? .whitespace : candidate
        }
        return .whitespace
    }

    /// Commas only between digits, no decimal points, and something else that separates.
    var usesDecimalComma: Bool {
        let counts = finished
        let others = counts.linesWith[0..<3].contains { $0 * 2 > counts.lines }
        return commasBetweenDigits > 0 && commasElsewhere == 0 && pointsBetweenDigits == 0 && others
    }
}
