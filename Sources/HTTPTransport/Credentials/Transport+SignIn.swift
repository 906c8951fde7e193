// SPDX-License-Identifier: Apache-2.0

extension Transport {
    /// Logs in by user name and password where the service offers that (IVOA SSO `tls-with-password`), and keeps the token or
    /// cookie for later requests to `origin`.
    ///
    /// Uses the password given for `origin`. Done by itself when a request is answered by 401; call it for a service that answers
    /// anonymous requests too, with the ``TransportResponse/challenges`` of its answer.
    ///
    /// - Returns: whether there was such an offer, and a password for it.
    /// - Throws: ``TransportError/login(url:reason:)`` if the password was refused or would travel unprotected.
    @discardableResult
    public func signIn(_ challenges: [Challenge], at origin: Origin) async throws(TransportError) -> Bool {
        guard let challenge = challenges.first(where: \.isPasswordLogin), let url = challenge.accessURL,
            case .password(let user, let password)? = keys.ftpLogin(for: origin)
        else { return false }
        func failure(_ reason: String) -> TransportError { .login(url: Redaction.url(url), reason: reason) }
        let place = try RequestAddress(url)
        guard keys.maySend(to: place.origin) else { throw failure("the password would travel unprotected") }
        guard place.origin.host == origin.host || keys.logins(for: place.origin) == keys.logins(for: origin) else {
            throw failure("\(origin) wants its password sent to another host; give a login for that host as well")
        }
        let body = TransportRequest.Body.form([.init("username", user), .init("password", password)])
        let request = TransportRequest(url, method: .post, body: body)
        let answer = try await exchange(request, at: place)
        guard (200..<400).contains(answer.status) else { throw failure("the answer was \(answer.status)") }
        if challenge.scheme == "ivoa_cookie" {
            var jar = CookieJar()
            jar.take(answer.headers.all("set-cookie"), from: origin)
            let fields = jar.fields(for: origin)
            guard !fields.isEmpty else { throw failure("no cookie came") }
            add(.cookies(fields), for: origin)
        } else {
            guard let token = answer.headers["x-vo-bearer"], !token.isEmpty else { throw failure("no token came") }
            add(.bearer(token: token), for: origin)
        }
        return true
    }

    /// One hop without redirects, since it carries a password.
    private func exchange(_ request: TransportRequest, at place: RequestAddress) async throws(TransportError)
        -> HopAnswer
    {
        let encoded = request.body?.encoded
        var hop = Hop(
            address: place, method: request.method, deadline: .now + settings.totalTimeOut,
            delivery: Delivery(limit: 1 << 20))
        hop.body = encoded.map { Array($0.data) }
        hop.headers = ["Content-Type: \(encoded?.contentType ?? "")"]
        hop.proxy = proxies.proxy(for: place.origin) ?? ""
        switch await engine.run(hop) {
        case .success(let answer): return answer
        case .failure(let failure): throw failure.error
        }
    }
}
