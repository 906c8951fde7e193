// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import HTTPTransport

@Suite struct CredentialTests {
    let server: MisbehavingServer
    let other: MisbehavingServer

    init() throws {
        server = try MisbehavingServer()
        other = try MisbehavingServer()
        server.otherwise(.text("hello"))
        other.otherwise(.text("hello"))
    }

    private func transport(_ login: Login, settings: TransportSettings = .quick) throws -> Transport {
        var credentials = Credentials()
        try credentials.add(login, for: server.url("/"))
        return Transport(settings, credentials: credentials)
    }

    @Test("passwords, tokens and cookies go to the origin they were given for")
    func kinds() async throws {
        let logins: [(Login, String, String)] = [
            (.password(user: "ada", password: "pass:word"), "authorization", "Basic YWRhOnBhc3M6d29yZA=="),
            (.bearer(token: "abc"), "authorization", "Bearer abc"),
            (.cookies([.init("s", "1"), .init("t", "2")]), "cookie", "s=1; t=2"),
        ]
        for (login, field, value) in logins {
            let transport = try transport(login)
            _ = try await transport.fetch(TransportRequest(server.url("/x")))
            #expect(server.requests.last?.headers[field] == value)
            _ = try await transport.fetch(TransportRequest(other.url("/x")))
            #expect(other.requests.last?.headers[field] == nil)
        }
    }

    @Test("a redirect to another origin loses them, also those the caller wrote as fields")
    func redirect() async throws {
        server.on("/away", .redirect(to: other.url("/x"), status: 307))
        server.on("/near", .redirect(to: "/x", status: 307))
        let transport = try transport(.bearer(token: "abc"))
        var request = TransportRequest(server.url("/away"))
        request.headers = [.init("X-Auth-Token", "secret"), .init("Cookie", "c=1"), .init("X-Plain", "kept")]
        _ = try await transport.fetch(request)
        let away = try #require(other.requests.last)
        #expect(
            away.headers["authorization"] == nil && away.headers["cookie"] == nil && away.headers["x-auth-token"] == nil
        )
        #expect(away.headers["x-plain"] == "kept")
        request.url = server.url("/near")
        _ = try await transport.fetch(request)
        #expect(server.requests.last?.headers["authorization"] == "Bearer abc")
        #expect(server.requests.last?.headers["x-auth-token"] == "secret")
    }

    @Test("cookies of one origin do not reach another in a chain")
    func foreignCookies() async throws {
        server.on("/set", .reply(status: 302, headers: [("Location", other.url("/x")), ("Set-Cookie", "a=1")]))
        _ = try await Transport(.quick).fetch(TransportRequest(server.url("/set")))
        #expect(other.requests.last?.headers["cookie"] == nil)
    }

    @Test("nothing is sent over plain http, not even to this machine, unless the settings say so")
    func plain() async throws {
        var request = TransportRequest(server.url("/x").replacing("://", with: "://ada:word@"))
        request.headers = [.init("Authorization", "Bearer own")]
        _ = try await transport(.bearer(token: "abc"), settings: .quick { $0.sendsCredentialsToPlainLoopback = false })
            .fetch(request)
        #expect(server.requests.last?.headers["authorization"] == nil)
        let ring = KeyRing(credentials: .none, netrc: Netrc(text: ""), allowsPlainLoopback: true)
        #expect(ring.maySend(to: Origin(scheme: "https", host: "a.example", port: 443)))
        #expect(!ring.maySend(to: Origin(scheme: "http", host: "a.example", port: 80)))
        #expect(!ring.maySend(to: Origin(scheme: "http", host: "127.0.0.1.example", port: 80)))
    }

    @Test("a login in the address is used for its origin, and shown nowhere")
    func inAddress() async throws {
        let url = server.url("/x").replacing("://", with: "://ada:wo%40rd@")
        let answer = try await Transport(.quick).fetch(TransportRequest(url))
        #expect(
            server.requests.last?.headers["authorization"] == "Basic " + Data("ada:wo@rd".utf8).base64EncodedString())
        #expect(answer.url == server.url("/x"))
        server.on("/x", .resetBeforeHeader)
        let error = await failure { () throws(TransportError) in
            try await Transport(.quick { $0.retries = 0 }).fetch(TransportRequest(url + "?token=hush"))
        }
        let text = try #require(error).description
        #expect(!text.contains("ada") && !text.contains("wo%40rd") && !text.contains("hush"))
    }

    @Test("logins do not show in descriptions, dumps and mirrors")
    func hidden() throws {
        var credentials = Credentials()
        try credentials.add(.password(user: "ada", password: "pw1"), for: "https://a.example/")
        try credentials.add(.bearer(token: "tok1"), for: "https://a.example/")
        var text =
            "\(credentials) \(String(reflecting: credentials)) \(credentials.logins(for: try Origin(of: "https://a.example")))"
        dump(credentials, to: &text)
        dump(Login.bearer(token: "tok1"), to: &text)
        #expect(!text.contains("ada") && !text.contains("pw1") && !text.contains("tok1"))
        #expect(text.contains("https://a.example:443"))
    }

    @Test("the netrc file of the environment is read like ftp and curl read it")
    func netrc() async throws {
        let folder = try TemporaryFolder()
        let text = """
            # comment
            machine 127.0.0.1 login ada password "pa ss\\"" account x
            macdef init
            machine evil.example login no password no

            machine Second.example
              login bob
              password p#1
            default login anonymous password me@
            """
        try Data(text.utf8).write(to: folder.url.appending(path: ".netrc"))
        let settings = TransportSettings.quick { $0.environment = ["HOME": folder.path] }
        _ = try await Transport(settings).fetch(TransportRequest(server.url("/x")))
        #expect(
            server.requests.last?.headers["authorization"] == "Basic " + Data("ada:pa ss\"".utf8).base64EncodedString())
        let netrc = Netrc(text: text)
        #expect(netrc.login(for: try Origin(of: "https://second.example/")) == .password(user: "bob", password: "p#1"))
        #expect(netrc.login(for: try Origin(of: "https://evil.example/")) == nil)
        #expect(
            netrc.login(for: try Origin(of: "ftp://evil.example/")) == .password(user: "anonymous", password: "me@"))
    }

    @Test("secrets are taken out of any text")
    func redaction() {
        let cases = [
            ("https://u:p@h.example/x?a=1", "https://…@h.example/x?a=1"),
            (
                "see ftp://u:p@x@h/ and http://h/?access_token=abc&b=2",
                "see ftp://…@h/ and http://h/?access_token=…&b=2"
            ),
            ("?X-Amz-Signature=1f2e&X-Amz-Date=2026", "?X-Amz-Signature=…&X-Amz-Date=2026"),
            ("Authorization: Bearer abcdef123", "Authorization: Bearer …"),
            ("POS=83,21&SIZE=1 mail a@b.example", "POS=83,21&SIZE=1 mail a@b.example"),
        ]
        for (text, expected) in cases { #expect(Redaction.text(text) == expected) }
    }
}
