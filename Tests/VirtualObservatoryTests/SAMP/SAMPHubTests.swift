// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import VirtualObservatory

/// Our hub and our clients over real sockets on loopback.
@Suite struct SAMPHubTests {
    private let folder: TemporaryFolder
    private let location: HubLocation
    private let transport = Transport(.samp)

    init() throws {
        folder = try TemporaryFolder()
        location = HubLocation(.file(folder.appending("lock")))
    }

    private func client(_ name: String, waits: Bool = false) async throws -> SAMPClient {
        var options = SAMPClient.Options()
        options.checkInterval = .milliseconds(50)
        options.waitsForHub = waits
        return try await SAMPClient(
            at: location, as: SAMPMetadata(name: name, description: ""), through: transport, options: options)
    }

    @Test("a table and a selection go from one client to another, and the answer comes back")
    func send() async throws {
        let hub = try await SAMPHub(at: location, transport: transport)
        let (sender, receiver) = (try await client("sender"), try await client("receiver"))
        let answers = try await sender.ask(
            .table(url: "file:///t.vot", format: .votable, id: "t", name: "Tα"), to: "receiver", patience: .seconds(60))
        #expect(answers.map(\.sent.mtype) == ["table.load.votable"])
        #expect(answers.map(\.response?.status) == [.ok])
        #expect(try await sender.select([0, 5], of: .init(id: "t", url: nil))?.map(\.name) == ["receiver"])
        var kinds: [SAMPEvent.Kind] = []
        for await event in receiver.events where event.senderName == "sender" {
            kinds.append(event.kind)
            if kinds.count == 2 { break }
        }
        #expect(
            kinds == [
                .table(url: "file:///t.vot", format: .votable, id: "t", name: "Talpha"),
                .selection(table: .init(id: "t", url: nil), rows: [0, 5]),
            ])
        // The receiver does not send back what it has just been told.
        #expect(try await receiver.select([0, 5], of: .init(id: "t", url: nil)) == nil)
        #expect(try await receiver.select([1], of: .init(id: "t", url: nil)) != nil)
        await #expect(throws: SAMPError.self) { try await sender.send(.pointing(ra: 1, dec: 2), to: "nobody") }
        await sender.stop()
        #expect(await hub.clients == ["c2"])
        await receiver.stop()
        await hub.stop()
    }

    @Test("lent content is fetched under its address, and under no other")
    func lending() async throws {
        let hub = try await SAMPHub(at: location, transport: transport)
        let client = try await client("lender")
        let url = try await client.lend(Data("<VOTABLE/>".utf8), name: "ζ Tau.vot", contentType: "text/xml")
        #expect(url.hasSuffix("/zeta_Tau.vot"))
        #expect(try await transport.fetch(TransportRequest(url)).body == Data("<VOTABLE/>".utf8))
        #expect(await client.fetches(ofLent: url) == 1)
        let wrong = url.replacing("/content/", with: "/content/0")
        #expect(try await transport.fetch(TransportRequest(wrong)).status == 404)
        let file = folder.appending("big.fits")
        let bytes = Data((0..<400_000).map { UInt8(truncatingIfNeeded: $0) })
        try bytes.write(to: URL(filePath: file))
        let fileURL = try await client.lend(fileAt: file, contentType: "application/fits")
        #expect(try await transport.fetch(TransportRequest(fileURL)).body == bytes)
        await client.stop()
        await hub.stop()
    }

    @Test("the lock file is private, goes with its hub, and keeps a second hub away")
    func lockFile() async throws {
        let hub = try await SAMPHub(at: location, transport: transport)
        let attributes = try FileManager.default.attributesOfItem(atPath: hub.lockFile)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        await #expect(throws: SAMPError.hubRunning(lockFile: hub.lockFile, hub: hub.url)) {
            _ = try await SAMPHub(at: location, transport: transport)
        }
        await hub.stop()
        #expect(!FileManager.default.fileExists(atPath: hub.lockFile))
        await #expect(throws: SAMPError.noHub(lockFile: hub.lockFile)) { _ = try await client("late") }
    }

    @Test("a lock file of a dead hub is said and left alone by clients, and replaced by a new hub")
    func staleLock() async throws {
        let dead = try await LoopbackServer { _ in LoopbackResponse() }
        let url = dead.url
        await dead.stop()
        let text = "samp.secret=x\nsamp.hub.xmlrpc.url=\(url)\n"
        try text.write(toFile: location.text, atomically: true, encoding: .utf8)
        do {
            _ = try await client("any")
            Issue.record("registered with a dead hub")
        } catch SAMPError.staleLock(_, let hub, _) {
            #expect(hub == url)
        }
        #expect(try String(contentsOfFile: location.text, encoding: .utf8) == text)
        let hub = try await SAMPHub(at: location, transport: transport)
        #expect(hub.replacedStaleLock)
        await hub.stop()
    }

    @Test("a client registers again when the hub is started anew")
    func restart() async throws {
        let client = try await client("faithful", waits: true)
        var events = client.events.makeAsyncIterator()
        guard case .hubLost = await events.next()?.kind else {
            Issue.record("did not say that there is no hub")
            return
        }
        let first = try await SAMPHub(at: location, transport: transport)
        #expect(await events.next()?.kind == .hubFound(url: first.url))
        await first.stop()
        guard case .hubLost = await events.next()?.kind else {
            Issue.record("did not notice the end of the hub")
            return
        }
        let second = try await SAMPHub(at: location, transport: transport)
        #expect(await events.next()?.kind == .hubFound(url: second.url))
        #expect(await second.clients == ["c1"])
        await client.stop()
        #expect(await second.clients == [])
        await second.stop()
    }

    @Test("wrong secrets, methods and bodies are faults, not crashes")
    func faults() async throws {
        let hub = try await SAMPHub(at: location, transport: transport)
        let caller = XMLRPCCaller(transport)
        for (method, params) in [
            ("samp.hub.register", ["wrong"]), ("samp.hub.nothing", ["x"]), ("other.method", []),
            ("samp.hub.notify", []),
        ] as [(String, [SAMPValue])] {
            await #expect(throws: SAMPError.self) { try await caller.call(method, params, at: hub.url) }
        }
        #expect(try await caller.call("samp.hub.ping", [], at: hub.url) == "")
        let garbage = TransportRequest(hub.url, method: .post, body: .data(Data("{}".utf8), contentType: "text/xml"))
        let answer = try await transport.fetch(garbage)
        guard case .fault = try XMLRPCReader.read(answer.body, from: "hub") else {
            Issue.record("garbage was no fault")
            return
        }
        await hub.stop()
    }
}
