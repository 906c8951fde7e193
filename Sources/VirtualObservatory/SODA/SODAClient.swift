// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// What a service that cuts sent for one dataset.
public enum SODAOutcome: Sendable, Hashable {
    case product(TransportResponse)
    /// Nothing of the dataset lies in the stretch: HTTP 204 (SODA 1.0 §4.2).
    case empty
}

/// Asks a SODA service, or one of its predecessors, for one dataset at a time.
public struct SODAClient: Sendable {
    public let descriptor: ServiceDescriptor
    let transport: any ServiceExchange

    public init(_ descriptor: ServiceDescriptor, _ transport: any ServiceExchange) {
        self.descriptor = descriptor
        self.transport = transport
    }

    /// The request for one dataset.
    ///
    /// - Throws: ``ServiceError/notOffered(service:parameter:reason:)``.
    public func request(_ choice: SODAChoice, row value: (String) -> String?) throws(ServiceError) -> TransportRequest {
        TransportRequest(ServiceURL(descriptor.accessURL).setting(try descriptor.fields(choice, row: value)))
    }

    /// The product for one dataset; an asynchronous service is waited for and its first result fetched.
    ///
    /// - Parameters:
    ///   - value: the value in the row's column of an ID.
    ///   - patience: the longest wait for a job, in seconds.
    ///   - limit: the largest product accepted, in bytes.
    /// - Throws: ``ServiceError``.
    public func product(
        _ choice: SODAChoice, row value: @Sendable (String) -> String?, patience: Double = 600, limit: Int = 1 << 30
    ) async throws(ServiceError) -> SODAOutcome {
        guard descriptor.kind == .sodaAsync else {
            return try Self.outcome(try await transport.answer(try request(choice, row: value), limit: limit))
        }
        let uws = UWSClient(descriptor.accessURL, transport)
        let job = try await uws.run(.form(try descriptor.fields(choice, row: value)), patience: patience)
        guard let result = job.results.first else { return .empty }
        let response = try await uws.content(of: result, job, limit: limit)
        await uws.forget(job)
        return try Self.outcome(response)
    }

    /// Judges an answer: a product, nothing in range, or a refusal in one of its many forms.
    ///
    /// - Throws: ``ServiceError``.
    public static func outcome(_ response: TransportResponse) throws(ServiceError) -> SODAOutcome {
        if response.status == 204 { return .empty }
        guard response.status < 400 else {
            if response.content == .voTable { _ = try DALIAnswer(response) }
            throw .status(url: response.url, status: response.status, text: response.excerpt)
        }
        if response.body.isEmpty { return .empty }
        switch response.content {
        case .html, .image, .pdf:
            throw .notVOTable(url: response.url, kind: response.content.article, text: response.excerpt)
        case .voTable:
            // A refusal is short; a spectrum is read by those who want it.
            if response.body.count < 16_384 { _ = try DALIAnswer(response) }
        default: break
        }
        return .product(response)
    }
}
