// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import HTTPTransport

@Suite struct ChallengeTests {
    @Test("several challenges in one field, with commas and quotes, are told apart")
    func several() {
        let text = """
            Basic realm="Members, only", Negotiate YWJjZA==, ivoa_bearer standard_id="ivo://ivoa.net/sso#tls-with-password", \
            access_url="https://a.example/login?x=1,2", IVOA_x509, Newfangled a=b, c = "d\\"e"
            """
        #expect(
            Challenge.parse(text) == [
                Challenge(scheme: "basic", parameters: ["realm": "Members, only"]), Challenge(scheme: "negotiate"),
                Challenge(
                    scheme: "ivoa_bearer",
                    parameters: [
                        "standard_id": "ivo://ivoa.net/sso#tls-with-password",
                        "access_url": "https://a.example/login?x=1,2",
                    ]), Challenge(scheme: "ivoa_x509"),
                Challenge(scheme: "newfangled", parameters: ["a": "b", "c": "d\"e"]),
            ])
    }

    @Test(
        "nonsense gives no challenge and ends",
        arguments: ["", ",,,", "=", "\"\"\"", "= = =", "a=\"", "Basic realm=\"open"])
    func nonsense(_ text: String) {
        #expect(Challenge.parse(text).allSatisfy { !$0.isPasswordLogin })
    }

    @Test(
        "a 401 with an IVOA challenge is answered by a login with the password of that host",
        arguments: ["ivoa_bearer", "ivoa_cookie"])
    func signIn(_ scheme: String) async throws {
        let server = try MisbehavingServer()
        let challenge =
            "ivoa_x509 standard_id=\"ivo://ivoa.net/sso#tls-with-certificate\", strange x=\"y\", "
            + "\(scheme) standard_id=\"ivo://ivoa.net/sso#tls-with-password\", access_url=\"\(server.url("/login"))\""
        server.on(
            "/data",
            .respond { request in
                request.headers["authorization"] == "Bearer t0ken" || request.headers["cookie"] == "sso=t0ken"
                    ? .text("secret data") : .reply(status: 401, headers: [("WWW-Authenticate", challenge)])
            })
        server.on(
            "/login",
            .respond { request in
                request.body == Data("username=ada&password=w%26rd".utf8)
                    ? .reply(headers: [("X-VO-Bearer", "t0ken"), ("Set-Cookie", "sso=t0ken; Secure; HttpOnly")])
                    : .reply(status: 401)
            })
        var credentials = Credentials()
        try credentials.add(.password(user: "ada", password: "w&rd"), for: server.url("/"))
        let transport = Transport(.quick, credentials: credentials)
        for _ in 0..<2 {
            let answer = try await transport.fetch(TransportRequest(server.url("/data")))
            #expect(String(decoding: answer.body, as: UTF8.self) == "secret data")
        }
        #expect(server.requests(to: "/login").count == 1)

        let stranger = try await Transport(.quick).fetch(TransportRequest(server.url("/data")))
        #expect(stranger.status == 401)
        #expect(stranger.challenges.map(\.scheme) == ["ivoa_x509", "strange", scheme])
        #expect(server.requests(to: "/login").count == 1)
    }

    @Test("a password is not sent to a host that another host names, nor over plain http")
    func unsafe() async throws {
        let server = try MisbehavingServer()
        func challenge(_ url: String) -> Challenge {
            Challenge(
                scheme: "ivoa_bearer",
                parameters: ["standard_id": "ivo://ivoa.net/sso#tls-with-password", "access_url": url])
        }
        var credentials = Credentials()
        try credentials.add(.password(user: "ada", password: "x"), for: server.url("/"))
        let transport = Transport(.quick, credentials: credentials)
        for url in ["https://thief.example/login", "http://thief.example/login"] {
            let error = await #expect(throws: TransportError.self) {
                try await transport.signIn([challenge(url)], at: try Origin(of: server.url("/")))
            }
            #expect(error?.code == "HTT015")
        }
    }
}
