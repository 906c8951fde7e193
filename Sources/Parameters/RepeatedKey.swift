// SPDX-License-Identifier: Apache-2.0

public import Foundation

extension JSONValue {
    /// A key that stands twice in one object of a JSON text, of which decoders would silently take one; `nil` if there
    /// is none.
    ///
    /// The text must be JSON; of other text the answer means nothing.
    public static func repeatedKey(in json: Data) -> String? {
        var keys: [Set<String>] = []
        var bytes = ArraySlice([UInt8](json))
        while let byte = bytes.popFirst() {
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["): keys.append([])
            case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = keys.popLast()
            case UInt8(ascii: "\""):
                let text = string(&bytes)
                let next = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
                guard next == UInt8(ascii: ":"), !keys.isEmpty else { continue }
                if !keys[keys.count - 1].insert(text).inserted { return text }
            default: break
            }
        }
        return nil
    }

    /// The string whose opening quotation mark was just taken, with its escapes resolved.
    private static func string(_ bytes: inout ArraySlice<UInt8>) -> String {
        var quoted: [UInt8] = [UInt8(ascii: "\"")]
        while let byte = bytes.popFirst() {
            quoted.append(byte)
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\"), let escaped = bytes.popFirst() { quoted.append(escaped) }
        }
        return (try? JSONDecoder().decode(String.self, from: Data(quoted))) ?? String(decoding: quoted, as: UTF8.self)
    }
}
