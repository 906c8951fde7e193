// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bearer tokens kept in a file of the user's, a line per service: `https://archive.example.org TOKEN`.
///
/// Netrc has no place for tokens. A token goes to the scheme, host and port of its line and nowhere else. Empty lines
/// and those that begin with "#" mean nothing.
public enum TokenFile {
    /// The file that `SECCHI_TOKENS` names, else `secchi/tokens` in `XDG_CONFIG_HOME` or `~/.config`.
    public static func path(in environment: [String: String]) -> String? {
        if let path = environment["SECCHI_TOKENS"] { return path }
        let config =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? environment["HOME"].map { $0 + "/.config" }
        return config.map { $0 + "/secchi/tokens" }
    }

    /// The tokens of the user; none if there is no file.
    ///
    /// - Throws: ``TransportError/tokens(file:line:reason:)`` if others may read the file, or a line is no address and
    ///   token.
    public static func credentials(in environment: [String: String]) throws(TransportError) -> Credentials {
        guard let path = path(in: environment), FileManager.default.fileExists(atPath: path) else { return .none }
        guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 1 << 20) else {
            throw .tokens(file: path, line: 0, reason: "it cannot be read")
        }
        let mode = (try? FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) ?? 0
        guard mode & 0o077 == 0 else {
            throw .tokens(file: path, line: 0, reason: "others may read it; run chmod 600 on it")
        }
        var credentials = Credentials()
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard words.count == 2, let origin = try? Origin(of: first) else {
                throw .tokens(file: path, line: number + 1, reason: "write https://HOST TOKEN")
            }
            credentials.add(.bearer(token: words[1]), for: origin)
        }
        return credentials
    }
}
