// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite struct CompressionTests {
    let server: MisbehavingServer
    let bytes = fitsBytes(200_000)

    init() throws { server = try MisbehavingServer() }

    private func fetch(_ behaviour: ServerBehaviour, limit: Int = 1 << 20) async throws -> TransportResponse {
        server.on("/x", behaviour)
        return try await Transport(.quick { $0.retries = 0 }).fetch(TransportRequest(server.url("/x")), limit: limit)
    }

    @Test("the transport's gzip is undone, and only that")
    func gzip() async throws {
        let answer = try await fetch(.coded(storedGzip(bytes), as: "gzip"))
        #expect(server.requests[0].headers["accept-encoding"] == "gzip")
        #expect(answer.body == bytes)
        #expect(answer.content == .fits)
        let file = try await fetch(.resource(storedGzip(bytes)))
        #expect(file.content == .gzip)
        #expect(file.body == storedGzip(bytes))
    }

    @Test("a coding that was declared but not applied is forgiven")
    func falseCoding() async throws {
        #expect(try await fetch(.coded(bytes, as: "gzip")).body == bytes)
        #expect(try await fetch(.coded(bytes, as: "identity")).body == bytes)
        #expect(try await fetch(.coded(bytes, as: "utf-8")).body == bytes)
    }

    @Test("unknown codings, damaged and unfinished gzip are errors")
    func broken() async {
        let packed = storedGzip(bytes)
        var damaged = packed
        damaged[packed.count - 6] ^= 1
        for (behaviour, code) in [
            (ServerBehaviour.coded(bytes, as: "br"), "HTT011"), (.coded(damaged, as: "gzip"), "HTT011"),
            (.coded(packed.prefix(100_000), as: "gzip"), "HTT007"),
        ] {
            let error = await #expect(throws: TransportError.self) { try await fetch(behaviour) }
            #expect(error?.code == code)
        }
    }

    @Test("the size limit counts unpacked bytes")
    func bomb() async throws {
        #expect(try await fetch(.coded(storedGzip(bytes), as: "gzip"), limit: bytes.count).byteCount == bytes.count)
        let error = await #expect(throws: TransportError.self) {
            try await fetch(.coded(storedGzip(bytes), as: "gzip"), limit: bytes.count - 1)
        }
        #expect(error == .tooLarge(url: server.url("/x"), limit: bytes.count - 1))
    }
}
