// SPDX-License-Identifier: Apache-2.0

/// The keywords of one header-data unit, read liberally.
///
/// Archives write numbers as strings (`CRVAL1 = '1.0'`) and "D" exponents; ``double(_:)`` and ``integer(_:)`` take
/// both. Of a repeated keyword the first value counts. Keywords are upper case; `HIERARCH` keywords keep their words,
/// joined by a blank: `"ESO OBS NAME"`.
public struct FITSHeader: Sendable {
    /// One keyword with its value and comment.
    public struct Card: Sendable, Hashable {
        /// Upper case, at most 8 characters, or the words of a `HIERARCH` keyword joined by blanks.
        public var keyword: String
        /// `nil` for commentary cards and for keywords without a value.
        public var value: FITSValue?
        /// What stands after the slash, or the text of a commentary card; often the unit, in brackets.
        public var comment: String

        public init(keyword: String, value: FITSValue?, comment: String = "") {
            self.keyword = keyword
            self.value = value
            self.comment = comment
        }
    }

    private enum Storage {
        case raw(RawHeader)
        case cards([Card])
    }

    private var storage: Storage

    /// - Parameter cards: for a header to be written; of a repeated keyword the first value is looked up.
    public init(cards: [Card] = []) {
        storage = .cards(cards)
    }

    init(_ raw: RawHeader) {
        storage = .raw(raw)
    }

    /// In file order, commentary cards (COMMENT, HISTORY) included, their text in ``Card/comment``.
    ///
    /// - Complexity: decodes all cards of a header from a file; looking keywords up does not.
    public var cards: [Card] {
        get {
            switch storage {
            case .raw(let raw): raw.cards()
            case .cards(let cards): cards
            }
        }
        set { storage = .cards(newValue) }
    }

    /// The value of a keyword, given in upper case; `nil` if it is absent or has none.
    public subscript(_ keyword: String) -> FITSValue? {
        switch storage {
        case .raw(let raw): raw.value(keyword)
        case .cards(let cards): cards.first { $0.keyword == keyword }?.value
        }
    }

    /// Text of a keyword; numbers and logicals as the header spells them; `nil` if absent or blank.
    public func text(_ keyword: String) -> String? {
        switch self[keyword] {
        case .text(let text): text.utf8.allSatisfy { $0 <= 32 } ? nil : text
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

    /// The header as it stands in a file; `nil` if it was made from cards.
    var raw: RawHeader? {
        if case .raw(let raw) = storage { raw } else { nil }
    }

    private static func number(in text: String) -> Double? {
        var text = text
        let value = text.withUTF8 { NumberScanner.double(UnsafeRawBufferPointer($0)) }
        return value.isFinite ? value : nil
    }
}
