// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct RedirectTests {
    let server: MisbehavingServer
    let other: MisbehavingServer
    let transport = Transport(.quick)

    init() throws {
        server = try MisbehavingServer()
        other = try MisbehavingServer()
        let echo = ServerBehaviour.respond {
            .text("\($0.method) \($0.target) \(String(decoding: $0.body, as: UTF8.self))")
        }
        server.otherwise(echo)
        other.otherwise(echo)
    }

    private func text(_ path: String, _ method: TransportRequest.Method = .get) async throws -> String {
        let body: TransportRequest.Body? = method == .post ? .form([.init("q", "1")]) : nil
        let answer = try await transport.fetch(TransportRequest(server.url(path), method: method, body: body))
        return String(decoding: answer.body, as: UTF8.self)
    }

    @Test("relative and absolute redirects are followed, and the answer says where it came from")
    func follow() async throws {
        server.on("/a", .redirect(to: "b/c?x=1"))
        server.on("/b/c", .redirect(to: other.url("/end"), status: 301))
        let answer = try await transport.fetch(TransportRequest(server.url("/a")))
        #expect(answer.url == other.url("/end"))
        #expect(String(decoding: answer.body, as: UTF8.self) == "GET /end ")
    }

    @Test("303 makes a GET of a POST, 307 and 308 keep it")
    func methods() async throws {
        server.on("/303", .redirect(to: "/x", status: 303))
        server.on("/307", .redirect(to: "/x", status: 307))
        server.on("/308", .redirect(to: "/x", status: 308))
        #expect(try await text("/303", .post) == "GET /x ")
        #expect(try await text("/307", .post) == "POST /x q=1")
        #expect(try await text("/308", .post) == "POST /x q=1")
    }

    @Test("301 and 302 of a POST stay a POST where the service moved, and become a GET where the answer is elsewhere")
    func movedPost() async throws {
        server.on("/sync", .redirect(to: other.url("/sync"), status: 301))
        server.on("/jobs", .redirect(to: "/jobs/", status: 302))
        server.on("/async", .redirect(to: "/async/17", status: 302))
        #expect(try await text("/sync", .post) == "POST /sync q=1")
        #expect(try await text("/jobs", .post) == "POST /jobs/ q=1")
        #expect(try await text("/async", .post) == "GET /async/17 ")
    }

    @Test("loops, endless chains and redirects to other schemes are errors")
    func refused() async {
        server.on("/loop", .redirect(to: "/loop"))
        server.on("/ping", .redirect(to: "/pong"))
        server.on("/pong", .redirect(to: "/ping"))
        server.on("/file", .redirect(to: "file:///etc/passwd"))
        server.on(
            "/chain",
            .respond { .redirect(to: "/chain?\(($0.target.split(separator: "?").last.flatMap { Int($0) } ?? 0) + 1)") })
        for path in ["/loop", "/ping", "/file", "/chain"] {
            let error = await failure { () throws(TransportError) in
                try await transport.fetch(TransportRequest(server.url(path)))
            }
            #expect(error?.code == "HTT010", "\(path)")
        }
        #expect(server.requests(to: "/chain").count == 11)
    }

    @Test("a page that sets a cookie and redirects to itself is followed")
    func cookieCheck() async throws {
        server.on(
            "/data",
            .respond {
                $0.headers["cookie"] == "seen=1"
                    ? .text("data")
                    : .reply(status: 302, headers: [("Location", "/data"), ("Set-Cookie", "seen=1; Path=/; HttpOnly")])
            })
        #expect(try await text("/data") == "data")
    }

    @Test("a redirect without a place is an answer")
    func noLocation() async throws {
        server.on("/x", .reply(status: 302))
        #expect(try await transport.fetch(TransportRequest(server.url("/x"))).status == 302)
    }
}
