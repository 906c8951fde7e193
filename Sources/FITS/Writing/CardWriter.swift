// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Spells keywords as 80-byte cards (FITS 4.0 §4.2).
struct CardWriter {
    private(set) var bytes: [UInt8] = []

    /// How `card` is written; several cards where its text is long.
    ///
    /// - Returns: `false` if its keyword cannot be one.
    mutating func append(_ card: FITSHeader.Card) -> Bool {
        let keyword = card.keyword.uppercased()
        if ["COMMENT", "HISTORY", ""].contains(keyword) {
            appendCommentary(keyword, Self.ascii(card.comment))
            return true
        }
        guard let start = Self.start(keyword) else { return false }
        let comment = Self.ascii(card.comment)
        if case .text(let text) = card.value {
            appendText(start, Self.ascii(text), comment)
        } else {
            // Fixed format: numbers end in column 30.
            let value = Self.spelled(card.value)
            let blanks = String(repeating: " ", count: max(0, (start.count == 10 ? 20 : 0) - value.count))
            appendCard(start + blanks + value, comment)
        }
        return true
    }

    /// Of a card that is overwritten later, one line.
    static func card(_ keyword: String, _ value: FITSValue?, _ comment: String) -> [UInt8] {
        var writer = CardWriter()
        return writer.append(.init(keyword: keyword, value: value, comment: comment)) ? writer.bytes : []
    }

    mutating func end() {
        appendLine("END")
        let excess = bytes.count % HDUScanner.blockLength
        if excess > 0 { bytes.append(contentsOf: repeatElement(32, count: HDUScanner.blockLength - excess)) }
    }

    /// `KEYWORD = `, or `HIERARCH LONG KEYWORD = `.
    private static func start(_ keyword: String) -> String? {
        let isWord = { (word: Substring) in
            word.utf8.allSatisfy { "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8.contains($0) }
        }
        let words = keyword.split(separator: " ")
        guard !words.isEmpty, words.allSatisfy(isWord) else { return nil }
        if words.count == 1, keyword.utf8.count <= 8 { return keyword.padding(8) + "= " }
        let start = "HIERARCH " + words.joined(separator: " ") + " = "
        return start.utf8.count <= 50 ? start : nil
    }

    private static func spelled(_ value: FITSValue?) -> String {
        switch value {
        case .logical(let value): value ? "T" : "F"
        case .integer(let value): String(value)
        case .real(let value): value.isFinite ? spelled(value) : ""
        case .text(let text): text
        case nil: ""
        }
    }

    /// The shortest spelling that reads back equal, with a decimal point.
    private static func spelled(_ value: Double) -> String {
        let shortest = "\(value)".uppercased()
        guard let exponent = shortest.firstIndex(of: "E"), !shortest.contains(".") else { return shortest }
        return shortest[..<exponent] + ".0" + shortest[exponent...]
    }

    private mutating func appendText(_ start: String, _ text: String, _ comment: String) {
        let quoted = text.replacing("'", with: "''")
        if start.utf8.count + quoted.utf8.count + 2 <= RawHeader.cardLength {
            let value = "'" + quoted.padding(start.utf8.count == 10 ? 8 : 0) + "'"
            appendCard((start + value).padding(30), comment)
            return
        }
        // The long-string convention: each piece but the last ends in &.
        var rest = text[...]
        var lead = start
        while true {
            let room = RawHeader.cardLength - lead.utf8.count - 3
            var piece = ""
            while let character = rest.first {
                let spelled = character == "'" ? "''" : String(character)
                guard piece.utf8.count + spelled.utf8.count <= room else { break }
                piece += spelled
                rest.removeFirst()
            }
            if rest.isEmpty, comment.isEmpty || lead.utf8.count + piece.utf8.count + comment.utf8.count + 5 <= 80 {
                appendCard("\(lead)'\(piece)'", comment)
                return
            }
            appendLine("\(lead)'\(piece)&'")
            if rest.isEmpty {
                appendCard("CONTINUE  ''", comment)
                return
            }
            lead = "CONTINUE  "
        }
    }

    private mutating func appendCommentary(_ keyword: String, _ text: String) {
        var rest = text[...]
        repeat {
            appendLine(keyword.padding(8) + rest.prefix(RawHeader.cardLength - 8))
            rest = rest.dropFirst(RawHeader.cardLength - 8)
        } while !rest.isEmpty
    }

    private mutating func appendCard(_ card: String, _ comment: String) {
        appendLine(comment.isEmpty ? card : card + " / " + comment)
    }

    private mutating func appendLine(_ line: String) {
        let line = line.utf8.prefix(RawHeader.cardLength)
        bytes.append(contentsOf: line)
        bytes.append(contentsOf: repeatElement(32, count: RawHeader.cardLength - line.count))
    }

    /// Printable ASCII: letters without their accents, "?" for what is left.
    static func ascii(_ text: String) -> String {
        if text.utf8.allSatisfy({ 32...126 ~= $0 }) { return text }
        let folded = text.folding(options: .diacriticInsensitive, locale: nil)
        return String(folded.map { $0.isASCII && 32...126 ~= ($0.asciiValue ?? 0) ? $0 : "?" })
    }
}

extension String {
    fileprivate func padding(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - utf8.count))
    }
}
