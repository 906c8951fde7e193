// SPDX-License-Identifier: Apache-2.0

/// A header as it stands in the file, with an index of its keywords; values are decoded when asked for.
///
/// A file has hundreds of cards and a reader asks for thirty: one integer per card is kept to look them up.
final class RawHeader: Sendable {
    static let cardLength = 80

    private let bytes: [UInt8]
    private let start: Int
    /// The keyword of each card but END.
    let words: [UInt64]
    private let hasHierarch: Bool

    /// - Parameter start: where the first card is in `bytes`; the cards must lie within.
    init(bytes: [UInt8], start: Int, words: [UInt64]) {
        self.bytes = bytes
        self.start = start
        self.words = words
        hasHierarch = words.contains(KeywordWord.hierarch)
    }

    /// Where the first card called `word` is.
    func firstIndex(of word: KeywordWord) -> Int? {
        words.firstIndex(of: word.bits)
    }

    func value(_ keyword: String) -> FITSValue? {
        if let word = KeywordWord(keyword), let index = firstIndex(of: word) { return value(at: index) }
        guard hasHierarch else { return nil }
        let wanted = Array(keyword.uppercased().utf8)
        return words.indices.first { index in
            words[index] == KeywordWord.hierarch && withCard(at: index) { Self.isHierarch($0, wanted) }
        }.flatMap { value(at: $0) }
    }

    /// Whether the words before the `=` are `wanted`, whatever their case and however many blanks are between them.
    private static func isHierarch(_ card: UnsafeRawBufferPointer, _ wanted: [UInt8]) -> Bool {
        var place = 0
        var blank = false
        for byte in card[8...] {
            if byte == UInt8(ascii: "=") { break }
            if byte == 32 {
                blank = place > 0
                continue
            }
            if blank {
                guard place < wanted.count, wanted[place] == 32 else { return false }
                place += 1
                blank = false
            }
            let letter = 97...122 ~= byte ? byte - 32 : byte
            guard place < wanted.count, wanted[place] == letter else { return false }
            place += 1
        }
        return place == wanted.count
    }

    func value(at index: Int) -> FITSValue? { card(at: index, withComment: false).value }

    /// Lends the bytes of a value, of a text without its quotes, for parsers that need no `String`.
    func withText<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withCard(at: index) { card in
            let field = UnsafeRawBufferPointer(rebasing: card[Self.valueStart(card)...])
            return body(NumberScanner.trimmed(CardParser(field: field).spelledValue))
        }
    }

    /// All cards decoded, CONTINUE joined to the card before.
    func cards() -> [FITSHeader.Card] {
        var cards: [FITSHeader.Card] = []
        for index in words.indices where words[index] != KeywordWord.continuation {
            cards.append(card(at: index, withComment: true))
        }
        return cards
    }

    private func card(at index: Int, withComment: Bool) -> FITSHeader.Card {
        var (card, mayContinue) = withCard(at: index) { bytes in
            decode(bytes, word: words[index], withComment: withComment)
        }
        guard mayContinue, case .text(var text) = card.value else { return card }
        var next = index + 1
        while mayContinue, next < words.count, words[next] == KeywordWord.continuation {
            let (more, goesOn) = withCard(at: next) { bytes in
                let field = UnsafeRawBufferPointer(rebasing: bytes[8...])
                let parsed = CardParser(field: field).parse()
                let comment = withComment ? CardParser.text(field, parsed.comment) : ""
                return (FITSHeader.Card(keyword: "", value: parsed.value, comment: comment), parsed.mayContinue)
            }
            text.removeLast()
            if case .text(let rest) = more.value { text += rest }
            if !more.comment.isEmpty { card.comment += (card.comment.isEmpty ? "" : " ") + more.comment }
            mayContinue = goesOn
            next += 1
        }
        card.value = .text(text)
        return card
    }

    private func decode(
        _ card: UnsafeRawBufferPointer, word: UInt64, withComment: Bool
    ) -> (FITSHeader.Card, mayContinue: Bool) {
        let isHierarch = word == KeywordWord.hierarch
        let keyword = withComment ? (isHierarch ? Self.hierarchKeyword(card) : Self.keyword(word)) : ""
        let isCommentary = word == KeywordWord.comment || word == KeywordWord.history || word == KeywordWord.blanks
        guard !isCommentary, isHierarch || card[8] == UInt8(ascii: "="), Self.valueStart(card) < card.count else {
            let text = withComment ? CardParser.text(card, 8..<card.count) : ""
            return (.init(keyword: keyword, value: nil, comment: String(text.trimmingTrailingBlanks())), false)
        }
        let field = UnsafeRawBufferPointer(rebasing: card[Self.valueStart(card)...])
        let parsed = CardParser(field: field).parse()
        let comment = withComment ? CardParser.text(field, parsed.comment) : ""
        return (.init(keyword: keyword, value: parsed.value, comment: comment), parsed.mayContinue)
    }

    /// After the value indicator: column 10, or after the `=` of a HIERARCH card.
    private static func valueStart(_ card: UnsafeRawBufferPointer) -> Int {
        guard KeywordWord(card: card, at: 0).bits == KeywordWord.hierarch else { return 9 }
        return card[8...].firstIndex(of: UInt8(ascii: "=")).map { $0 + 1 } ?? card.count
    }

    private static func keyword(_ word: UInt64) -> String {
        withUnsafeBytes(of: word.littleEndian) { CardParser.text($0, 0..<8).trimmingTrailingBlanks() }
    }

    private static func hierarchKeyword(_ card: UnsafeRawBufferPointer) -> String {
        let end = card[8...].firstIndex(of: UInt8(ascii: "=")) ?? card.count
        return CardParser.text(card, 8..<end).split(separator: " ").joined(separator: " ").uppercased()
    }

    private func withCard<Result>(at index: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { all in
            let offset = start + index * Self.cardLength
            return body(UnsafeRawBufferPointer(rebasing: all[offset..<offset + Self.cardLength]))
        }
    }
}

extension String {
    func trimmingTrailingBlanks() -> String {
        guard let last = utf8.last, last == 32 || last == 0 else { return self }
        var end = utf8.endIndex
        while end > utf8.startIndex, [32, 0].contains(utf8[utf8.index(before: end)]) { end = utf8.index(before: end) }
        return String(self[..<end])
    }
}
