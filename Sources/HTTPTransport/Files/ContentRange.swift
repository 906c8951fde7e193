// SPDX-License-Identifier: Apache-2.0

/// The field `Content-Range: bytes 100-199/200` (RFC 9110 §14.4).
struct ContentRange: Sendable, Hashable {
    var first: Int
    var last: Int
    /// `nil` where the server does not know.
    var total: Int?

    init?(_ text: String) {
        let words = text.lowercased().split { $0 == " " || $0 == "=" }
        guard words.count == 2, words[0] == "bytes" else { return nil }
        let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first >= 0, first <= last else {
            return nil
        }
        if parts[1] != "*" {
            guard let total = Int(parts[1]), total > last else { return nil }
            self.total = total
        }
        self.first = first
        self.last = last
    }
}
