// SPDX-License-Identifier: Apache-2.0

/// A call of the hub to us (SAMP 1.3 §3.11), before anything was made of it.
struct SAMPIncoming: Sendable {
    enum Kind: Sendable {
        case notification(SAMPMessage)
        case call(SAMPMessage, id: String)
        case response(SAMPResponse, tag: String)
    }

    var privateKey: String
    /// The public id of the sender or responder.
    var sender: String
    var kind: Kind

    /// `nil` if it is none of the methods of a client, or has not their parameters.
    init?(_ method: String, _ params: [SAMPValue]) {
        guard params.count >= 3, let key = params[0].string, let sender = params[1].string else { return nil }
        privateKey = key
        self.sender = sender
        switch method {
        case "samp.client.receiveNotification":
            guard let message = SAMPMessage(params[2]) else { return nil }
            kind = .notification(message)
        case "samp.client.receiveCall":
            guard params.count >= 4, let id = params[2].string, let message = SAMPMessage(params[3]) else { return nil }
            kind = .call(message, id: id)
        case "samp.client.receiveResponse":
            guard params.count >= 4, let tag = params[2].string else { return nil }
            kind = .response(SAMPResponse(params[3]), tag: tag)
        default: return nil
        }
    }
}

extension SAMPClient {
    /// Makes an event of what came, and answers.
    func take(_ incoming: SAMPIncoming) async {
        // A key that is not ours is of a hub that we have left, or of a stranger.
        guard let connection, incoming.privateKey == connection.privateKey else { return }
        switch incoming.kind {
        case .notification(let message): _ = await heed(message, from: incoming.sender)
        case .call(let message, let id):
            let response = await heed(message, from: incoming.sender)
            Task { try? await connection.reply(response, to: id) }
        case .response(let response, let tag): answers[tag] = (response, incoming.sender)
        }
    }

    private func heed(_ message: SAMPMessage, from sender: String) async -> SAMPResponse {
        switch message.mtype {
        case "samp.app.ping": return SAMPResponse()
        case "samp.hub.event.shutdown":
            loseHub("it has stopped")
            return SAMPResponse()
        case "samp.hub.disconnect":
            let reason = message.params["reason"]?.string ?? "no reason given"
            loseHub("it sent us away: \(reason)", isUnwelcome: true)
            return SAMPResponse()
        case "samp.hub.event.metadata":
            // A program that says one thing and leaves could not be asked for its name afterwards.
            if let id = message.params["id"]?.string, let metadata = message.params["metadata"]?.map {
                if names.count > 10_000 { names = [:] }
                names[id] = SAMPMetadata(metadata).name
            }
            return SAMPResponse()
        default: break
        }
        guard let kind = SAMPEvent.Kind(message) else {
            return SAMPResponse(.warning, errorText: "not acted on")
        }
        if case .selection(let table, let rows) = kind { selections[table] = rows }
        eventSink.yield(SAMPEvent(sender: sender, senderName: await name(of: sender), kind: kind))
        if case .unreadable(_, let reason) = kind { return SAMPResponse(.error, errorText: reason) }
        return SAMPResponse()
    }

    private func name(of id: String) async -> String {
        if let name = names[id] { return name }
        let name = (try? await connection?.peer(id))?.name ?? id
        names[id] = name
        return name
    }
}
