// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import VirtualObservatory

/// Keeps what the hub delivers.
private final class Mailbox: HubOutlet {
    private let kept = Mutex<[HubDelivery]>([])

    var deliveries: [HubDelivery] { kept.withLock { $0 } }

    func put(_ delivery: HubDelivery) { kept.withLock { $0.append(delivery) } }
    func close() {}
    func drain() async {}
}

@Suite struct HubCoreTests {
    private let hub = HubCore(name: "test hub", caller: XMLRPCCaller { _, _ in throw HubFault("no net") })

    /// A registered client that takes these messages.
    private func client(
        _ patterns: [String: SAMPValue] = [:], profile: HubCore.Profile = .standard
    ) async throws -> (HubCore.Client, Mailbox) {
        let key = try await hub.register(profile).privateKey
        let id = try await hub.client(key: key, profile: profile).id
        let mailbox = Mailbox()
        await hub.setOutlet(mailbox, of: id)
        await hub.declareSubscriptions(patterns, of: id)
        return (try await hub.client(key: key, profile: profile), mailbox)
    }

    private let message = SAMPMessage("table.load.votable", ["url": "file:///data/secret.vot"]).value

    @Test("a notification reaches a subscriber, and nobody else")
    func notify() async throws {
        let (sender, _) = try await client()
        let (taker, mailbox) = try await client(["table.*": [:]])
        let (other, _) = try await client(["image.*": [:]])
        try await hub.notify(message, to: taker.id, from: sender)
        #expect(try await hub.notifyAll(message, from: sender) == [taker.id])
        #expect(mailbox.deliveries.map(\.params) == Array(repeating: [.string(sender.id), message], count: 2))
        await #expect(throws: HubFault.self) { try await hub.notify(message, to: other.id, from: sender) }
        await #expect(throws: HubFault.self) { try await hub.notify(message, to: "c99", from: sender) }
        await #expect(throws: HubFault.self) { try await hub.notify(["samp.params": [:]], to: taker.id, from: sender) }
    }

    @Test("an answer goes back under its tag, once, and only from who was asked")
    func call() async throws {
        let (sender, mailbox) = try await client()
        let (taker, takerMailbox) = try await client(["table.*": [:]])
        let id = try await hub.call(message, to: taker.id, tag: "tag", from: sender)
        #expect(takerMailbox.deliveries.map(\.params) == [[.string(sender.id), .string(id), message]])
        await #expect(throws: HubFault.self) { try await hub.reply(SAMPResponse().value, to: id, from: sender.id) }
        try await hub.reply(SAMPResponse().value, to: id, from: taker.id)
        #expect(mailbox.deliveries.map(\.params) == [[.string(taker.id), "tag", SAMPResponse().value]])
        await #expect(throws: HubFault.self) { try await hub.reply(SAMPResponse().value, to: id, from: taker.id) }
    }

    @Test("who waits for an answer gets it, or learns that the client has gone, or that time is over")
    func callAndWait() async throws {
        let (sender, _) = try await client()
        let (taker, mailbox) = try await client(["table.*": [:]])
        async let answer = hub.callAndWait(message, to: taker.id, timeout: nil, from: sender)
        while mailbox.deliveries.isEmpty { await Task.yield() }
        let id = try #require(mailbox.deliveries[0].params[1].string)
        try await hub.reply(SAMPResponse(.ok, result: ["a": "b"]).value, to: id, from: taker.id)
        #expect(try await answer["samp.result"] == ["a": "b"])

        await #expect(throws: HubFault.self) {
            try await hub.callAndWait(message, to: taker.id, timeout: .milliseconds(1), from: sender)
        }

        async let gone = hub.callAndWait(message, to: taker.id, timeout: nil, from: sender)
        while mailbox.deliveries.count < 3 { await Task.yield() }
        await hub.unregister(taker.id)
        #expect(SAMPResponse(try await gone).status == .error)
    }

    @Test("the hub answers pings itself")
    func ping() async throws {
        let (sender, mailbox) = try await client()
        _ = try await hub.call(SAMPMessage("samp.app.ping").value, to: "hub", tag: "t", from: sender)
        while mailbox.deliveries.isEmpty { await Task.yield() }
        #expect(mailbox.deliveries.map(\.params) == [["hub", "t", SAMPResponse().value]])
    }

    @Test("subscribers hear of registrations, metadata, subscriptions and departures")
    func events() async throws {
        let (_, mailbox) = try await client(["samp.hub.event.*": [:]])
        let (other, _) = try await client(["table.*": [:]])
        await hub.declareMetadata(["samp.name": "other"], of: other.id)
        await hub.unregister(other.id)
        let heard = mailbox.deliveries.compactMap { $0.params[1]["samp.mtype"]?.string }
        #expect(
            heard
                == ["subscriptions", "register", "subscriptions", "metadata", "unregister"].map {
                    "samp.hub.event.\($0)"
                })
    }

    @Test("a web page may show things but start nothing, unless the receiver says so")
    func webRestriction() async throws {
        let (page, _) = try await client(profile: .web)
        let (taker, _) = try await client(["*": [:]])
        let (brave, _) = try await client([
            "script.*": ["samp.mostly-harmless": "1"], "table.*": ["samp.mostly-harmless": "0"],
        ])
        let script = SAMPMessage("script.aladin.send", ["script": "rm"]).value
        try await hub.notify(message, to: taker.id, from: page)
        await #expect(throws: HubFault.self) { try await hub.notify(script, to: taker.id, from: page) }
        try await hub.notify(script, to: brave.id, from: page)
        await #expect(throws: HubFault.self) { try await hub.notify(message, to: brave.id, from: page) }
        #expect(await hub.subscribers(of: "script.aladin.send", besides: page).keys.sorted() == [brave.id])
    }

    @Test("a page may fetch addresses that were sent to it, but not those it named first and had echoed")
    func addresses() async throws {
        let (page, _) = try await client(["*": [:]], profile: .web)
        let (desktop, _) = try await client(["*": [:]])
        try await hub.notify(message, to: page.id, from: desktop)
        #expect(await hub.addresses.permits("file:///data/secret.vot"))
        let own = SAMPMessage("table.load.votable", ["url": "file:///etc/passwd"]).value
        try await hub.notify(own, to: desktop.id, from: page)
        try await hub.notify(own, to: page.id, from: desktop)
        #expect(await !hub.addresses.permits("file:///etc/passwd"))
    }

    @Test("a key opens only its own profile, and none after leaving")
    func keys() async throws {
        let (sender, _) = try await client()
        await #expect(throws: HubFault.self) { try await hub.client(key: sender.privateKey, profile: .web) }
        await #expect(throws: HubFault.self) { try await hub.client(key: "guess", profile: .standard) }
        await hub.unregister(sender.id)
        await #expect(throws: HubFault.self) { try await hub.client(key: sender.privateKey, profile: .standard) }
    }

    @Test(
        "the methods of a profile refuse parameters of a wrong kind",
        arguments: [
            ("declareMetadata", ["text"]), ("notify", ["hub"]), ("notify", ["hub", ["samp.mtype": ["list"]]]),
            ("getMetadata", [[:]]),
            ("noSuchMethod", []), ("pullCallbacks", ["1"]), ("reply", ["m1", [:]]),
        ] as [(String, [SAMPValue])])
    func wrongParameters(method: String, params: [SAMPValue]) async throws {
        let (sender, _) = try await client()
        let profile = HubProfile(core: hub, profile: .standard)
        await #expect(throws: HubFault.self) { try await profile.call(method, [.string(sender.privateKey)] + params) }
        await #expect(throws: HubFault.self) { try await profile.call(method, []) }
    }
}
