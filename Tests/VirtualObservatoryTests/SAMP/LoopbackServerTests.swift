// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import Testing

@testable import VirtualObservatory

@Suite struct LoopbackServerTests {
    @Test(
        "only a host that is this machine is served: a page whose name leads to loopback is not",
        arguments: [
            ("127.0.0.1:80", true), ("localhost", true), ("LOCALHOST:21012", true), ("[::1]:80", true),
            ("evil.example:80", false), ("127.0.0.1.evil.example", false), ("", false), ("[::2]:80", false),
        ])
    func hosts(host: String, isLocal: Bool) {
        #expect(LoopbackServer.isLocal(host) == isLocal)
    }

    @Test("the handler sees method, path, query, headers and body, and a body too long is refused")
    func request() async throws {
        let server = try await LoopbackServer(largestBody: 10) { request in
            let text =
                "\(request.method) \(request.path) \(request.query ?? "-") \(request.headers["content-type"] ?? "-") "
            return LoopbackResponse(body: .data(Data(text.utf8) + request.body))
        }
        let transport = Transport(.samp)
        var post = TransportRequest(server.url + "/a%20b?c=d?e", method: .post)
        post.body = .data(Data("0123456789".utf8), contentType: "text/xml")
        #expect(try await transport.fetch(post).body == Data("POST /a%20b c=d?e text/xml 0123456789".utf8))
        post.body = .data(Data("0123456789a".utf8), contentType: "text/xml")
        #expect(try await transport.fetch(post).status == 413)
        await server.stop()
    }

    @Test("a port that is taken is an error that names it")
    func taken() async throws {
        let server = try await LoopbackServer { _ in LoopbackResponse() }
        await #expect {
            _ = try await LoopbackServer(port: server.port) { _ in LoopbackResponse() }
        } throws: { error in
            "\(error)".hasPrefix("SMP010") && "\(error)".contains(":\(server.port)")
        }
        await server.stop()
    }
}
