// SPDX-License-Identifier: Apache-2.0

import HTTPTransport

/// Asks a DataLink service for the links of datasets.
public struct DataLinkClient: Sendable {
    /// Of the service, with fixed parameters of the descriptor.
    public let service: ServiceURL
    let idParameter: String
    let transport: any ServiceExchange
    /// Longer addresses are refused by some servers.
    private static let longestURL = 4000

    public init(_ service: String, _ transport: any ServiceExchange) {
        self.service = ServiceURL(service)
        idParameter = "ID"
        self.transport = transport
    }

    /// A service that an answer describes.
    public init(_ descriptor: ServiceDescriptor, _ transport: any ServiceExchange) {
        let fixed = descriptor.inputs.compactMap { input in
            input.value.map { TransportRequest.Field(input.name, $0) }
        }
        let id = descriptor.inputs.first { $0.reference != nil } ?? descriptor.choices.first
        idParameter = id?.name ?? "ID"
        service = ServiceURL(
            ServiceURL(descriptor.accessURL).setting(fixed.filter { !$0.name.equalsIgnoringCase(id?.name ?? "ID") }))
        self.transport = transport
    }

    /// The document at an address that a row gave.
    ///
    /// - Throws: ``ServiceError``.
    public static func document(
        at url: String, _ transport: any ServiceExchange
    ) async throws(ServiceError) -> DataLinkAnswer {
        try DataLinkAnswer(try await transport.answer(TransportRequest(url)))
    }

    /// The links of all datasets, several in one request. A service that answers for fewer than it was asked is asked for the rest; a dataset
    /// for which nothing comes has a row with a fault.
    ///
    /// - Throws: ``ServiceError``.
    public func links(_ ids: [String]) async throws(ServiceError) -> DataLinkAnswer {
        var rows: [DataLinkRow] = []
        var descriptors: [ServiceDescriptor] = []
        var pending = Self.unique(ids)[...]
        var size = pending.count
        while !pending.isEmpty {
            let asked = batch(pending.prefix(size))
            let answer: DataLinkAnswer
            do {
                answer = try DataLinkAnswer(try await transport.answer(request(asked)))
            } catch {
                // Some take one ID only and refuse several.
                guard asked.count > 1, !Self.isConnection(error) else { throw error }
                size = 1
                continue
            }
            rows += answer.rows
            // The IDs of descriptors count within one document only.
            let known = Set(descriptors.compactMap(\.id))
            descriptors += answer.descriptors.filter { $0.id.map { !known.contains($0) } ?? true }
            let answered = Set(answer.rows.map(\.id))
            let open = asked.filter { !answered.contains($0) }
            pending = (open + pending.dropFirst(asked.count))[...]
            guard open.count == asked.count else { continue }
            if asked.count > 1 {
                size = 1
            } else if answer.rows.count == 1 || !answer.rows.isEmpty && asked.count == 1 {
                // The service writes the ID in another way than we did.
                for index in rows.indices.suffix(answer.rows.count) { rows[index].id = asked[0] }
                pending = pending.dropFirst()
            } else {
                rows.append(Self.nothing(asked[0]))
                pending = pending.dropFirst()
            }
        }
        return DataLinkAnswer(rows: rows, descriptors: descriptors, status: .ok)
    }

    func request(_ ids: [String]) -> TransportRequest {
        TransportRequest(service.setting(ids.map { .init(idParameter, $0) }))
    }

    /// As many as fit into one address.
    private func batch(_ ids: ArraySlice<String>) -> [String] {
        var taken: [String] = []
        var length = service.text.utf8.count
        for id in ids {
            length += 3 * id.utf8.count + idParameter.utf8.count + 2
            if !taken.isEmpty, length > Self.longestURL { break }
            taken.append(id)
        }
        return taken
    }

    private static func unique(_ ids: [String]) -> [String] {
        var seen: Set<String> = []
        return ids.filter { seen.insert($0).inserted }
    }

    private static func isConnection(_ error: ServiceError) -> Bool {
        if case .transport = error { return true }
        return false
    }

    private static func nothing(_ id: String) -> DataLinkRow {
        DataLinkRow(
            id: id, target: .fault(DataLinkFault("NotFoundFault: the service sent no row for this dataset")),
            semantics: "#this")
    }
}
