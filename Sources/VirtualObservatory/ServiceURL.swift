// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// The base address of a VO service, to which query parameters are added.
///
/// Base addresses end in "?", in "&", in neither, or carry parameters of their own (DALI 1.1 §2.1, SSA 1.1 §8.1).
public struct ServiceURL: Sendable, Hashable {
    public var text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The address with the fields appended, percent-encoded.
    public func appending(_ fields: [TransportRequest.Field]) -> String {
        guard !fields.isEmpty else { return text }
        let query = fields.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }.joined(separator: "&")
        if text.hasSuffix("?") || text.hasSuffix("&") { return text + query }
        return text + (text.contains("?") ? "&" : "?") + query
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
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
