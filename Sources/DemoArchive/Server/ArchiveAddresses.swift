// SPDX-License-Identifier: Apache-2.0

/// The addresses of the archive's services, as the client that asks can reach them.
struct ArchiveAddresses: Sendable {
    /// "http://127.0.0.1:8088"
    var base: String

    var ssa: String { base + "/ssa?" }
    var links: String { base + "/links" }
    var soda: String { base + "/soda" }

    func product(_ spectrum: ArchiveSpectrum) -> String {
        base + "/product/" + Self.escaped(spectrum.file, keeping: "/")
    }
    func links(_ spectrum: ArchiveSpectrum) -> String { links + "?ID=" + Self.escaped(spectrum.identifier) }

    /// All but the unreserved characters of RFC 3986 as %XX.
    static func escaped(_ text: String, keeping kept: String = "") -> String {
        let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(kept)".utf8)
        return text.utf8.map { byte in
            plain.contains(byte)
                ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
