// SPDX-License-Identifier: Apache-2.0

import HTTPTransport
import Synchronization
import VirtualObservatory

/// Plays a service: answers by a rule, and notes what it was asked.
final class Player: ServiceExchange {
    private let rule: @Sendable (TransportRequest) throws(TransportError) -> TransportResponse
    private let asked = Mutex<[TransportRequest]>([])

    var requests: [TransportRequest] { asked.withLock { $0 } }

    init(_ rule: @escaping @Sendable (TransportRequest) throws(TransportError) -> TransportResponse) {
        self.rule = rule
    }

    /// Answers by address; any other is unknown.
    convenience init(_ answers: [String: TransportResponse]) {
        self.init { (request) throws(TransportError) in
            guard let answer = answers[request.url] else { throw .unknownHost(url: request.url) }
            return answer
        }
    }

    func fetch(_ request: TransportRequest, limit: Int) async throws(TransportError) -> TransportResponse {
        asked.withLock { $0.append(request) }
        return try rule(request)
    }
}
