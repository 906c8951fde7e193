// SPDX-License-Identifier: Apache-2.0

/// Takes secrets out of what people read: user names and passwords of addresses, and the values of query keys that
/// carry tokens.
public enum Redaction {
    /// An address as it may be shown and stored.
    public static func url(_ text: String) -> String { Self.text(text) }

    /// Any text with addresses in it.
    public static func text(_ text: String) -> String {
        guard mayHoldSecrets(text) else { return text }
        // Up to the last "@" before the path: a password may hold an "@" of its own.
        return text.replacing(/([A-Za-z][A-Za-z0-9+.\-]*:\/\/)[^\s\/?#]*@/) { "\($0.output.1)…@" }
            .replacing(keys) { "\($0.output.1)\($0.output.2)=…" }
            .replacing(/(?i)\b(bearer|basic) +[A-Za-z0-9+\/=._~\-]{6,}/) { "\($0.output.1) …" }
    }

    /// Regular expressions are slow beside the fetching of a small file, and few texts need them.
    private static func mayHoldSecrets(_ text: String) -> Bool {
        var hasValue = false, hasBlank = false
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "@"): return true
            case UInt8(ascii: "="): hasValue = true
            case UInt8(ascii: " "): hasBlank = true
            default: break
            }
        }
        guard hasValue || hasBlank else { return false }
        let small = text.utf8.map { $0 | 0x20 }
        return hasValue && keyHints.contains { occurs($0, in: small) }
            || hasBlank && schemeHints.contains { occurs($0, in: small) }
    }

    private static func occurs(_ word: [UInt8], in text: [UInt8]) -> Bool {
        text.indices.contains { text[$0] == word[0] && text[$0...].starts(with: word) }
    }

    private static let keyHints = [
        "token", "key", "pass", "pwd", "secret", "sig", "amz", "session", "sid", "auth", "ticket",
    ].map { Array($0.utf8) }
    private static let schemeHints = ["bearer ", "basic "].map { Array($0.utf8) }

    nonisolated(unsafe) private static let keys =
        /(?i)([?&;]|\b)((?:access_?|auth_?|id_?|refresh_?|session_?|security-?)?token|api_?key|password|passwd|pwd|secret|signature|sig|x-amz-(?:signature|credential|security-token)|jsessionid|session_?id|sid|auth|ticket)=[^&;#\s"'<>]*/
}
