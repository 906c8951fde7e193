// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTransport

/// A web page that wants to talk with the programs of the desktop.
public struct WebApplicant: Sendable, Hashable {
    /// What the page calls itself.
    public var name: String
    /// Where the browser says the page is from; `nil` if it does not.
    public var origin: String?
}

/// The web profile: the hub as web pages reach it, at a fixed port and after a person's consent (SAMP 1.3 §5).
struct WebProfileServer: Sendable {
    typealias Consent = @Sendable (WebApplicant) async -> Bool

    let core: HubCore
    let transport: Transport
    let consent: Consent
    private let verdicts = WebVerdicts()

    init(core: HubCore, transport: Transport, consent: @escaping Consent) {
        self.core = core
        self.transport = transport
        self.consent = consent
    }

    func answer(_ request: LoopbackRequest) async -> LoopbackResponse {
        let origin = request.headers["origin"]
        var answer: LoopbackResponse
        switch request.method {
        case "OPTIONS": answer = LoopbackResponse()
        case "POST":
            answer = await XMLRPCService { method, params in
                try await call(method, params, origin: origin, host: request.headers["host"] ?? "127.0.0.1:21012")
            }.answer(request)
        default: answer = await translated(request)
        }
        if origin != nil {
            answer.headers["Access-Control-Allow-Origin"] = "*"
            if request.method == "OPTIONS" {
                answer.headers["Access-Control-Allow-Methods"] = "GET, POST, OPTIONS"
                answer.headers["Access-Control-Allow-Headers"] = "Content-Type"
                answer.headers["Access-Control-Max-Age"] = "86400"
                // Browsers ask before a page of the net may reach loopback (Private Network Access).
                if request.headers["access-control-request-private-network"]?.lowercased() == "true" {
                    answer.headers["Access-Control-Allow-Private-Network"] = "true"
                }
            }
        }
        return answer
    }

    private func call(
        _ method: String, _ params: [SAMPValue], origin: String?, host: String
    ) async throws -> SAMPValue {
        guard method.hasPrefix("samp.webhub.") else { throw HubFault("there is no method \(method)") }
        let name = String(method.dropFirst("samp.webhub.".count))
        guard name == "register" else { return try await HubProfile(core: core, profile: .web).call(name, params) }
        // Before version 1.3 of the standard, pages sent their name alone.
        guard let claimed = params.first?["samp.name"]?.string ?? params.first?.string, !claimed.isEmpty else {
            throw HubFault("register wants a map with samp.name")
        }
        let applicant = WebApplicant(name: String(SAMPText.plain(claimed).prefix(100)), origin: origin)
        guard await verdicts.isWelcome(applicant, consent: consent) else {
            throw HubFault("the user has not consented")
        }
        let client = try await core.register(.web)
        return [
            "samp.private-key": .string(client.privateKey), "samp.self-id": .string(client.id),
            "samp.hub-id": .string(HubCore.hubID),
            "samp.url-translator": .string("http://\(host)/translator/\(client.privateKey)?ref="),
        ]
    }

    /// What stands at an address that a page cannot reach itself: a file, or a server that does not speak to pages.
    private func translated(_ request: LoopbackRequest) async -> LoopbackResponse {
        let parts = request.path.split(separator: "/")
        guard parts.count == 2, parts[0] == "translator", let query = request.query, query.hasPrefix("ref=") else {
            return .text(404, "nothing here")
        }
        guard (try? await core.client(key: String(parts[1]), profile: .web)) != nil else {
            return .text(403, "no client is registered with this private key")
        }
        guard let address = String(query.dropFirst(4)).removingPercentEncoding,
            await core.addresses.permits(address)
        else { return .text(403, "only addresses that came in a message may be fetched") }
        if let path = FileAddress.path(of: address) {
            let file = URL(filePath: path).resolvingSymlinksInPath().path
            let attributes = try? FileManager.default.attributesOfItem(atPath: file)
            guard attributes?[.type] as? FileAttributeType == .typeRegular else {
                return .text(404, "no such file")
            }
            return LoopbackResponse(headers: ["Content-Type": "application/octet-stream"], body: .file(path))
        }
        do {
            let fetched = try await transport.fetch(TransportRequest(address), limit: 256 << 20)
            let type = fetched.headers["content-type"] ?? "application/octet-stream"
            return LoopbackResponse(
                status: fetched.status, headers: ["Content-Type": type], body: .data(fetched.body))
        } catch {
            return .text(502, "\(error)")
        }
    }
}

/// Asks one question at a time, and never again who was refused.
private actor WebVerdicts {
    private var refused: Set<WebApplicant> = []
    private var last: Task<Bool, Never>?

    func isWelcome(_ applicant: WebApplicant, consent: @escaping WebProfileServer.Consent) async -> Bool {
        if refused.contains(applicant) { return false }
        let before = last
        let question = Task {
            _ = await before?.value
            return await consent(applicant)
        }
        last = question
        let verdict = await question.value
        if !verdict, refused.count < 10_000 { refused.insert(applicant) }
        return verdict
    }
}
