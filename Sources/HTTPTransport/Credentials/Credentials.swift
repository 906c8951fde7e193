// SPDX-License-Identifier: Apache-2.0

/// What proves to a service who asks. Never printed.
public enum Login: Sendable, Hashable {
    /// HTTP Basic (RFC 7617) and FTP; also used where a service asks for an IVOA login by password.
    case password(user: String, password: String)
    /// RFC 6750.
    case bearer(token: String)
    /// Names and values as a browser would send them.
    case cookies([TransportRequest.Field])
}

extension Login: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .password: "password login"
        case .bearer: "bearer token"
        case .cookies: "cookies"
        }
    }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Logins by origin: sent to the scheme, host and port they were given for and to no other.
public struct Credentials: Sendable, CustomStringConvertible, CustomReflectable {
    private var logins: [Origin: [Login]] = [:]

    /// No login for any host.
    public static let none = Credentials()

    /// Begins without logins.
    public init() {}

    /// Adds a login; it takes the place of one of the same kind.
    public mutating func add(_ login: Login, for origin: Origin) {
        var known = logins[origin] ?? []
        known.removeAll { $0.description == login.description }
        logins[origin] = known + [login]
    }

    /// Adds a login for the origin of `url`.
    ///
    /// - Throws: ``TransportError/address(url:reason:)``.
    public mutating func add(_ login: Login, for url: String) throws(TransportError) {
        add(login, for: try Origin(of: url))
    }

    func logins(for origin: Origin) -> [Login] { logins[origin] ?? [] }

    public var description: String {
        "credentials for "
            + (logins.isEmpty ? "no host" : logins.keys.map(\.description).sorted().joined(separator: ", "))
    }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
