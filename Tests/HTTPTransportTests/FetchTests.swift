// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct FetchTests {
    let server: MisbehavingServer
    let transport = Transport(.quick)

    init() throws { server = try MisbehavingServer() }

    @Test("a good answer comes with status, fields, bytes and what they are")
    func good() async throws {
        let bytes = fitsBytes(10_000)
        server.on("/good", .resource(bytes, type: "text/plain"))
        let answer = try await transport.fetch(TransportRequest(server.url("/good")))
        #expect(answer.status == 200)
        #expect(answer.body == bytes)
        #expect(answer.byteCount == 10_000)
        #expect(answer.content == .fits)
        #expect(answer.headers["content-type"] == "text/plain")
        #expect(answer.url == server.url("/good"))
    }

    @Test("a form goes out percent-encoded, and a multipart body with its files")
    func bodies() async throws {
        server.otherwise(.respond { .reply(body: $0.body) })
        let form = TransportRequest.Body.form([.init("QUERY", "a=b&c d"), .init("LANG", "ADQL/é")])
        let sent = try await transport.fetch(TransportRequest(server.url("/form"), method: .post, body: form))
        #expect(String(decoding: sent.body, as: UTF8.self) == "QUERY=a%3Db%26c%20d&LANG=ADQL%2F%C3%A9")
        #expect(server.requests[0].headers["content-type"] == "application/x-www-form-urlencoded")

        let part = TransportRequest.Part(
            name: "upload", fileName: "t.vot", contentType: "application/x-votable+xml",
            content: Data("<VOTABLE/>".utf8))
        let upload = try await transport.fetch(
            TransportRequest(server.url("/upload"), method: .post, body: .multipart([part])))
        let text = String(decoding: upload.body, as: UTF8.self)
        #expect(
            text.contains(
                "name=\"upload\"; filename=\"t.vot\"\r\nContent-Type: application/x-votable+xml\r\n\r\n<VOTABLE/>\r\n"))
        let boundary = server.requests[1].headers["content-type"]?.split(separator: "=").last ?? ""
        #expect(!boundary.isEmpty && text.hasSuffix("--\(boundary)--\r\n"))
    }

    @Test("a DELETE is a DELETE")
    func delete() async throws {
        server.otherwise(.respond { .text($0.method) })
        let answer = try await transport.fetch(TransportRequest(server.url("/job"), method: .delete))
        #expect(String(decoding: answer.body, as: UTF8.self) == "DELETE")
    }

    @Test("statuses from 400 on are answers; a helper makes errors of them")
    func statuses() async throws {
        let answer = try await transport.fetch(TransportRequest(server.url("/missing")))
        #expect(answer.status == 404)
        #expect(throws: TransportError.status(url: server.url("/missing"), status: 404, text: "no such thing")) {
            try answer.requireSuccess()
        }
    }

    @Test("an HTML page where data were asked for is refused by its bytes, whatever the header says")
    func html() async throws {
        server.on("/page", .htmlPage)
        let answer = try await transport.fetch(TransportRequest(server.url("/page")))
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"] == "application/fits")
        #expect(throws: TransportError.notData(url: server.url("/page"), content: .html, text: "Error Please log in")) {
            try answer.requireData()
        }
    }

    @Test("204 is empty: no data, no error")
    func empty() async throws {
        server.on("/none", .reply(status: 204))
        let answer = try await transport.fetch(TransportRequest(server.url("/none")))
        #expect(answer.isEmpty)
        #expect(answer.content == .empty)
        try answer.requireData()
    }

    @Test("an unchanged resource answers 304 to a tag or a date")
    func conditional() async throws {
        server.on("/file", .resource(fitsBytes(100)))
        var request = TransportRequest(server.url("/file"))
        request.entityTag = "\"v1\""
        #expect(try await transport.fetch(request).status == 304)
        request.entityTag = "\"v0\""
        #expect(try await transport.fetch(request).status == 200)
        request.entityTag = nil
        request.modifiedSince = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(try await transport.fetch(request).status == 304)
    }

    @Test("addresses with spaces and letters beyond ASCII, as tables hold them, are encoded")
    func liberalAddresses() async throws {
        server.otherwise(.respond { .text($0.target) })
        let answer = try await transport.fetch(TransportRequest(" \(server.base)/a b?q=é#part\n"))
        #expect(String(decoding: answer.body, as: UTF8.self) == "/a%20b?q=%c3%a9")
    }

    @Test(
        "other schemes and half addresses are refused",
        arguments: ["file:///etc/passwd", "gopher://x/", "/path", "", "http://"])
    func badAddresses(_ url: String) async {
        let error = await failure { () throws(TransportError) in try await transport.fetch(TransportRequest(url)) }
        #expect(error?.code == "HTT001")
    }

    @Test("connections are used again")
    func reuse() async throws {
        server.on("/good", .resource(fitsBytes(100)))
        for _ in 0..<20 { _ = try await transport.fetch(TransportRequest(server.url("/good"))) }
        #expect(server.connectionCount == 1)
    }
}
