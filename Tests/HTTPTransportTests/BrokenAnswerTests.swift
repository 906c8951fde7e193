// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct BrokenAnswerTests {
    let server: MisbehavingServer
    let bytes = fitsBytes(50_000)

    init() throws { server = try MisbehavingServer() }

    private func error(
        _ behaviour: ServerBehaviour, limit: Int = 1 << 20,
        _ change: (inout TransportSettings) -> Void = { $0.retries = 0 }
    ) async -> TransportError? {
        server.on("/x", behaviour)
        let transport = Transport(.quick(change))
        return await failure { () throws(TransportError) in
            try await transport.fetch(TransportRequest(server.url("/x")), limit: limit)
        }
    }

    @Test("a body that ends too early is an error")
    func cut() async {
        #expect(await error(.cut(bytes, after: 20_000))?.code == "HTT007")
        #expect(await error(.wrongLength(bytes, declared: 60_000))?.code == "HTT007")
    }

    @Test("a body that goes on after its declared length is an error")
    func tooShortLength() async {
        #expect(await error(.wrongLength(bytes, declared: 100)) == .wrongLength(url: server.url("/x"), declared: 100))
    }

    @Test("a reset is an error, before the header and in the body")
    func reset() async {
        #expect(await error(.resetBeforeHeader)?.code == "HTT007")
        #expect(await error(.reset(bytes, after: 1000))?.code == "HTT007")
    }

    @Test("broken and unfinished chunks are errors, whole ones are not")
    func chunks() async throws {
        #expect(await error(.brokenChunks(bytes))?.code == "HTT007")
        #expect(await error(.cutChunks(bytes))?.code == "HTT007")
        #expect(await error(.chunked([bytes, bytes])) == nil)
    }

    @Test("no answer, a stall in the body and a slow drip run into their time-outs")
    func timeOuts() async {
        let quick: (inout TransportSettings) -> Void = { settings in
            settings.retries = 0
            settings.connectTimeOut = .milliseconds(150)
            settings.answerTimeOut = .milliseconds(150)
            settings.stallTimeOut = .milliseconds(200)
            settings.slowest = 1000
        }
        let url = server.url("/x")
        #expect(await error(.stallBeforeHeader, quick) == .timeOut(url: url, waiting: .answer, seconds: 0.15))
        #expect(await error(.stall(bytes, after: 100), quick) == .timeOut(url: url, waiting: .bytes, seconds: 0.2))
        let drip = ServerBehaviour.drip(bytes, bytes: 1, every: .milliseconds(20))
        #expect(await error(drip, quick) == .timeOut(url: url, waiting: .bytes, seconds: 0.2))
        let total = await error(drip) { settings in
            settings.retries = 0
            settings.totalTimeOut = .milliseconds(200)
        }
        #expect(total == .timeOut(url: url, waiting: .end, seconds: 0.2))
    }

    @Test("an endless body and a declared giant stop at the limit")
    func tooLarge() async {
        let url = server.url("/x")
        #expect(await error(.endless, limit: 300_000) == .tooLarge(url: url, limit: 300_000))
        #expect(await error(.wrongLength(bytes, declared: 1 << 40)) == .tooLarge(url: url, limit: 1 << 20))
        #expect(await error(.resource(bytes), limit: bytes.count) == nil)
        #expect(await error(.resource(bytes), limit: bytes.count - 1) == .tooLarge(url: url, limit: bytes.count - 1))
    }

    @Test("what is no HTTP is an error")
    func malformed() async {
        #expect(await error(.raw(Data("SSH-2.0-OpenSSH_9.2\r\n".utf8)))?.code == "HTT012")
        #expect(await error(.raw(Data("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc".utf8)))?.code == "HTT012")
        let header =
            "HTTP/1.1 200 OK\r\n"
            + String(repeating: "X-Filler: \(String(repeating: "y", count: 1000))\r\n", count: 400)
        #expect(await error(.raw(Data((header + "\r\n").utf8)))?.code == "HTT012")
    }

    @Test("no host of that name and a closed port are errors of their own")
    func unreachable() async {
        let transport = Transport(.quick { $0.retries = 0 })
        let none = await failure { () throws(TransportError) in
            try await transport.fetch(TransportRequest("http://no-such-host.invalid/"))
        }
        #expect(none == .unknownHost(url: "http://no-such-host.invalid/"))
        let closed = server.url("/")
        server.stop()
        let refused = await failure { () throws(TransportError) in try await transport.fetch(TransportRequest(closed)) }
        #expect(refused?.code == "HTT004")
    }

    @Test("https to a server that does not encrypt is an error of the encryption")
    func noEncryption() async throws {
        let plain = try TinyFTPServer(files: [:])
        let transport = Transport(.quick { $0.retries = 0 })
        let error = await failure { () throws(TransportError) in
            try await transport.fetch(TransportRequest(plain.url("/").replacing("ftp://", with: "https://")))
        }
        #expect(error?.code == "HTT005")
    }

    @Test("a transport that is let go ends its transfers' thread, and the next one works")
    func letGo() async throws {
        server.on("/good", .text("good"))
        for _ in 0..<20 {
            let transport = Transport(.quick)
            #expect(try await transport.fetch(TransportRequest(server.url("/good"))).status == 200)
        }
    }
}
