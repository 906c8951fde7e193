// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
import VOTable

/// A links document (DataLink 1.0 and 1.1 §3): the links of one or several datasets and the services on them.
public struct DataLinkAnswer: Sendable, Hashable {
    /// In document order, which may be by kind rather than by dataset.
    public var rows: [DataLinkRow]
    public var descriptors: [ServiceDescriptor]
    /// On an overflow some of the datasets asked for are not in ``rows``.
    public var status: QueryStatus

    /// - Throws: ``ServiceError``.
    public init(_ response: TransportResponse) throws(ServiceError) {
        let answer = try DALIAnswer(response)
        guard let table = answer.results else { throw .incomplete(url: answer.url, missing: "table of links") }
        let finder = ColumnFinder(table)
        // The names are fixed by the standard.
        func place(_ name: String) -> Int? { finder.column(named: name) }
        guard let id = place("ID"), let url = place("access_url"), let semantics = place("semantics") else {
            throw .incomplete(url: answer.url, missing: "columns ID, access_url and semantics of a links table")
        }
        let (service, error, description) = (place("service_def"), place("error_message"), place("description"))
        let (type, length, qualifier) = (place("content_type"), place("content_length"), place("content_qualifier"))
        let (local, auth, authorized) = (place("local_semantics"), place("link_auth"), place("link_authorized"))
        let readable = authorized ?? place("readable")
        rows = table.rows.map { row in
            let cells = finder.cells(of: row)
            func text(_ column: Int?) -> String? { column.flatMap { cells[$0].text } }
            let target: DataLinkRow.Target =
                if let message = text(error) {
                    .fault(DataLinkFault(message))
                } else if let address = text(url) {
                    .url(answer.absolute(address))
                } else if let name = text(service) {
                    .service(name)
                } else {
                    .fault(DataLinkFault("DefaultFault: the row has neither an address nor a service"))
                }
            let bytes = length.flatMap { cells[$0].number }.flatMap { Int(exactly: $0) }
            var result = DataLinkRow(
                id: text(id) ?? "", target: target, description: text(description), semantics: text(semantics) ?? "",
                contentType: text(type).map { MediaType($0) }, contentLength: bytes.flatMap { $0 < 0 ? nil : $0 })
            result.contentQualifier = text(qualifier)
            result.localSemantics = text(local)
            result.authentication = text(auth)
            if let readable, case .boolean(let may) = cells[readable] { result.isAuthorized = may }
            result.fields = finder.columns
            result.cells = cells
            return result
        }
        descriptors = ServiceDescriptor.all(in: answer)
        status = answer.status
    }

    init(rows: [DataLinkRow], descriptors: [ServiceDescriptor], status: QueryStatus) {
        self.rows = rows
        self.descriptors = descriptors
        self.status = status
    }

    /// The links of one dataset.
    public func rows(of id: String) -> [DataLinkRow] { rows.filter { $0.id == id } }

    /// The descriptor that a row names.
    public func descriptor(_ row: DataLinkRow) -> ServiceDescriptor? {
        guard case .service(let id) = row.target else { return nil }
        return descriptors.first { $0.id == id }
    }

    /// The SODA services on one dataset with the row they stand in, synchronous ones first. An unknown kind of service counts only where
    /// the semantics say that it processes or cuts.
    public func processing(of id: String) -> [(row: DataLinkRow, descriptor: ServiceDescriptor)] {
        let found = rows(of: id).compactMap { row in descriptor(row).map { (row: row, descriptor: $0) } }
        let fit = found.filter { pair in
            switch pair.descriptor.kind {
            case .sodaSync, .sodaAsync: true
            case .links: false
            default: ["proc", "cutout"].contains(pair.row.relation)
            }
        }
        return fit.filter { $0.descriptor.kind != .sodaAsync } + fit.filter { $0.descriptor.kind == .sodaAsync }
    }
}
