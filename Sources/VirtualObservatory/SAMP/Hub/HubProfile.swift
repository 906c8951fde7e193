// SPDX-License-Identifier: Apache-2.0

/// The calls that both profiles have, by their name without prefix (SAMP 1.3 §4.3, §5.2).
struct HubProfile: Sendable {
    let core: HubCore
    let profile: HubCore.Profile

    /// - Parameter method: without "samp.hub." or "samp.webhub.".
    func call(_ method: String, _ params: [SAMPValue]) async throws -> SAMPValue {
        // With and without a key.
        if method == "ping" { return "" }
        guard let key = params.first?.string else { throw HubFault("\(method) wants a private key first") }
        let client = try await core.client(key: key, profile: profile)
        let rest = Array(params.dropFirst())
        switch method {
        case "unregister": await core.unregister(client.id)
        case "declareMetadata": await core.declareMetadata(try map(rest, 0), of: client.id)
        case "declareSubscriptions": await core.declareSubscriptions(try map(rest, 0), of: client.id)
        case "getMetadata": return .map(try await core.metadata(of: string(rest, 0)))
        case "getSubscriptions": return .map(try await core.subscriptions(of: string(rest, 0)).patterns)
        case "getRegisteredClients":
            return .list(await core.registeredClients(besides: client.id).map { .string($0) })
        case "getSubscribedClients": return .map(await core.subscribers(of: try string(rest, 0), besides: client))
        case "notify": try await core.notify(value(rest, 1), to: string(rest, 0), from: client)
        case "notifyAll": return .list(try await core.notifyAll(value(rest, 0), from: client).map { .string($0) })
        case "call":
            return .string(
                try await core.call(value(rest, 2), to: string(rest, 0), tag: string(rest, 1), from: client))
        case "callAll":
            return .map(
                try await core.callAll(value(rest, 1), tag: string(rest, 0), from: client).mapValues { .string($0) })
        case "callAndWait":
            let seconds = value(rest, 2).int ?? 0
            let timeout: Duration? = seconds > 0 ? .seconds(min(seconds, 1_000_000)) : nil
            return try await core.callAndWait(value(rest, 1), to: string(rest, 0), timeout: timeout, from: client)
        case "reply": try await core.reply(value(rest, 1), to: string(rest, 0), from: client.id)
        case "setXmlrpcCallback" where profile == .standard:
            let url = try string(rest, 0)
            let outlet = CallbackOutlet(url: url, privateKey: key, caller: core.caller) { delivery, error, count in
                await core.deliveryFailed(delivery, to: client.id, error, failures: count)
            }
            await core.setOutlet(outlet, of: client.id)
        case "allowReverseCallbacks" where profile == .web:
            if value(rest, 0).bool ?? false {
                if !(client.outlet is PullOutlet) { await core.setOutlet(PullOutlet(), of: client.id) }
            } else {
                await core.removeOutlet(of: client.id)
            }
        case "pullCallbacks" where profile == .web:
            guard let outlet = client.outlet as? PullOutlet else {
                throw HubFault("allowReverseCallbacks comes before pullCallbacks")
            }
            let seconds = value(rest, 0).int ?? 0
            return .list(await outlet.pull(timeout: .seconds(seconds < 0 ? 600 : min(seconds, 600))))
        default: throw HubFault("there is no method \(method)")
        }
        return ""
    }

    private func value(_ params: [SAMPValue], _ index: Int) -> SAMPValue {
        index < params.count ? params[index] : ""
    }

    private func string(_ params: [SAMPValue], _ index: Int) throws -> String {
        guard let text = value(params, index).string else { throw HubFault("parameter \(index + 2) is no string") }
        return text
    }

    private func map(_ params: [SAMPValue], _ index: Int) throws -> [String: SAMPValue] {
        // An empty map of some libraries looks like an empty list or string.
        if value(params, index) == .list([]) || value(params, index) == "" { return [:] }
        guard let map = value(params, index).map else { throw HubFault("parameter \(index + 2) is no map") }
        return map
    }
}
