// SPDX-License-Identifier: Apache-2.0

import Foundation

extension TransportRequest.Body {
    /// The bytes to send and what they are.
    var encoded: (data: Data, contentType: String) {
        switch self {
        case .form(let fields):
            let text = fields.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }.joined(separator: "&")
            return (Data(text.utf8), "application/x-www-form-urlencoded")
        case .data(let data, let contentType):
            return (data, Self.headerSafe(contentType))
        case .multipart(let parts):
            let boundary = Self.boundary(for: parts)
            var data = Data()
            for part in parts {
                var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(part.name))\""
                if let file = part.fileName { head += "; filename=\"\(Self.quoted(file))\"" }
                head += "\r\n"
                if let type = part.contentType { head += "Content-Type: \(Self.headerSafe(type))\r\n" }
                data += Data((head + "\r\n").utf8) + part.content + Data("\r\n".utf8)
            }
            data += Data("--\(boundary)--\r\n".utf8)
            return (data, "multipart/form-data; boundary=\(boundary)")
        }
    }

    /// RFC 3986 §2.3: all but the unreserved characters as %XX of their UTF-8 bytes.
    private static func escaped(_ value: String) -> String {
        var result = ""
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    /// A boundary that none of the parts contains.
    private static func boundary(for parts: [TransportRequest.Part]) -> String {
        var number = 0
        while true {
            let candidate = "secchi-part-of-form-\(number)"
            let bytes = Data(candidate.utf8)
            if !parts.contains(where: { $0.content.range(of: bytes) != nil }) { return candidate }
            number += 1
        }
    }

    /// Names inside quotation marks as browsers write them (RFC 7578 §2, WHATWG).
    private static func quoted(_ text: String) -> String {
        text.replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    /// A header value cannot carry a line break.
    static func headerSafe(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }))
    }
}
