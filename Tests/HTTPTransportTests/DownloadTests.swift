// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@Suite struct DownloadTests {
    let server: MisbehavingServer
    let folder: TemporaryFolder
    let bytes = fitsBytes(2_000_000)

    init() throws {
        server = try MisbehavingServer()
        folder = try TemporaryFolder()
    }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }

    private func contents(_ name: String) -> Data? { FileManager.default.contents(atPath: folder.appending(name)) }

    @discardableResult
    private func download(_ path: String = "/x", retries: Int = 4, resume: Bool = true, limit: Int = 1 << 30)
        async throws
        -> TransportResponse
    {
        try await Transport(.quick { $0.retries = retries }).download(
            TransportRequest(server.url(path)), to: folder.appending("x"), limit: limit, resume: resume)
    }

    @Test("a file arrives whole under its name, and nothing stays beside it")
    func whole() async throws {
        server.on("/x", .resource(bytes))
        let answer = try await download()
        #expect(answer.body.isEmpty)
        #expect(answer.byteCount == bytes.count)
        #expect(answer.content == .fits)
        #expect(contents("x") == bytes)
        #expect(names == ["x"])
    }

    @Test("an empty file is a file; 204 and errors leave the old file alone")
    func others() async throws {
        server.on("/x", .reply())
        try await download()
        #expect(contents("x") == Data())
        try Data("old".utf8).write(to: folder.url.appending(path: "x"))
        server.on("/x", .reply(status: 204))
        #expect(try await download().status == 204)
        server.on("/x", .text("gone\n", status: 410))
        let answer = try await download()
        #expect(answer.status == 410)
        #expect(answer.excerpt == "gone")
        #expect(contents("x") == Data("old".utf8))
        #expect(names == ["x"])
    }

    @Test("a broken transfer goes on where it stopped")
    func resume() async throws {
        server.on("/x", .sequence([.reset(bytes, after: 700_000), .resource(bytes)]))
        try await download()
        #expect(contents("x") == bytes)
        #expect(names == ["x"])
        let range = try #require(server.requests[1].headers["range"])
        #expect(range.hasPrefix("bytes=") && range != "bytes=0-")
        #expect(server.requests[1].headers["if-range"] == "\"v1\"")
    }

    @Test("a later process goes on as well")
    func resumeLater() async throws {
        server.on("/x", .sequence([.cut(bytes, after: 700_000), .resource(bytes)]))
        await #expect(throws: TransportError.self) { try await download(retries: 0) }
        #expect(names == ["x.part", "x.part-info"])
        try await download(retries: 0)
        #expect(server.requests[1].headers["range"] == "bytes=700000-")
        #expect(contents("x") == bytes)
        #expect(names == ["x"])
    }

    @Test("a file that changed meanwhile is fetched anew")
    func changed() async throws {
        let newer = Data(bytes.reversed())
        server.on("/x", .sequence([.cut(bytes, after: 700_000), .resource(newer, tag: "\"v2\"")]))
        try await download()
        #expect(contents("x") == newer)
    }

    @Test("a wrong part is refused and the file fetched anew")
    func wrongPart() async throws {
        func part(_ range: String) -> ServerBehaviour {
            .reply(status: 206, headers: [("Content-Range", range)], body: bytes.dropFirst(700_000))
        }
        for range in ["bytes 600000-1899999/2000000", "bytes 700000-1999999/2000001", "nonsense"] {
            server.on("/x", .sequence([.cut(bytes, after: 700_000), part(range), .resource(bytes)]))
            let path = "/x"
            try await download(path)
            #expect(contents("x") == bytes, "\(range)")
            try FileManager.default.removeItem(atPath: folder.appending("x"))
            server.on("/x", .text("between"))
        }
    }

    @Test("a server that has nothing more to give is asked for all")
    func notSatisfiable() async throws {
        server.on(
            "/x",
            .sequence([
                .cut(bytes, after: 700_000), .reply(status: 416, headers: [("Content-Range", "bytes */7")]),
                .resource(bytes),
            ]))
        try await download()
        #expect(contents("x") == bytes)
    }

    @Test("without a sign of the version, and where not wanted, all is fetched again")
    func noValidator() async throws {
        let nameless = "HTTP/1.1 200 OK\r\nContent-Length: \(bytes.count)\r\n\r\n"
        server.on("/x", .sequence([.raw(Data(nameless.utf8) + bytes.prefix(700_000)), .resource(bytes)]))
        try await download()
        #expect(server.requests.allSatisfy { $0.headers["range"] == nil })
        #expect(contents("x") == bytes)
        server.on("/y", .sequence([.cut(bytes, after: 700_000), .resource(bytes)]))
        try await download("/y", resume: false)
        #expect(server.requests.allSatisfy { $0.headers["range"] == nil })
        #expect(contents("x") == bytes)
    }

    @Test("what is too large leaves nothing behind")
    func tooLarge() async throws {
        server.on("/x", .endless)
        let error = await #expect(throws: TransportError.self) { try await download(limit: 1_000_000) }
        #expect(error == .tooLarge(url: server.url("/x"), limit: 1_000_000))
        #expect(names == [])
    }

    @Test("a folder that cannot be written is said")
    func unwritable() async {
        server.on("/x", .resource(bytes))
        let error = await failure { () throws(TransportError) in
            try await Transport(.quick).download(TransportRequest(server.url("/x")), to: "/proc/none/x")
        }
        #expect(error?.code == "HTT016")
    }

    @Test("progress counts up to the whole")
    func progress() async throws {
        server.on("/x", .resource(bytes))
        let seen = Mutex<[ProgressUpdate]>([])
        _ = try await Transport(.quick).download(
            TransportRequest(server.url("/x")), to: folder.appending("x"),
            progress: ProgressReporter { update in seen.withLock { $0.append(update) } })
        let updates = seen.withLock { $0 }
        #expect(
            updates.last
                == ProgressUpdate(stage: "downloading", completed: bytes.count, total: bytes.count, unit: "bytes"))
        #expect(zip(updates, updates.dropFirst()).allSatisfy { $0.completed <= $1.completed })
    }
}
