// SPDX-License-Identifier: Apache-2.0

/// The keywords of one header-data unit, read liberally.
///
/// Archives write numbers as strings (`CRVAL1 = '1.0'`) and "D" exponents; ``double(_:)`` and ``integer(_:)`` take both.
/// Of a repeated keyword the first value counts. Keywords are upper case; `HIERARCH` keywords keep their words, joined by a
/// blank: `"ESO OBS NAME"`.
public struct FITSHeader: Sendable {
    /// One keyword with its value and comment.
    public struct Card: Sendable, Hashable {
        public var keyword: String
        public var value: FITSValue?
        public var comment: String

        public init(keyword: String, value: FITSValue?, comment: String = "") {
            self.keyword = keyword
            self.value = value
            self.comment = comment
        }
    }

    /// In file order, commentary cards (COMMENT, HISTORY) included, their text in ``Card/comment``.
    public var cards: [Card]

    public init(cards: [Card] = []) {
        self.cards = cards
    }

    public subscript(_ keyword: String) -> FITSValue? {
        cards.first { $0.keyword == keyword }?.value
    }

    /// Text of a keyword; numbers and logicals as the header spells them; `nil` if absent or blank.
    public func text(_ keyword: String) -> String? {
        switch self[keyword] {
        case .text(let text): text.allSatisfy(\.isWhitespace) ? nil : text
        case .integer(let value): String(value)
        case .real(let value): String(value)
        case .logical(let value): value ? "T" : "F"
        case nil: nil
        }
    }

    /// A number, also from a string that holds one; never NaN or infinite.
    public func double(_ keyword: String) -> Double? {
        switch self[keyword] {
        case .integer(let value): Double(value)
        case .real(let value): value.isFinite ? value : nil
        case .text(let text): Self.number(in: text)
        default: nil
        }
    }

    /// A whole number, also from a string or a real that holds one.
    public func integer(_ keyword: String) -> Int? {
        if case .integer(let value) = self[keyword] { return value }
        return double(keyword).flatMap { Int(exactly: $0) }
    }

    private static func number(in text: String) -> Double? {
        let spelled = text.filter { !$0.isWhitespace }.replacing("D", with: "E").replacing("d", with: "e")
        return Double(spelled).flatMap { $0.isFinite ? $0 : nil }
    }
}
