// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
import VOTable

/// The answer of an SSA service to a query (SSA 1.1 §8).
public struct SSAAnswer: Sendable, Hashable {
    public var records: [SSARecord]
    public var status: QueryStatus
    /// Services that the answer offers for its rows: DataLink, SODA, SSDP.
    public var descriptors: [ServiceDescriptor]
    /// Where the answer came from in the end.
    public var url: String

    /// - Parameter service: the address as it was asked, noted in each record.
    /// - Throws: ``ServiceError``.
    public init(_ response: TransportResponse, service: String) throws(ServiceError) {
        try self.init(DALIAnswer(response), service: service)
    }

    init(_ answer: DALIAnswer, service: String) throws(ServiceError) {
        url = answer.url
        status = answer.status
        descriptors = ServiceDescriptor.all(in: answer)
        guard let table = answer.results else {
            records = []
            return
        }
        let reader = SSATableReader(table, in: answer, service: service)
        records = table.rows.map { reader.record($0) }
        if !records.isEmpty, ColumnFinder(table).column(.accessURL) == nil {
            throw .incomplete(url: answer.url, missing: "column with access URLs (utype Access.Reference)")
        }
    }
}
