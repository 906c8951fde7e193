// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// A registration with a hub, through the standard profile (SAMP 1.3 §4).
///
/// ```swift
/// let hub = try await HubConnection.register(at: HubLocation(), as: metadata, through: transport)
/// for peer in try await hub.peers() { print(peer.name) }
/// await hub.unregister()
/// ```
public struct HubConnection: Sendable {
    public let hubURL: String
    /// The hub's name for us, as other clients see it.
    public let selfID: String
    public let hubID: String
    let privateKey: String
    let lock: HubLock
    private let caller: XMLRPCCaller

    /// Finds the hub, makes sure that it lives, and registers.
    ///
    /// - Throws: ``SAMPError/noHub(lockFile:)``, ``SAMPError/staleLock(lockFile:hub:reason:)``,
    ///   ``SAMPError/badLock(place:reason:)``, ``SAMPError/refused(method:by:reason:)``. A stale lock file is left alone.
    public static func register(
        at location: HubLocation, as metadata: SAMPMetadata, through transport: Transport
    ) async throws(SAMPError) -> HubConnection {
        let lock = try await location.lock(through: transport)
        let caller = XMLRPCCaller(transport)
        let answer: SAMPValue
        do throws(SAMPError) {
            _ = try await caller.call("samp.hub.ping", [], at: lock.url)
            answer = try await caller.call("samp.hub.register", [.string(lock.secret)], at: lock.url)
        } catch {
            switch error {
            case .unreachable(_, let reason), .malformed(_, let reason):
                throw SAMPError.staleLock(lockFile: location.text, hub: lock.url, reason: reason)
            case .refused(let method, _, let reason):
                throw SAMPError.refused(method: method, by: "the hub at \(lock.url)", reason: reason)
            default: throw error
            }
        }
        guard let key = answer["samp.private-key"]?.string, let id = answer["samp.self-id"]?.string else {
            throw SAMPError.malformed(
                place: lock.url, reason: "a registration without samp.private-key or samp.self-id")
        }
        let connection = HubConnection(
            hubURL: lock.url, selfID: id, hubID: answer["samp.hub-id"]?.string ?? "hub", privateKey: key, lock: lock,
            caller: caller)
        try await connection.ask("declareMetadata", [.map(metadata.values)])
        return connection
    }

    /// Calls a method of the hub with our private key.
    @discardableResult
    func ask(_ method: String, _ params: [SAMPValue] = []) async throws(SAMPError) -> SAMPValue {
        do {
            return try await caller.call("samp.hub." + method, [.string(privateKey)] + params, at: hubURL)
        } catch .refused(_, _, let reason) {
            throw SAMPError.refused(method: method, by: "the hub at \(hubURL)", reason: reason)
        }
    }

    public func unregister() async {
        // The hub may have gone before us. A task of its own, because a cancelled one must say good-bye too.
        await Task { _ = try? await ask("unregister") }.value
    }

    /// Who else is registered, the hub itself included; one that leaves meanwhile is left out.
    public func peers() async throws(SAMPError) -> [SAMPPeer] {
        var peers: [SAMPPeer] = []
        for id in try await ask("getRegisteredClients").list?.compactMap(\.string) ?? [] where id != selfID {
            guard let peer = try? await peer(id) else { continue }
            peers.append(peer)
        }
        return peers
    }

    public func peer(_ id: String) async throws(SAMPError) -> SAMPPeer {
        let metadata = try await ask("getMetadata", [.string(id)])
        let subscriptions = try await ask("getSubscriptions", [.string(id)])
        return SAMPPeer(
            id: id, metadata: SAMPMetadata(metadata.map ?? [:]),
            subscriptions: SAMPSubscriptions(subscriptions.map ?? [:]))
    }

    /// Says it and does not wait for anything.
    public func notify(_ message: SAMPMessage, to id: String) async throws(SAMPError) {
        try await ask("notify", [.string(id), message.value])
    }

    /// Asks; the answer comes to the callback under `tag`. Returns the hub's id of the message.
    func call(_ message: SAMPMessage, to id: String, tag: String) async throws(SAMPError) -> String {
        try await ask("call", [.string(id), .string(tag), message.value]).string ?? ""
    }

    func reply(_ response: SAMPResponse, to message: String) async throws(SAMPError) {
        try await ask("reply", [.string(message), response.value])
    }
}
