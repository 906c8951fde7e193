// SPDX-License-Identifier: Apache-2.0

/// Character references and line ends in a cell that was not read by the XML parser.
enum References {
    /// Appends `text` with references put in and line ends as XML 1.0 §2.11 wants; false if there is a reference that
    /// only the XML parser can judge.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) -> Bool {
        var index = 0
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\r") {
                if index + 1 == text.count || text[index + 1] != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
                index += 1
            } else if byte == UInt8(ascii: "&") {
                guard let end = text[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                    let scalar = scalar(String(decoding: text[(index + 1)..<end], as: UTF8.self))
                else { return false }
                bytes += Array(String(Character(scalar)).utf8)
                index = end + 1
            } else {
                bytes.append(byte)
                index += 1
            }
        }
        return true
    }

    private static func scalar(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#"), !name.contains("+"), !name.contains("-") else { return nil }
        let digits = name.dropFirst()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value >= 0x20 || value == 9 || value == 10 || value == 13, value != 0xFFFE, value != 0xFFFF
        else {
            return nil
        }
        return Unicode.Scalar(value)
    }
}
