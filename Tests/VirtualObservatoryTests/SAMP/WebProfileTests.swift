// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import VirtualObservatory

/// The web profile as a browser uses it.
@Suite struct WebProfileTests {
    private let folder: TemporaryFolder
    private let location: HubLocation
    private let transport = Transport(.samp)

    init() throws {
        folder = try TemporaryFolder()
        location = HubLocation(.file(folder.appending("lock")))
    }

    private func hub(consent: @escaping @Sendable (WebApplicant) async -> Bool) async throws -> SAMPHub {
        var options = SAMPHub.Options()
        options.webProfile = true
        options.webPort = 0
        options.consent = consent
        return try await SAMPHub(at: location, transport: transport, options: options)
    }

    private func call(_ hub: SAMPHub, _ method: String, _ params: [SAMPValue]) async throws -> SAMPValue {
        let url = "http://127.0.0.1:\(hub.webPort ?? 0)/"
        return try await XMLRPCCaller { url, body in
            var request = TransportRequest(url, method: .post, body: .data(body, contentType: "text/xml"))
            request.headers = [.init("Origin", "https://page.example")]
            let response = try await transport.fetch(request)
            #expect(response.headers["access-control-allow-origin"] == "*")
            return response.body
        }.call("samp.webhub." + method, params, at: url)
    }

    @Test("nobody is let in without consent, which is asked for once with name and origin")
    func consent() async throws {
        let hub = try await hub { $0 == WebApplicant(name: "good", origin: "https://page.example") }
        _ = try await call(hub, "ping", [])
        for _ in 0..<2 {
            await #expect(throws: SAMPError.self) { try await call(hub, "register", [["samp.name": "bad"]]) }
        }
        await #expect(throws: SAMPError.self) { try await call(hub, "register", [[:]]) }
        let registration = try await call(hub, "register", [["samp.name": "good"]])
        #expect(registration["samp.private-key"] != nil)
        #expect(await hub.clients == ["c1"])
        await hub.stop()
    }

    @Test("a page fetches what is sent to it, and files only if they came in a message")
    func messages() async throws {
        let hub = try await hub { _ in true }
        let registration = try await call(hub, "register", [["samp.name": "page"]])
        let key = try #require(registration["samp.private-key"])
        _ = try await call(hub, "allowReverseCallbacks", [key, "1"])
        _ = try await call(hub, "declareSubscriptions", [key, ["table.load.votable": [:]]])
        let file = folder.appending("a b.vot")
        try "<VOTABLE/>".write(toFile: file, atomically: true, encoding: .utf8)
        let url = FileAddress.url(ofPath: file)
        let translator = try #require(registration["samp.url-translator"]?.string)
        let escaped = ServiceURL(translator.replacing("?ref=", with: "")).appending([.init("ref", url)])
        #expect(try await transport.fetch(TransportRequest(escaped)).status == 403)

        let desktop = try await HubConnection.register(
            at: location, as: SAMPMetadata(name: "desktop", description: ""), through: transport)
        _ = try await desktop.send(.table(url: url, format: .votable, id: "t", name: "t"))
        let pulled = try await call(hub, "pullCallbacks", [key, "60"])
        let callback = try #require(pulled.list?.first)
        #expect(callback["samp.methodName"] == "samp.webclient.receiveNotification")
        #expect(callback["samp.params"]?.list?.first == .string(desktop.selfID))
        let translated = try await transport.fetch(TransportRequest(escaped))
        #expect(translated.body == Data("<VOTABLE/>".utf8))
        await desktop.unregister()
        await hub.stop()
    }

    @Test("a browser that asks first is told what it may do, private networks included")
    func preflight() async {
        let web = WebProfileServer(
            core: HubCore(name: "", caller: XMLRPCCaller(transport)), transport: transport, consent: { _ in false })
        let answer = await web.answer(
            LoopbackRequest(
                method: "OPTIONS", path: "/", query: nil,
                headers: [
                    "origin": "https://page.example", "access-control-request-method": "POST",
                    "access-control-request-private-network": "true",
                ], body: Data()))
        #expect(answer.status == 200)
        #expect(answer.headers["Access-Control-Allow-Private-Network"] == "true")
        #expect(answer.headers["Access-Control-Allow-Methods"]?.contains("POST") == true)
        #expect(answer.headers["Access-Control-Allow-Headers"] == "Content-Type")
    }
}
