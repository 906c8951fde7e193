// SPDX-License-Identifier: Apache-2.0

/// The hub's mind, apart from its sockets: who is registered, who takes what, who waits for an answer (SAMP 1.3 §3).
///
/// Nothing here waits for a client: messages are put into outlets, answers come by ``reply``.
actor HubCore {
    enum Profile: Sendable, Hashable { case standard, web }

    struct Client: Sendable {
        var id: String
        var privateKey: String
        var profile: Profile
        var metadata: [String: SAMPValue] = [:]
        var subscriptions = SAMPSubscriptions()
        /// `nil` while the client cannot be called.
        var outlet: (any HubOutlet)?
    }

    /// Who waits for the answer to a call.
    struct PendingCall {
        var serial: Int
        var sender: String
        var recipient: String
        /// `nil` for one that waits within its own call.
        var tag: String?
        var waiting: CheckedContinuation<SAMPValue, any Error>?
    }

    static let hubID = "hub"
    static let mostClients = 1000
    static let mostPending = 100_000

    let caller: XMLRPCCaller
    let log: @Sendable (String) -> Void
    var clients: [String: Client] = [:]
    var idByKey: [String: String] = [:]
    var pending: [String: PendingCall] = [:]
    var addresses = AddressTracker()
    private var clientSerial = 0
    var messageSerial = 0
    private let hubMetadata: [String: SAMPValue]
    private let hubSubscriptions = SAMPSubscriptions(["samp.app.ping"])

    init(name: String, caller: XMLRPCCaller, log: @escaping @Sendable (String) -> Void = { _ in }) {
        self.caller = caller
        self.log = log
        hubMetadata = [
            "samp.name": .string(name), "samp.description.text": "SAMP hub of Secchi, standard and web profile",
        ]
    }

    // MARK: - Who is here

    func register(_ profile: Profile) throws -> Client {
        guard clients.count < Self.mostClients else { throw HubFault("\(Self.mostClients) clients are registered") }
        clientSerial += 1
        let client = Client(
            id: "c\(clientSerial)", privateKey: Secret.random(), profile: profile,
            outlet: nil)
        clients[client.id] = client
        idByKey[client.privateKey] = client.id
        log("\(client.id) registered")
        announce("register", client.id)
        return client
    }

    func unregister(_ id: String) {
        guard let client = clients.removeValue(forKey: id) else { return }
        idByKey[client.privateKey] = nil
        client.outlet?.close()
        for (message, call) in pending where call.recipient == id || call.sender == id {
            pending[message] = nil
            let gone = SAMPResponse(.error, errorText: "the client \(id) has gone").value
            if let waiting = call.waiting {
                waiting.resume(returning: gone)
            } else if call.sender != id, let tag = call.tag {
                clients[call.sender]?.outlet?.put(.response(responder: id, tag: tag, response: gone))
            }
        }
        log("\(id) unregistered")
        announce("unregister", id)
    }

    /// The client with a private key.
    func client(key: String, profile: Profile) throws -> Client {
        guard let id = idByKey[key], let client = clients[id], client.profile == profile else {
            throw HubFault("no client is registered with this private key")
        }
        (client.outlet as? PullOutlet)?.touch()
        return client
    }

    func setOutlet(_ outlet: any HubOutlet, of id: String) {
        clients[id]?.outlet?.close()
        clients[id]?.outlet = outlet
    }

    func removeOutlet(of id: String) {
        clients[id]?.outlet?.close()
        clients[id]?.outlet = nil
    }

    func declareMetadata(_ metadata: [String: SAMPValue], of id: String) {
        clients[id]?.metadata = metadata
        announce("metadata", id, ["metadata": .map(metadata)])
    }

    func declareSubscriptions(_ patterns: [String: SAMPValue], of id: String) {
        // An annotation that is no map is an old habit, and means none.
        let patterns = patterns.mapValues { $0.map == nil ? .map([:]) : $0 }
        clients[id]?.subscriptions = SAMPSubscriptions(patterns)
        announce("subscriptions", id, ["subscriptions": .map(patterns)])
    }

    func metadata(of id: String) throws -> [String: SAMPValue] {
        if id == Self.hubID { return hubMetadata }
        guard let client = clients[id] else { throw HubFault("no client \(id) is registered") }
        return client.metadata
    }

    func subscriptions(of id: String) throws -> SAMPSubscriptions {
        if id == Self.hubID { return hubSubscriptions }
        guard let client = clients[id] else { throw HubFault("no client \(id) is registered") }
        return client.subscriptions
    }

    func registeredClients(besides id: String) -> [String] {
        [Self.hubID] + clients.keys.filter { $0 != id }.sorted()
    }

    /// The annotations of those who take a message from this sender, without itself.
    func subscribers(of mtype: String, besides sender: Client) -> [String: SAMPValue] {
        var result: [String: SAMPValue] = [:]
        if let annotation = hubSubscriptions.annotation(for: mtype) { result[Self.hubID] = annotation }
        for client in clients.values where client.id != sender.id && client.outlet != nil {
            guard let annotation = client.subscriptions.annotation(for: mtype),
                WebRestriction.permits(mtype, from: sender.profile, annotation: annotation)
            else { continue }
            result[client.id] = annotation
        }
        return result
    }

    /// Tells all who want to know of an event of the hub.
    func announce(_ event: String, _ id: String? = nil, _ more: [String: SAMPValue] = [:]) {
        var params = more
        if let id { params["id"] = .string(id) }
        let message = SAMPMessage("samp.hub.event.\(event)", params)
        for client in clients.values where client.subscriptions.contains(message.mtype) {
            client.outlet?.put(.notification(sender: Self.hubID, message: message.value))
        }
    }

    /// Says good-bye to a client that the hub drops.
    func disconnect(_ id: String, reason: String) {
        log("\(id) dropped: \(reason)")
        let message = SAMPMessage("samp.hub.disconnect", ["reason": .string(reason)])
        if let client = clients[id], client.subscriptions.contains(message.mtype) {
            client.outlet?.put(.notification(sender: Self.hubID, message: message.value))
        }
        unregister(id)
    }

    /// Drops web pages that were closed without saying so.
    func sweep(idle: Duration = .seconds(300)) {
        for client in clients.values {
            if let outlet = client.outlet as? PullOutlet, outlet.idle > idle {
                disconnect(client.id, reason: "not heard of for \(idle)")
            }
        }
    }

    /// Tells all that the hub ends; returns when they know, at the latest after `patience`.
    func shutDown(patience: Duration) async {
        announce("shutdown")
        let outlets = clients.values.compactMap(\.outlet)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await withTaskGroup(of: Void.self) { inner in
                    for outlet in outlets { inner.addTask { await outlet.drain() } }
                }
            }
            group.addTask { try? await Task.sleep(for: patience) }
            await group.next()
            group.cancelAll()
        }
        outlets.forEach { $0.close() }
        for call in pending.values { call.waiting?.resume(throwing: HubFault("the hub has stopped")) }
        pending = [:]
        clients = [:]
        idByKey = [:]
    }
}
