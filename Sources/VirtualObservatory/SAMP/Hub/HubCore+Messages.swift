// SPDX-License-Identifier: Apache-2.0

extension HubCore {
    func notify(_ message: SAMPValue, to recipient: String, from sender: Client) throws {
        let (mtype, client) = try addressed(message, to: recipient, from: sender)
        note(message, from: sender, to: client)
        client?.outlet?.put(.notification(sender: sender.id, message: message))
        log("\(sender.id) to \(recipient): \(mtype)")
    }

    /// Returns who was notified.
    func notifyAll(_ message: SAMPValue, from sender: Client) throws -> [String] {
        let mtype = try self.mtype(of: message)
        let recipients = subscribers(of: mtype, besides: sender).keys.sorted()
        for id in recipients {
            note(message, from: sender, to: clients[id])
            clients[id]?.outlet?.put(.notification(sender: sender.id, message: message))
        }
        log("\(sender.id) to all (\(recipients.count)): \(mtype)")
        return recipients
    }

    /// Returns the id of the message.
    func call(_ message: SAMPValue, to recipient: String, tag: String, from sender: Client) throws -> String {
        let (mtype, client) = try addressed(message, to: recipient, from: sender)
        guard sender.outlet != nil else { throw HubFault("\(sender.id) cannot be called, so no answer could reach it") }
        log("\(sender.id) calls \(recipient): \(mtype)")
        return send(message, to: recipient, client, from: sender, tag: tag, waiting: nil)
    }

    /// Returns the ids of the messages by recipient.
    func callAll(_ message: SAMPValue, tag: String, from sender: Client) throws -> [String: String] {
        let mtype = try self.mtype(of: message)
        guard sender.outlet != nil else { throw HubFault("\(sender.id) cannot be called, so no answer could reach it") }
        let recipients = subscribers(of: mtype, besides: sender).keys.sorted()
        log("\(sender.id) calls all (\(recipients.count)): \(mtype)")
        return Dictionary(
            uniqueKeysWithValues: recipients.map { id in
                (id, send(message, to: id, clients[id], from: sender, tag: tag, waiting: nil))
            })
    }

    /// Returns the answer of the recipient.
    ///
    /// - Parameter timeout: `nil` for as long as both are registered.
    func callAndWait(
        _ message: SAMPValue, to recipient: String, timeout: Duration?, from sender: Client
    ) async throws -> SAMPValue {
        let (mtype, client) = try addressed(message, to: recipient, from: sender)
        log("\(sender.id) calls \(recipient) and waits: \(mtype)")
        return try await withCheckedThrowingContinuation { continuation in
            let id = send(message, to: recipient, client, from: sender, tag: nil, waiting: continuation)
            guard let timeout else { return }
            Task { [weak self] in
                try await Task.sleep(for: timeout)
                await self?.give(up: id)
            }
        }
    }

    /// Takes an answer to where it is waited for.
    func reply(_ response: SAMPValue, to message: String, from responder: String) throws {
        guard let call = pending[message], call.recipient == responder else {
            throw HubFault("no message \(message) waits for an answer of \(responder)")
        }
        pending[message] = nil
        if let waiting = call.waiting {
            waiting.resume(returning: response)
        } else if let tag = call.tag, let sender = clients[call.sender] {
            note(response, from: clients[responder], to: sender)
            sender.outlet?.put(.response(responder: responder, tag: tag, response: response))
        }
    }

    /// A delivery did not reach its client.
    func deliveryFailed(_ delivery: HubDelivery, to id: String, _ error: SAMPError, failures: Int) {
        log("\(id) could not be reached: \(error)")
        if case .call(_, let message, _) = delivery {
            try? reply(
                SAMPResponse(.error, errorText: "could not be delivered: \(error)").value, to: message, from: id)
        }
        if failures >= 5 { disconnect(id, reason: "does not answer") }
    }

    // MARK: - Inside

    private func give(up message: String) {
        pending.removeValue(forKey: message)?.waiting?.resume(throwing: HubFault("no answer within the time given"))
    }

    private func mtype(of message: SAMPValue) throws -> String {
        guard let message = SAMPMessage(message) else { throw HubFault("a message needs samp.mtype and samp.params") }
        return message.mtype
    }

    /// The MType, and the recipient if it is not the hub; checks that it takes the message from this sender.
    private func addressed(_ message: SAMPValue, to recipient: String, from sender: Client) throws -> (String, Client?)
    {
        let mtype = try self.mtype(of: message)
        guard let annotation = try subscriptions(of: recipient).annotation(for: mtype) else {
            throw HubFault("\(recipient) has not subscribed to \(mtype)")
        }
        if recipient == Self.hubID { return (mtype, nil) }
        guard let client = clients[recipient], client.outlet != nil else {
            throw HubFault("\(recipient) cannot be called")
        }
        guard WebRestriction.permits(mtype, from: sender.profile, annotation: annotation) else {
            throw HubFault("a web page may not send \(mtype)")
        }
        return (mtype, client)
    }

    private func send(
        _ message: SAMPValue, to recipient: String, _ client: Client?, from sender: Client, tag: String?,
        waiting: CheckedContinuation<SAMPValue, any Error>?
    ) -> String {
        messageSerial += 1
        let id = "m\(messageSerial)-\(Secret.random().prefix(12))"
        forgetOldest()
        pending[id] = PendingCall(
            serial: messageSerial, sender: sender.id, recipient: recipient, tag: tag, waiting: waiting)
        if let client {
            note(message, from: sender, to: client)
            client.outlet?.put(.call(sender: sender.id, id: id, message: message))
        } else {
            // The hub itself answers pings.
            Task { try reply(SAMPResponse().value, to: id, from: Self.hubID) }
        }
        return id
    }

    /// Many programs never answer; what they were asked must not pile up.
    private func forgetOldest() {
        guard pending.count >= Self.mostPending else { return }
        let oldest = messageSerial - Self.mostPending / 2
        for (id, call) in pending where call.serial < oldest && call.waiting == nil { pending[id] = nil }
    }

    private func note(_ value: SAMPValue, from sender: Client?, to recipient: Client?) {
        if sender?.profile == .web { addresses.note(sent: value) }
        if recipient?.profile == .web { addresses.note(received: value) }
    }
}
