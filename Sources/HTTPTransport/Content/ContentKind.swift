// SPDX-License-Identifier: Apache-2.0

/// What bytes are, by their beginning; suffixes and headers are never believed.
public enum ContentKind: String, Sendable, Hashable, Codable {
    case empty, fits, voTable, html, xml, gzip, text, image, pdf, unknown
    case bzip2, compress, zip, json

    /// Looks at the first bytes; 4096 are enough.
    public init(sniffing bytes: some RandomAccessCollection<UInt8>) {
        guard !bytes.isEmpty else {
            self = .empty
            return
        }
        if let known = Self.magic.first(where: { bytes.starts(with: $0.start) }) {
            self = known.kind
            return
        }
        let isWide = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let window = bytes.dropFirst(isWide ? 2 : isMarked ? 3 : 0).prefix(4096)
        // The letters of UTF-16 have zeroes between them, with or without a mark.
        let start = window.drop { $0 == 0x20 || (0x09...0x0D).contains($0) || (isWide && $0 == 0) }
        if start.first == UInt8(ascii: "<") || (start.first == 0 && start.dropFirst().first == UInt8(ascii: "<")) {
            self = Self.markup(start.filter { $0 != 0 })
        } else if !Self.isText(isWide ? window.filter { $0 != 0 } : Array(window)) {
            self = .unknown
        } else {
            self = start.first == UInt8(ascii: "{") || start.first == UInt8(ascii: "[") ? .json : .text
        }
    }

    /// The word for messages, with its article.
    public var article: String {
        switch self {
        case .empty: "nothing"
        case .fits: "a FITS file"
        case .voTable: "a VOTable"
        case .html: "an HTML page"
        case .xml: "an XML document"
        case .gzip: "a gzip file"
        case .bzip2: "a bzip2 file"
        case .compress: "a compressed file"
        case .zip: "a zip archive"
        case .json: "a JSON document"
        case .text: "a text"
        case .image: "a picture"
        case .pdf: "a PDF document"
        case .unknown: "something unknown"
        }
    }

    private static let magic: [(start: [UInt8], kind: ContentKind)] = [
        (Array("SIMPLE ".utf8), .fits), (Array("SIMPLE=".utf8), .fits),
        ([0x1F, 0x8B], .gzip), (Array("BZh".utf8), .bzip2), ([0x1F, 0x9D], .compress),
        (Array("PK\u{3}\u{4}".utf8), .zip), (Array("PK\u{5}\u{6}".utf8), .zip),
        (Array("%PDF-".utf8), .pdf), ([0x89, 0x50, 0x4E, 0x47], .image), ([0xFF, 0xD8, 0xFF], .image),
        (Array("GIF8".utf8), .image),
    ]

    /// Tells VOTable, HTML and other XML apart by the first element.
    private static func markup(_ bytes: [UInt8]) -> ContentKind {
        var rest = String(decoding: bytes, as: UTF8.self).lowercased()[...]
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...].dropFirst()
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { return .xml }
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("!doctype") {
                let name = rest.dropFirst(8).drop(while: \.isWhitespace).prefix(while: \.isLetter)
                if name == "html" { return .html }
                if name == "votable" { return .voTable }
            } else if !rest.hasPrefix("?"), !rest.hasPrefix("!") {
                let name = rest.prefix { $0.isLetter || $0.isNumber || "_-.:".contains($0) }
                switch name.split(separator: ":").last {
                case "votable": return .voTable
                case "html", "head", "body", "title", "h1", "p", "center", "table", "script": return .html
                default: return name.isEmpty ? .text : .xml
                }
            }
        }
        return .xml
    }

    /// Text has no NUL and next to no control characters.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        var controls = 0
        for byte in bytes {
            if byte == 0 { return false }
            if byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1A { controls += 1 }
        }
        return controls * 100 <= bytes.count
    }
}
