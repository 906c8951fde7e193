// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Decides which secrets a request carries.
final class KeyRing: Sendable {
    private let credentials: Mutex<Credentials>
    private let netrc: Netrc
    private let allowsPlainLoopback: Bool

    init(credentials: Credentials, netrc: Netrc, allowsPlainLoopback: Bool) {
        self.credentials = Mutex(credentials)
        self.netrc = netrc
        self.allowsPlainLoopback = allowsPlainLoopback
    }

    func add(_ login: Login, for origin: Origin) {
        credentials.withLock { $0.add(login, for: origin) }
    }

    func logins(for origin: Origin) -> [Login] {
        let given = credentials.withLock { $0.logins(for: origin) }
        return given.isEmpty ? netrc.login(for: origin).map { [$0] } ?? [] : given
    }

    /// Only over an encrypted connection, or to this machine if the settings say so.
    func maySend(to origin: Origin) -> Bool {
        origin.scheme == "https" || (allowsPlainLoopback && origin.scheme == "http" && origin.isLoopback)
    }

    func ftpLogin(for origin: Origin) -> Login? {
        logins(for: origin).first { if case .password = $0 { true } else { false } }
    }

    /// The lines `Authorization` and `Cookie` for one request.
    func headers(for origin: Origin, login: Login?, cookies: CookieJar) -> [String] {
        var authorization: String?
        // Cookies that the service itself sent in this chain are no secret to it, and go back over the same connection.
        var pairs = cookies.fields(for: origin)
        if maySend(to: origin) {
            for login in (login.map { [$0] } ?? []) + logins(for: origin) {
                switch login {
                case .bearer(let token): authorization = "Bearer \(token)"
                case .password(let user, let password):
                    let word = Data("\(user):\(password)".utf8).base64EncodedString()
                    authorization = authorization ?? "Basic \(word)"
                case .cookies(let fields):
                    pairs = fields.filter { field in !pairs.contains { $0.name == field.name } } + pairs
                }
            }
        }
        var lines: [String] = []
        if let authorization { lines.append("Authorization: \(TransportRequest.Body.headerSafe(authorization))") }
        if !pairs.isEmpty {
            let text = pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
            lines.append("Cookie: \(TransportRequest.Body.headerSafe(text))")
        }
        return lines
    }
}
