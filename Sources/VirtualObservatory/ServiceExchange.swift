// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// What carries a request to a service and brings the answer: ``Transport``, or recorded answers in a test.
public protocol ServiceExchange: Sendable {
    /// The whole answer, whatever its status; at most `limit` bytes.
    func fetch(_ request: TransportRequest, limit: Int) async throws(TransportError) -> TransportResponse
}

extension ServiceExchange {
    /// The answer, with the failures of the transport as ``ServiceError``.
    func answer(_ request: TransportRequest, limit: Int = 256 << 20) async throws(ServiceError) -> TransportResponse {
        do {
            return try await fetch(request, limit: limit)
        } catch {
            throw .transport(error)
        }
    }
}
