// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// What brings the products of a harvest: ``HTTPTransport/Transport``, or a stand-in in a test.
public protocol HarvestFetching: Sendable {
    /// Brings a product into a file, keeping what came of a broken transfer for the next attempt.
    func product(_ url: String, to path: String, limit: Int) async throws(TransportError) -> TransportResponse
    /// Brings a page into memory.
    func page(_ url: String, limit: Int) async throws(TransportError) -> TransportResponse
}

extension Transport: HarvestFetching {
    public func product(_ url: String, to path: String, limit: Int) async throws(TransportError) -> TransportResponse {
        try await download(TransportRequest(url), to: path, limit: limit, resume: true)
    }

    public func page(_ url: String, limit: Int) async throws(TransportError) -> TransportResponse {
        try await fetch(TransportRequest(url), limit: limit)
    }
}
