// SPDX-License-Identifier: Apache-2.0

extension TableLayout {
    /// One pass over the keywords: which card tells what of which column. Of repeated cards the first counts.
    static func fields(_ raw: RawHeader, _ count: Int) -> [TableField] {
        var fields = [TableField](repeating: TableField(), count: count)
        for (card, bits) in raw.words.enumerated() where UInt8(truncatingIfNeeded: bits) == UInt8(ascii: "T") {
            let word = KeywordWord(bits: bits)
            let letters = word.hasPrefix(dimensions, letters: 4) ? 4 : 5
            guard let number = word.number(after: letters), number <= count else { continue }
            note(card, word, letters, in: &fields[number - 1].cards)
        }
        return fields
    }

    private static func note(_ card: Int, _ word: KeywordWord, _ letters: Int, in cards: inout TableField.Cards) {
        if letters == 4 {
            if cards.dimensions < 0 { cards.dimensions = card }
            return
        }
        switch word.bits & 0xFF_FFFF_FFFF {
        case type: if cards.type < 0 { cards.type = card }
        case form: if cards.form < 0 { cards.form = card }
        case unit: if cards.unit < 0 { cards.unit = card }
        case scale: if cards.scale < 0 { cards.scale = card }
        case zero: if cards.zero < 0 { cards.zero = card }
        case null: if cards.null < 0 { cards.null = card }
        case start: if cards.start < 0 { cards.start = card }
        default: break
        }
    }

    private static func five(_ name: String) -> UInt64 { KeywordWord(prefixOf: name.utf8).bits & 0xFF_FFFF_FFFF }
    private static let type = five("TTYPE")
    private static let form = five("TFORM")
    private static let unit = five("TUNIT")
    private static let scale = five("TSCAL")
    private static let zero = five("TZERO")
    private static let null = five("TNULL")
    private static let start = five("TBCOL")
    private static let dimensions = KeywordWord(prefixOf: "TDIM".utf8)

    static func placeBinary(
        _ fields: inout [TableField], _ raw: RawHeader, _ data: DataUnit, _ rowLength: Int
    ) throws(FITSError) {
        var offset = 0
        for index in fields.indices {
            let cards = fields[index].cards
            guard cards.form >= 0, let format = raw.withText(at: cards.form, { ColumnFormat($0) }) else {
                throw data.badHeader("TFORM\(index + 1)", "no column format that FITS knows")
            }
            guard format.length <= rowLength - offset else {
                throw data.badHeader("TFORM\(index + 1)", "the columns take more than the \(rowLength) bytes of a row")
            }
            fields[index].format = format
            fields[index].offset = offset
            fields[index].nameStart = nameStart(cards, raw)
            offset += format.length
        }
    }

    static func placeASCII(
        _ fields: inout [TableField], _ raw: RawHeader, _ data: DataUnit, _ rowLength: Int
    ) throws(FITSError) {
        for index in fields.indices {
            let cards = fields[index].cards
            guard cards.form >= 0, let (width, decimals) = raw.withText(at: cards.form, asciiFormat) else {
                throw data.badHeader("TFORM\(index + 1)", "no format of an ASCII table")
            }
            guard cards.start >= 0, case .integer(let start) = raw.withText(at: cards.start, NumberScanner.scan),
                start >= 1, start <= rowLength, width <= rowLength - start + 1
            else {
                throw data.badHeader(
                    "TBCOL\(index + 1)", "the column does not lie within the \(rowLength) bytes of a row")
            }
            fields[index].format = ColumnFormat(element: .text, repeatCount: width, descriptor: nil, length: width)
            fields[index].offset = start - 1
            fields[index].impliedDecimals = decimals
            fields[index].nameStart = nameStart(cards, raw)
        }
    }

    private static func nameStart(_ cards: TableField.Cards, _ raw: RawHeader) -> KeywordWord {
        cards.type < 0
            ? KeywordWord(bits: KeywordWord.blanks) : raw.withText(at: cards.type) { KeywordWord(prefixOf: $0) }
    }

    /// Width and decimals of A8, I6, F10.4, E15.7, D25.17; text has no decimals.
    private static func asciiFormat(_ text: UnsafeRawBufferPointer) -> (width: Int, decimals: Int?)? {
        guard let letter = text.first, "AIFED".utf8.contains(letter & ~32) else { return nil }
        let parts = text.dropFirst().split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, case .integer(let width)? = NumberScanner.scan(.init(rebasing: first)),
            width >= 0
        else { return nil }
        if letter & ~32 == UInt8(ascii: "A") { return (width, nil) }
        guard parts.count > 1, case .integer(let decimals)? = NumberScanner.scan(.init(rebasing: parts[1])) else {
            return (width, 0)
        }
        return (width, max(0, min(decimals, 300)))
    }
}
