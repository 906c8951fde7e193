// SPDX-License-Identifier: Apache-2.0

public import Foundation
public import HTTPTransport

/// A program of the desktop that sends and receives, for as long as it likes, whatever becomes of the hub.
///
/// ```swift
/// let client = try await SAMPClient(at: HubLocation(), as: metadata, through: transport)
/// for await event in client.events { print(event.senderName, event.kind) }
/// await client.stop()
/// ```
///
/// When the hub stops, crashes or is started anew, the client registers again by itself and says so as an event. Messages are
/// answered by the hub's rules, and never waited for.
public actor SAMPClient {
    public struct Options: Sendable {
        /// The MTypes to take beside those that every client needs.
        public var mtypes = SAMPEvent.Kind.mtypes
        /// Whether to wait for a hub if there is none at the start.
        public var waitsForHub = false
        /// How often the hub is looked after.
        public var checkInterval = Duration.seconds(2)

        public init() {}
    }

    /// What is received, in order. Ends with ``stop()``. If nobody listens, what came first is kept, up to 10,000 events.
    public nonisolated let events: AsyncStream<SAMPEvent>

    let location: HubLocation
    let metadata: SAMPMetadata
    let transport: Transport
    let options: Options
    let lent: ServedContent
    var connection: HubConnection?
    var names: [String: String] = [:]
    /// The last selection that came for a table, so that it is not sent back.
    var selections: [SAMPEvent.TableReference: [Int]] = [:]
    /// Answers to calls of ours by tag.
    var answers: [String: (SAMPResponse, responder: String)] = [:]
    let eventSink: AsyncStream<SAMPEvent>.Continuation
    private let inboxSink: AsyncStream<SAMPIncoming>.Continuation
    private var server: LoopbackServer?
    private var tasks: [Task<Void, Never>] = []
    private var misses = 0
    /// The secret of a hub that told us to go: it is not asked again.
    private var unwelcome: String?

    /// Starts our own server and registers.
    ///
    /// - Throws: ``SAMPError``; that there is no hub, or a dead one, only unless ``Options/waitsForHub``.
    public init(
        at location: HubLocation, as metadata: SAMPMetadata, through transport: Transport,
        options: Options = Options()
    ) async throws(SAMPError) {
        self.location = location
        self.metadata = metadata
        self.transport = transport
        self.options = options
        let lent = ServedContent()
        self.lent = lent
        (events, eventSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(10_000))
        let inbox: AsyncStream<SAMPIncoming>
        (inbox, inboxSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(10_000))
        let sink = inboxSink
        let service = XMLRPCService { method, params in
            guard let incoming = SAMPIncoming(method, params) else {
                throw HubFault("there is no method \(method) with these parameters")
            }
            // Nothing here may wait for the hub, which may be waiting for us.
            sink.yield(incoming)
            return ""
        }
        server = try await LoopbackServer { request in
            request.path.hasPrefix("/content/") ? lent.answer(request) : await service.answer(request)
        }
        do throws(SAMPError) {
            try await register()
        } catch {
            guard options.waitsForHub, error.isAbsence else {
                await server?.stop()
                throw error
            }
            eventSink.yield(SAMPEvent(sender: "", senderName: "", kind: .hubLost(reason: error.description)))
        }
        tasks = [
            Task { [weak self] in
                for await incoming in inbox { await self?.take(incoming) }
            },
            Task { [weak self, options] in
                while (try? await Task.sleep(for: options.checkInterval)) != nil { await self?.lookAfterHub() }
            },
        ]
    }

    /// Unregisters and closes our server.
    public func stop() async {
        tasks.forEach { $0.cancel() }
        await connection?.unregister()
        connection = nil
        inboxSink.finish()
        eventSink.finish()
        await server?.stop()
        server = nil
    }

    /// The registration, while there is one.
    public var hub: HubConnection? { connection }

    /// Lends content to other programs under an address of ours that cannot be guessed.
    ///
    /// - Parameter lifetime: how long it stays at least.
    public func lend(
        _ content: Data, name: String, contentType: String, for lifetime: Duration = .seconds(1800)
    ) throws(SAMPError) -> String {
        try address(lent.lend(.data(content), name: name, contentType: contentType, for: lifetime))
    }

    /// Lends a file, which must stay as it is.
    public func lend(
        fileAt path: String, contentType: String, for lifetime: Duration = .seconds(1800)
    ) throws(SAMPError) -> String {
        let name = (path as NSString).lastPathComponent
        return try address(lent.lend(.file(path), name: name, contentType: contentType, for: lifetime))
    }

    /// How often something lent was fetched.
    public func fetches(ofLent url: String) -> Int {
        lent.fetches(String(url.dropFirst(server?.url.count ?? 0)))
    }

    private func address(_ path: String) throws(SAMPError) -> String {
        guard let server else { throw SAMPError.cannotListen(address: "127.0.0.1", reason: "the client has stopped") }
        return server.url + path
    }

    // MARK: - The hub

    private func register() async throws(SAMPError) {
        guard let callback = server?.url else { return }
        let connection = try await HubConnection.register(at: location, as: metadata, through: transport)
        guard connection.lock.secret != unwelcome else {
            await connection.unregister()
            throw SAMPError.refused(method: "register", by: connection.hubURL, reason: "it sent us away")
        }
        // From here on messages may come.
        self.connection = connection
        do throws(SAMPError) {
            try await connection.ask("setXmlrpcCallback", [.string(callback + "/")])
            let own = [
                "samp.app.ping", "samp.hub.event.shutdown", "samp.hub.disconnect", "samp.hub.event.metadata",
            ]
            let subscriptions = SAMPSubscriptions(own + options.mtypes)
            try await connection.ask("declareSubscriptions", [.map(subscriptions.patterns)])
        } catch {
            self.connection = nil
            await connection.unregister()
            throw error
        }
        names = [:]
        misses = 0
        eventSink.yield(SAMPEvent(sender: connection.hubID, senderName: "hub", kind: .hubFound(url: connection.hubURL)))
    }

    func loseHub(_ reason: String, isUnwelcome: Bool = false) {
        guard let lost = connection else { return }
        if isUnwelcome { unwelcome = lost.lock.secret }
        connection = nil
        eventSink.yield(SAMPEvent(sender: lost.hubID, senderName: "hub", kind: .hubLost(reason: reason)))
    }

    private func lookAfterHub() async {
        guard let connection else {
            if let lock = try? await location.lock(through: transport), lock.secret == unwelcome { return }
            try? await register()
            return
        }
        do throws(SAMPError) {
            // With our key, so that a hub started anew at the same port is noticed.
            try await connection.ask("getSubscriptions", [.string(connection.selfID)])
            misses = 0
        } catch {
            if case .refused = error { return loseHub("it does not know us any more") }
            misses += 1
            let lock = try? await location.lock(through: transport)
            if misses >= 2 || lock?.secret != connection.lock.secret { loseHub(error.description) }
        }
    }
}

extension SAMPError {
    /// Whether it means that no hub runs.
    var isAbsence: Bool {
        switch self {
        case .noHub, .staleLock, .badLock: true
        default: false
        }
    }
}
