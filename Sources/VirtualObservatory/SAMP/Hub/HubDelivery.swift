// SPDX-License-Identifier: Apache-2.0

/// What the hub tells a client (SAMP 1.3 §3.11).
enum HubDelivery: Sendable {
    case notification(sender: String, message: SAMPValue)
    case call(sender: String, id: String, message: SAMPValue)
    case response(responder: String, tag: String, response: SAMPValue)

    /// Without the prefix of a profile.
    var method: String {
        switch self {
        case .notification: "receiveNotification"
        case .call: "receiveCall"
        case .response: "receiveResponse"
        }
    }

    var params: [SAMPValue] {
        switch self {
        case .notification(let sender, let message): [.string(sender), message]
        case .call(let sender, let id, let message): [.string(sender), .string(id), message]
        case .response(let responder, let tag, let response): [.string(responder), .string(tag), response]
        }
    }
}

/// The way to a client. Takes what there is at once and brings it on its own.
protocol HubOutlet: Sendable {
    func put(_ delivery: HubDelivery)
    func close()
    /// Returns when all that was put is delivered, or has failed.
    func drain() async
}

/// What the hub refuses, in words for the caller.
struct HubFault: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}
