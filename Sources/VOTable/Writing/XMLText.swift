// SPDX-License-Identifier: Apache-2.0

/// Text as XML 1.0 wants it.
enum XMLText {
    /// Content of an element: `& < >` escaped, a carriage return kept by reference, what XML cannot hold replaced by
    /// U+FFFD.
    static func append(_ bytes: ArraySlice<UInt8>, to arena: ByteArena) {
        let isPlain = bytes.allSatisfy {
            $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "&") && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
        }
        if isPlain {
            bytes.withUnsafeBufferPointer { arena.append($0) }
            return
        }
        var escaped = escape(VOTableTexts.decode(bytes), inAttribute: false)
        escaped.withUTF8 { arena.append($0) }
    }

    static func escape(_ text: String, inAttribute: Bool) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out.append(contentsOf: "&amp;".unicodeScalars)
            case "<": out.append(contentsOf: "&lt;".unicodeScalars)
            case ">": out.append(contentsOf: "&gt;".unicodeScalars)
            case "\"" where inAttribute: out.append(contentsOf: "&quot;".unicodeScalars)
            case "\r": out.append(contentsOf: "&#13;".unicodeScalars)
            case "\n" where inAttribute: out.append(contentsOf: "&#10;".unicodeScalars)
            case "\t" where inAttribute: out.append(contentsOf: "&#9;".unicodeScalars)
            case "\n", "\t": out.append(scalar)
            default:
                out.append(
                    scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : scalar)
            }
        }
        return String(out)
    }

    /// A string longer than its column says would be cut by readers.
    static func checkLength(_ length: Int, _ plan: ColumnPlan) throws(RowFormatter.Failure) {
        let most = plan.shape.isArray ? plan.shape.stringLength : plan.shape.fixedCount
        if let most, length > most {
            throw plan.failure("a string of \(length) characters where the arraysize says \(most)")
        }
    }
}
