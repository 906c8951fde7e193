// SPDX-License-Identifier: Apache-2.0

/// Scheme, host and port: what a credential belongs to (RFC 6454).
public struct Origin: Sendable, Hashable, CustomStringConvertible {
    /// In lower case.
    public let scheme: String
    /// In lower case; an IPv6 address stands in brackets.
    public let host: String
    /// Also where it is the usual one of the scheme.
    public let port: Int

    /// Upper case and a dot at the end of the host make no difference.
    public init(scheme: String, host: String, port: Int) {
        self.scheme = scheme.lowercased()
        let name = host.lowercased()
        self.host = name.hasSuffix(".") ? String(name.dropLast()) : name
        self.port = port
    }

    /// The origin of an address.
    ///
    /// - Throws: ``TransportError/address(url:reason:)`` if it is not an absolute http, https or ftp address.
    public init(of url: String) throws(TransportError) {
        self = try RequestAddress(url).origin
    }

    /// With the port, always.
    public var description: String { "\(scheme)://\(host):\(port)" }

    /// This machine by name or number.
    var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || IPAddress(host)?.isLoopback == true
    }
}
