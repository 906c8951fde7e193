// SPDX-License-Identifier: Apache-2.0

extension SAMPClient {
    /// Who else is registered.
    public func peers() async throws(SAMPError) -> [SAMPPeer] { try await registered().peers() }

    /// Sends to everyone who takes it, or those with a name, and waits for nobody; see ``HubConnection/send(_:to:)``.
    public func send(_ parcel: SAMPParcel, to name: String? = nil) async throws(SAMPError) -> [SAMPSent] {
        try await registered().send(parcel, to: name)
    }

    /// Sends a selection, unless it is the one that came last for this table: programs that echo selections to each other never
    /// come to rest.
    ///
    /// - Returns: `nil` if it would be an echo.
    public func select(
        _ rows: [Int], of table: SAMPEvent.TableReference, to name: String? = nil
    ) async throws(SAMPError) -> [SAMPSent]? {
        if selections[table] == rows { return nil }
        selections[table] = rows
        guard let id = table.id ?? table.url else { return nil }
        return try await send(.selection(tableID: id, url: table.url, rows: rows), to: name)
    }

    /// Sends asynchronously and gives what those answered who did so within `patience`: many programs never do.
    ///
    /// A warning is no failure.
    public func ask(
        _ parcel: SAMPParcel, to name: String? = nil, patience: Duration
    ) async throws(SAMPError) -> [(sent: SAMPSent, response: SAMPResponse?)] {
        let hub = try registered()
        var asked: [(sent: SAMPSent, tag: String)] = []
        let peers = try await hub.peers().filter { $0.id != hub.hubID }
        for peer in peers {
            if let name, !peer.isNamed(name) { continue }
            guard let message = parcel.message(for: peer.subscriptions) else { continue }
            let tag = Secret.random()
            _ = try await hub.call(message, to: peer.id, tag: tag)
            asked.append((SAMPSent(client: peer.id, name: peer.name, mtype: message.mtype), tag))
        }
        if asked.isEmpty {
            throw SAMPError.noReceiver(name: name, mtypes: parcel.messages.map(\.mtype), clients: peers.map(\.name))
        }
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end, asked.contains(where: { answers[$0.tag] == nil }) {
            guard (try? await Task.sleep(for: .milliseconds(20))) != nil else { break }
        }
        return asked.map { ($0.sent, answers.removeValue(forKey: $0.tag)?.0) }
    }

    private func registered() throws(SAMPError) -> HubConnection {
        guard let connection else { throw SAMPError.noHub(lockFile: location.text) }
        return connection
    }
}
