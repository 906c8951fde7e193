// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
public import VOTable

/// The result of an ADQL query.
public struct TAPAnswer: Sendable, Hashable {
    public var table: VOTableDocument.Table
    /// The service has more rows than it sent (MAXREC, or a limit of its own).
    public var isOverflow: Bool
    /// Services on the rows.
    public var descriptors: [ServiceDescriptor]
    public var url: String

    let answer: DALIAnswer

    /// - Throws: ``ServiceError``.
    public init(_ response: TransportResponse) throws(ServiceError) {
        answer = try DALIAnswer(response)
        guard let table = answer.results else { throw .incomplete(url: answer.url, missing: "result table") }
        self.table = table
        isOverflow = answer.status.isOverflow
        descriptors = ServiceDescriptor.all(in: answer)
        url = answer.url
    }

    /// The rows as spectra, where the table is of ObsCore or has columns like it.
    public func records(service: String) -> [SSARecord] {
        let reader = SSATableReader(table, in: answer, service: service)
        return table.rows.map { reader.record($0) }
    }
}
