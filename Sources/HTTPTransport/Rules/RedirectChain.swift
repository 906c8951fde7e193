// SPDX-License-Identifier: Apache-2.0

import Foundation

/// One attempt at a request: the hops from the first address to the one that answers.
struct RedirectChain {
    let transport: Transport
    let request: TransportRequest
    let delivery: Delivery
    private(set) var address: RequestAddress
    private var method: TransportRequest.Method
    private let firstOrigin: Origin
    /// Given in the address itself.
    private let addressLogin: Login?
    private var cookies = CookieJar()
    private var hasSignedIn = false
    private var seen: Set<String> = []

    init(transport: Transport, request: TransportRequest, address: RequestAddress, delivery: Delivery) {
        self.transport = transport
        self.request = request
        self.delivery = delivery
        self.address = address
        method = request.method
        firstOrigin = address.origin
        addressLogin = address.user.map { .password(user: $0, password: address.password ?? "") }
    }

    mutating func run() async -> HopResult {
        var deadline: ContinuousClock.Instant?
        var redirects = 0
        while true {
            let host = address.origin.host
            do throws(CancellationError) {
                try await transport.gate.enter(host)
            } catch {
                return .failure(HopFailure(error: .cancelled(url: Redaction.url(address.url))))
            }
            let end = deadline ?? .now + transport.settings.totalTimeOut
            deadline = end
            let result = await transport.engine.run(hop(deadline: end))
            transport.gate.leave(host)
            guard case .success(let answer) = result, !address.isFTP else { return result }
            cookies.take(answer.headers.all("set-cookie"), from: address.origin)
            do throws(TransportError) {
                if answer.status == 401, try await signIn(answer) { continue }
                guard RedirectRule.isRedirect(answer.status), let location = answer.headers["location"] else {
                    return result
                }
                redirects += 1
                try follow(location, status: answer.status, count: redirects)
            } catch {
                return .failure(HopFailure(error: error, wasSent: true))
            }
        }
    }

    /// The answer as callers see it.
    func response(_ answer: HopAnswer) -> TransportResponse {
        TransportResponse(
            url: address.url, status: answer.status, headers: answer.headers.visible, body: Data(answer.body),
            content: ContentKind(sniffing: answer.start), byteCount: answer.byteCount, start: Data(answer.start))
    }

    private mutating func follow(_ location: String, status: Int, count: Int) throws(TransportError) {
        func failure(_ reason: String) -> TransportError { .redirect(url: Redaction.url(request.url), reason: reason) }
        guard count <= transport.settings.longestRedirectChain else {
            throw failure("more than \(transport.settings.longestRedirectChain) in a row")
        }
        let next: RequestAddress
        do throws(TransportError) {
            next = try RequestAddress(location, relativeTo: address)
        } catch {
            throw failure("to \(Redaction.url(String(location.prefix(200))))")
        }
        method = RedirectRule.method(after: status, of: method, from: address, to: next)
        // A page that sets a cookie may well redirect to itself, once.
        guard seen.insert("\(method.rawValue) \(cookies.count) \(next.url)").inserted else {
            throw failure("it goes round in circles")
        }
        address = next
    }

    /// Answers an IVOA challenge with the password that was given for this origin.
    ///
    /// - Returns: whether the request should be made again.
    private mutating func signIn(_ answer: HopAnswer) async throws(TransportError) -> Bool {
        guard !hasSignedIn else { return false }
        hasSignedIn = true
        let challenges = answer.headers.all("www-authenticate").flatMap(Challenge.parse)
        return try await transport.signIn(challenges, at: address.origin)
    }

    // MARK: the next hop

    private func hop(deadline: ContinuousClock.Instant) -> Hop {
        var hop = Hop(address: address, method: method, deadline: deadline, delivery: delivery)
        hop.proxy = transport.proxies.proxy(for: address.origin) ?? ""
        if address.isFTP {
            let login =
                (address.origin == firstOrigin ? addressLogin : nil) ?? transport.keys.ftpLogin(for: address.origin)
            if case .password(let user, let password)? = login { (hop.user, hop.password) = (user, password) }
            hop.offset = delivery.file?.offset ?? 0
            return hop
        }
        hop.headers = ownHeaders()
        if method != .get, let body = request.body {
            let encoded = body.encoded
            hop.body = Array(encoded.data)
            hop.headers.append("Content-Type: \(encoded.contentType)")
        }
        hop.headers += transferHeaders()
        var lines = transport.keys.headers(
            for: address.origin, login: address.origin == firstOrigin ? addressLogin : nil, cookies: cookies)
        if address.origin == firstOrigin, request.headers.contains(where: { $0.name.lowercased() == "authorization" }) {
            lines.removeAll { $0.hasPrefix("Authorization:") }
        }
        hop.headers += lines
        return hop
    }

    /// What the caller wants sent; secrets go no further than the origin they were meant for.
    private func ownHeaders() -> [String] {
        let isHome = address.origin == firstOrigin
        let isSafe = transport.keys.maySend(to: address.origin)
        let ours = [
            "host", "content-length", "transfer-encoding", "connection", "range", "if-range", "accept-encoding",
        ]
        return request.headers.compactMap { field in
            let name = field.name.lowercased()
            let isSecret = ["authorization", "cookie", "proxy-authorization"].contains(name) || name.contains("token")
            guard !ours.contains(name), !isSecret || (isHome && isSafe) else { return nil }
            let isName = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            let value = TransportRequest.Body.headerSafe(field.value)
            guard isName else { return nil }
            return value.isEmpty ? "\(field.name);" : "\(field.name): \(value)"
        }
    }

    private func transferHeaders() -> [String] {
        var lines: [String] = []
        if let tag = request.entityTag { lines.append("If-None-Match: \(TransportRequest.Body.headerSafe(tag))") }
        if let date = request.modifiedSince {
            lines.append("If-Modified-Since: \(TransportRequest.Body.headerSafe(date))")
        }
        if let file = delivery.file, file.offset > 0, let version = file.info?.entityTag ?? file.info?.lastModified {
            // Offsets count the bytes as they are, not as a compressed transfer has them.
            return lines + ["Range: bytes=\(file.offset)-", "If-Range: \(version)", "Accept-Encoding: identity"]
        }
        return lines + ["Accept-Encoding: " + (transport.settings.asksForCompression ? "gzip" : "identity")]
    }
}
