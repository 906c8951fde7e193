// SPDX-License-Identifier: Apache-2.0

/// The HDU that a writer is at: its header is written first and again at the end, when the counts and sums are known.
final class OpenHDU {
    enum Content {
        /// `nil` without data.
        case image(FITSPixelType, rowShape: [Int]?)
        case table([FITSColumnDefinition])
    }

    let content: Content
    let index: Int
    private let start: Int
    private let dataStart: Int
    private let cards: [FITSHeader.Card]

    init(
        _ content: Content, index: Int, cards: [FITSHeader.Card], name: String?, _ output: FITSOutput
    ) throws(FITSError) {
        self.content = content
        self.index = index
        self.cards =
            (name.map { [FITSHeader.Card(keyword: "EXTNAME", value: .text($0))] } ?? [])
            + cards.filter { !Self.isOurs($0.keyword, named: name != nil) }
        start = output.length
        let header = try Self.header(content, index, self.cards, rows: 0, sums: nil, output.name)
        try output.append(header)
        dataStart = output.length
        try output.startSum()
    }

    var rowLength: Int {
        switch content {
        case .image(let type, let rowShape): (rowShape ?? []).reduce(abs(type.rawValue) / 8, *)
        case .table(let columns): columns.reduce(0) { $0 + ($1.type.element.length(of: $1.count) ?? 0) }
        }
    }

    func end(_ output: FITSOutput) throws(FITSError) {
        let length = output.length - dataStart
        let rows = rowLength > 0 ? length / rowLength : 0
        guard rowLength == 0 || length % rowLength == 0 else {
            throw .unsupported(
                file: output.name, hdu: index, what: "\(length) bytes appended, which are no whole rows of \(rowLength)"
            )
        }
        try output.pad(with: 0)
        let dataSum = try output.endSum()
        try output.overwrite(
            Self.header(content, index, cards, rows: rows, sums: dataSum, output.name), at: start)
    }

    // MARK: -

    private static func header(
        _ content: Content, _ index: Int, _ cards: [FITSHeader.Card], rows: Int, sums dataSum: UInt32?, _ file: String
    ) throws(FITSError) -> [UInt8] {
        var writer = CardWriter()
        for card in structure(content, index, rows) + cards where !writer.append(card) {
            throw .badHeader(file: file, hdu: index, keyword: card.keyword, reason: "no FITS keyword")
        }
        // Both have the same place and length at the beginning and at the end.
        let zero = String(repeating: "0", count: 16)
        let checksum = writer.bytes.count
        _ = writer.append(.init(keyword: "CHECKSUM", value: .text(zero), comment: "sum of the HDU is -0"))
        _ = writer.append(.init(keyword: "DATASUM", value: .text(String(dataSum ?? 0)), comment: "sum of the data"))
        writer.end()
        guard let dataSum else { return writer.bytes }
        var bytes = writer.bytes
        bytes.replaceSubrange(checksum + 11..<checksum + 27, with: Checksum.text(of: bytes, dataSum: dataSum))
        return bytes
    }

    private static func structure(_ content: Content, _ index: Int, _ rows: Int) -> [FITSHeader.Card] {
        switch content {
        case .image(let type, let rowShape):
            var cards = [
                index == 0
                    ? FITSHeader.Card(
                        keyword: "SIMPLE", value: .logical(true), comment: "conforms to the FITS standard")
                    : FITSHeader.Card(keyword: "XTENSION", value: .text("IMAGE"), comment: "image extension"),
                .init(keyword: "BITPIX", value: .integer(type.rawValue), comment: "bits per value"),
            ]
            let axes = rowShape.map { $0 + [rows] } ?? []
            cards.append(.init(keyword: "NAXIS", value: .integer(axes.count), comment: "number of axes"))
            for (axis, length) in axes.enumerated() {
                cards.append(.init(keyword: "NAXIS\(axis + 1)", value: .integer(length)))
            }
            cards += index == 0 ? [.init(keyword: "EXTEND", value: .logical(true))] : extensionCounts
            return cards
        case .table(let columns):
            let width = columns.reduce(0) { $0 + ($1.type.element.length(of: $1.count) ?? 0) }
            let cards: [FITSHeader.Card] = [
                .init(keyword: "XTENSION", value: .text("BINTABLE"), comment: "binary table"),
                .init(keyword: "BITPIX", value: .integer(8)),
                .init(keyword: "NAXIS", value: .integer(2)),
                .init(keyword: "NAXIS1", value: .integer(width), comment: "bytes of a row"),
                .init(keyword: "NAXIS2", value: .integer(rows), comment: "rows"),
            ]
            return cards + extensionCounts
                + [.init(keyword: "TFIELDS", value: .integer(columns.count), comment: "columns")]
                + columns.enumerated().flatMap { describe($1, number: $0 + 1) }
        }
    }

    private static let extensionCounts: [FITSHeader.Card] = [
        .init(keyword: "PCOUNT", value: .integer(0)), .init(keyword: "GCOUNT", value: .integer(1)),
    ]

    private static func describe(_ column: FITSColumnDefinition, number: Int) -> [FITSHeader.Card] {
        var cards: [FITSHeader.Card] = [
            .init(keyword: "TTYPE\(number)", value: .text(column.name)),
            .init(keyword: "TFORM\(number)", value: .text("\(column.count)\(column.type.rawValue)")),
        ]
        func add(_ keyword: String, _ value: FITSValue?) {
            if let value { cards.append(.init(keyword: "\(keyword)\(number)", value: value)) }
        }
        add("TUNIT", column.unit.map { .text($0) })
        add("TNULL", column.null.map { .integer($0) })
        add("TCOMM", column.comment.map { .text($0) })
        add("TUCD", column.ucd.map { .text($0) })
        if !column.shape.isEmpty {
            add("TDIM", .text("(" + column.shape.map(String.init).joined(separator: ",") + ")"))
        }
        return cards
    }

    private static func isOurs(_ keyword: String, named: Bool) -> Bool {
        let fixed = [
            "SIMPLE", "XTENSION", "BITPIX", "EXTEND", "PCOUNT", "GCOUNT", "TFIELDS", "THEAP", "CHECKSUM", "DATASUM",
            "END",
            "CONTINUE",
        ]
        if fixed.contains(keyword) || (named && keyword == "EXTNAME") { return true }
        let name = keyword.prefix { $0.isLetter }
        guard keyword.dropFirst(name.count).allSatisfy(\.isNumber) else { return false }
        if name == "NAXIS" { return true }
        return keyword.count > name.count && ["TTYPE", "TFORM", "TUNIT", "TNULL", "TDIM", "TBCOL"].contains(name)
    }
}

extension FITSColumnDefinition.ElementType {
    var element: ElementType {
        switch self {
        case .logical: .logical
        case .byte: .byte
        case .int16: .int16
        case .int32: .int32
        case .int64: .int64
        case .text: .text
        case .float: .float
        case .double: .double
        }
    }
}
