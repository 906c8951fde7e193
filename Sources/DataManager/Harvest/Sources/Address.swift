// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Addresses as they stand in pages and lists.
enum Address {
    /// Whether a text is an address that can be fetched.
    static func isRemote(_ text: some StringProtocol) -> Bool {
        let start = text.prefix(8).lowercased()
        return ["http://", "https://", "ftp://"].contains { start.hasPrefix($0) } && !text.contains { $0.isWhitespace }
    }

    /// What `text` means on a page at `base`, without fragment; `nil` for what cannot be fetched.
    ///
    /// Blanks and other characters that an address must not have, and pages have all the same, are escaped.
    static func absolute(_ text: some StringProtocol, base: String) -> String? {
        let text = escaped(text.trimmingCharacters(in: .whitespacesAndNewlines))
        guard let base = URL(string: escaped(base)), let url = URL(string: text, relativeTo: base)?.absoluteURL,
            var parts = URLComponents(url: url.standardized, resolvingAgainstBaseURL: true)
        else { return nil }
        parts.fragment = nil
        guard let result = parts.string, isRemote(result) else { return nil }
        return result
    }

    /// The folder of an address: all up to the last "/" of its path.
    static func folder(of address: String) -> String {
        let path = address.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = path.range(of: "://"), let slash = path[scheme.upperBound...].lastIndex(of: "/") else {
            return path + "/"
        }
        return String(path[...slash])
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.value > 0x20, scalar.value < 0x7F, !"\"<>\\^`{|}".unicodeScalars.contains(scalar) {
                result.unicodeScalars.append(scalar)
            } else {
                for byte in String(scalar).utf8 {
                    let digits = String(byte, radix: 16, uppercase: true)
                    result += "%" + (digits.count == 1 ? "0" : "") + digits
                }
            }
        }
        return result
    }
}
