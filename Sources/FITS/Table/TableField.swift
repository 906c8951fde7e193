// SPDX-License-Identifier: Apache-2.0

/// One column as the reader needs it: where its bytes are and where its keywords are, without a `String`.
struct TableField: Sendable {
    /// Of binary tables; for ASCII tables `text` with the width of the field.
    var format = ColumnFormat.none
    /// Bytes from the start of the row.
    var offset = 0
    /// For ASCII tables: digits after an implied decimal point, for I, F, E and D fields.
    var impliedDecimals: Int?
    /// First eight characters of TTYPE, upper case, to skip what cannot match.
    var nameStart = KeywordWord(bits: KeywordWord.blanks)

    /// Card numbers of its keywords in the header; -1 without.
    var cards = Cards()

    struct Cards: Sendable {
        var type = -1
        var form = -1
        var unit = -1
        var scale = -1
        var zero = -1
        var null = -1
        var dimensions = -1
        var start = -1
    }
}

extension ColumnFormat {
    static let none = ColumnFormat(element: .text, repeatCount: 0, descriptor: nil, length: 0)

    init(element: ElementType, repeatCount: Int, descriptor: Descriptor?, length: Int) {
        self.element = element
        self.repeatCount = repeatCount
        self.descriptor = descriptor
        self.length = length
    }
}
