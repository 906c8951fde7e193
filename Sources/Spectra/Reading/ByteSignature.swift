// SPDX-License-Identifier: Apache-2.0

/// What the first bytes of a file say it is. Suffixes and headers of a transfer are never believed.
enum ByteSignature: Sendable, Hashable {
    case fits, gzip, bzip2, compress, zip, votable, text, empty, unknown
    /// Something well known that holds no spectrum, with its article: "an HTML page".
    case other(String)

    init(_ bytes: some RandomAccessCollection<UInt8>) {
        guard let first = bytes.first else {
            self = .empty
            return
        }
        if let known = Self.magic.first(where: { bytes.starts(with: $0.start) }) {
            self = known.signature
            return
        }
        let content = bytes.prefix(Self.window)
        let start = content.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        if start.first == UInt8(ascii: "<") {
            // UTF-16 without a mark has zeroes between its ASCII letters.
            self = Self.markup(start.filter { $0 != 0 })
        } else if content.starts(with: [0xEF, 0xBB, 0xBF]) {
            self = Self(content.dropFirst(3))
        } else if content.starts(with: [0xFE, 0xFF]) || content.starts(with: [0xFF, 0xFE]) {
            // UTF-16; the zeroes between ASCII letters are left out to look for element names.
            let letters = content.dropFirst(2).filter { $0 != 0 }
            self = letters.first == UInt8(ascii: "<") ? Self.markup(letters[...]) : .unknown
        } else {
            self = first != 0 && Self.isText(content) ? .text : .unknown
        }
    }

    private static let window = 4096

    private static let magic: [(start: [UInt8], signature: ByteSignature)] = [
        (Array("SIMPLE ".utf8), .fits), (Array("SIMPLE=".utf8), .fits),
        ([0x1F, 0x8B], .gzip), (Array("BZh".utf8), .bzip2), ([0x1F, 0x9D], .compress),
        (Array("PK\u{3}\u{4}".utf8), .zip), (Array("PK\u{5}\u{6}".utf8), .zip),
        (Array("%PDF-".utf8), .other("a PDF document")), (Array("%!PS".utf8), .other("a PostScript document")),
        ([0x89, 0x50, 0x4E, 0x47], .other("a PNG picture")), ([0xFF, 0xD8, 0xFF], .other("a JPEG picture")),
        (Array("GIF8".utf8), .other("a GIF picture")),
        ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], .other("an HDF5 file")),
        ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], .other("a NumPy array")),
        (Array("PAR1".utf8), .other("a Parquet file")), (Array("SQLite format 3".utf8), .other("an SQLite database")),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], .other("an xz-compressed file")),
        ([0x28, 0xB5, 0x2F, 0xFD], .other("a zstd-compressed file")),
        (Array("XTENSION".utf8), .other("a FITS extension without its primary header")),
    ]

    /// Tells VOTable, HTML and other XML apart by the first element names.
    private static func markup(_ bytes: some RandomAccessCollection<UInt8>) -> ByteSignature {
        let start = String(decoding: bytes.prefix(window), as: UTF8.self).lowercased()
        for name in elementNames(in: start) {
            switch name {
            case "votable": return .votable
            case "html", "head", "body": return .other("an HTML page")
            case "?xml", "xml-stylesheet", "!doctype", "!entity", "!element", "!attlist", "!notation": continue
            default: return .other("an XML document <\(name)>")
            }
        }
        return start.contains("<!doctype html") ? .other("an HTML page") : .other("an XML document")
    }

    /// Names after "<", comments and processing instructions left out, namespace prefixes removed.
    private static func elementNames(in text: String) -> [Substring] {
        var names: [Substring] = []
        var rest = text[...]
        while names.count < 16, let open = rest.firstIndex(of: "<") {
            rest = rest[open...].dropFirst()
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { break }
                rest = rest[end.upperBound...]
                continue
            }
            if rest.hasPrefix("?") { continue }
            let name = rest.prefix { $0.isLetter || $0.isNumber || "!:_-.".contains($0) }
            if let colon = name.lastIndex(of: ":") {
                names.append(name[name.index(after: colon)...])
            } else if !name.isEmpty {
                names.append(name)
            }
        }
        return names
    }

    /// Text has no NUL and next to no control characters.
    private static func isText(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
        var controls = 0
        for byte in bytes {
            if byte == 0 { return false }
            if byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1A { controls += 1 }
        }
        return controls * 100 <= bytes.count
    }

    /// The text of a file, without byte order mark.
    static func text(_ bytes: [UInt8]) -> String {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        return String(validating: body, as: UTF8.self)
            ?? String(decoding: body.map { UInt16($0) }, as: UTF16.self)
    }

    /// Bytes as they can be shown in a message.
    static func printable(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "\\x" + hex($0) }.joined()
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count < 2 ? "0" + digits : digits
    }
}
