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

    /// Regular expressions are slow beside the fetching of a small file, and few addresses need them.
    private static func mayHoldSecrets(_ text: String) -> Bool {
        if text.utf8.contains(UInt8(ascii: "@")) { return true }
        let small = text.lowercased()
        return hints.contains { small.contains($0) }
    }

    private static let hints = [
        "token", "key", "pass", "pwd", "secret", "sig", "amz", "session", "sid", "auth", "ticket", "bearer ", "basic ",
    ]

    nonisolated(unsafe) private static let keys =
        /(?i)([?&;]|\b)((?:access_?|auth_?|id_?|refresh_?|session_?|security-?)?token|api_?key|password|passwd|pwd|secret|signature|sig|x-amz-(?:signature|credential|security-token)|jsessionid|session_?id|sid|auth|ticket)=[^&;#\s"'<>]*/
}
