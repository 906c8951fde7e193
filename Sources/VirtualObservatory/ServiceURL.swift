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
    static func escaped(_ value: String) -> String {
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

extension ServiceURL {
    /// The address with these fields in place of any preset of the same name, whatever its case: a server that finds a parameter twice
    /// may join both.
    public func setting(_ fields: [TransportRequest.Field]) -> String {
        guard let mark = text.firstIndex(of: "?") else { return appending(fields) }
        let names = Set(fields.map { $0.name.uppercased() })
        let presets = text[text.index(after: mark)...].split(separator: "&").filter { preset in
            !names.contains(preset.prefix { $0 != "=" }.uppercased())
        }
        return ServiceURL(String(text[...mark]) + presets.joined(separator: "&")).appending(fields)
    }

    /// An address as it stands in a document that came from `base` (RFC 3986 §5.2, for http addresses).
    static func absolute(_ link: String, base: String) -> String {
        guard !link.isEmpty, !hasScheme(link), let scheme = base.firstRange(of: "://") else { return link }
        if link.hasPrefix("//") { return base[..<scheme.lowerBound] + ":" + link }
        let rest = base[scheme.upperBound...]
        let host = rest.prefix { !"/?#".contains($0) }
        let origin = base[..<scheme.upperBound] + host
        if link.hasPrefix("/") { return origin + link }
        let path = rest[host.endIndex...].prefix { $0 != "?" && $0 != "#" }
        if link.hasPrefix("?") { return origin + (path.isEmpty ? "/" : path) + link }
        var steps = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().map(String.init)
        var pieces = link.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        while let first = pieces.first, first == "." || first == ".." {
            if first == "..", steps.count > 1 { steps.removeLast() }
            pieces.removeFirst()
        }
        return origin + (steps.isEmpty ? "" : steps.joined(separator: "/")) + "/" + pieces.joined(separator: "/")
    }

    /// RFC 3986 §3.1.
    private static func hasScheme(_ link: String) -> Bool {
        guard let colon = link.firstIndex(of: ":"), link.first?.isLetter == true else { return false }
        return link[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }
}
