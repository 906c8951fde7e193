// SPDX-License-Identifier: Apache-2.0

/// Cookies that came in the course of one request; each goes back only to the scheme, host and port it came from, and the jar is
/// thrown away with the request.
struct CookieJar: Sendable {
    private var cookies: [Origin: [TransportRequest.Field]] = [:]

    /// How many cookies were ever set or changed.
    private(set) var count = 0

    /// Takes the values of `Set-Cookie` fields (RFC 6265 §4.1); of their attributes only `Max-Age=0` counts.
    mutating func take(_ fields: [String], from origin: Origin) {
        for field in fields {
            let parts = field.split(separator: ";", omittingEmptySubsequences: false)
            guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { continue }
            let name = trimmed(pair[..<equals])
            let value = trimmed(pair[pair.index(after: equals)...])
            guard !name.isEmpty, (cookies[origin]?.count ?? 0) < 64, value.utf8.count <= 8192 else { continue }
            let isRemoved = parts.dropFirst().contains { trimmed($0).lowercased() == "max-age=0" }
            let old = cookies[origin]?.first { $0.name == name }?.value
            cookies[origin, default: []].removeAll { $0.name == name }
            if !isRemoved { cookies[origin, default: []].append(.init(name, value)) }
            if old != value { count += 1 }
        }
    }

    func fields(for origin: Origin) -> [TransportRequest.Field] { cookies[origin] ?? [] }

    private func trimmed(_ text: Substring) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
