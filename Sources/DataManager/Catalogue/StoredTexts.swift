// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Lists and dictionaries of text as JSON (RFC 8259), as the catalogue keeps them: written by hand, because a row has three of
/// them and a general encoder takes longer than SQLite.
enum StoredTexts {
    /// Keys are sorted; `nil` for an empty value, which needs no room.
    static func encode(_ facts: [String: String]) -> String? {
        guard !facts.isEmpty else { return nil }
        var text: [UInt8] = [UInt8(ascii: "{")]
        for (key, value) in facts.sorted(by: { $0.key < $1.key }) {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            append(key, to: &text)
            text.append(UInt8(ascii: ":"))
            append(value, to: &text)
        }
        text.append(UInt8(ascii: "}"))
        return String(decoding: text, as: UTF8.self)
    }

    static func encode(_ list: [String]) -> String? {
        guard !list.isEmpty else { return nil }
        var text: [UInt8] = [UInt8(ascii: "[")]
        for value in list {
            if text.count > 1 { text.append(UInt8(ascii: ",")) }
            append(value, to: &text)
        }
        text.append(UInt8(ascii: "]"))
        return String(decoding: text, as: UTF8.self)
    }

    static func facts(_ text: String?) -> [String: String] { decoded(text) ?? [:] }
    static func list(_ text: String?) -> [String] { decoded(text) ?? [] }

    private static func decoded<Value: Decodable>(_ text: String?) -> Value? {
        text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
    }

    private static func append(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                text += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }

    private static let digits = Array("0123456789abcdef".utf8)
}
