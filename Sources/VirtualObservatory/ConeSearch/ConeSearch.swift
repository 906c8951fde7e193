// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
public import VOTable

/// Catalogue entries around a position (Simple Cone Search 1.03 and 1.1).
public struct ConeSearch: Sendable {
    public let service: ServiceURL
    let transport: any ServiceExchange

    public init(_ service: String, _ transport: any ServiceExchange) {
        self.service = ServiceURL(service)
        self.transport = transport
    }

    /// The result of a search.
    public struct Answer: Sendable, Hashable {
        public var table: VOTableDocument.Table
        public var isOverflow: Bool

        /// Where each row is; `nil` for rows without a position.
        public var positions: [SkyPoint?] {
            let finder = ColumnFinder(table)
            let positions = PositionFinder(finder)
            return table.rows.map { positions.position(finder.cells(of: $0)) }
        }
    }

    /// - Parameter verbosity: 1 for the main columns, 2 for the usual ones, 3 for all.
    /// - Throws: ``ServiceError/badParameter(name:value:reason:)``.
    public func request(_ circle: SkyCircle, verbosity: Int? = nil) throws(ServiceError) -> TransportRequest {
        guard circle.radius >= 0, circle.radius <= 180 else {
            throw .badParameter(name: "SR", value: "\(circle.radius)", reason: "give 0 to 180 degrees")
        }
        if let verbosity, !(1...3).contains(verbosity) {
            throw .badParameter(name: "VERB", value: "\(verbosity)", reason: "give 1, 2 or 3")
        }
        return TransportRequest(
            service.setting(
                [
                    .init("RA", "\(circle.centre.rightAscension)"), .init("DEC", "\(circle.centre.declination)"),
                    .init("SR", "\(circle.radius)"),
                ] + (verbosity.map { [.init("VERB", "\($0)")] } ?? [])))
    }

    /// - Throws: ``ServiceError``.
    public func search(_ circle: SkyCircle, verbosity: Int? = nil) async throws(ServiceError) -> Answer {
        try Self.answer(try await transport.answer(try request(circle, verbosity: verbosity)))
    }

    /// Reads an answer. Before DALI a refusal was an INFO or a PARAM named "Error" and no table (Cone Search 1.03 §2.3).
    ///
    /// - Throws: ``ServiceError``.
    public static func answer(_ response: TransportResponse) throws(ServiceError) -> Answer {
        let answer = try DALIAnswer(response)
        if let table = answer.results { return Answer(table: table, isOverflow: answer.status.isOverflow) }
        var infos = answer.document.infos
        var parameters = answer.document.parameters
        func visit(_ resource: VOTableDocument.Resource) {
            infos += resource.infos
            parameters += resource.parameters
            for inner in resource.resources { visit(inner) }
        }
        for resource in answer.document.resources { visit(resource) }
        func isError(_ name: String, _ id: String?) -> Bool {
            name.equalsIgnoringCase("Error") || id?.equalsIgnoringCase("Error") == true
        }
        let said =
            infos.first { isError($0.name, $0.id) }.map { $0.value.isEmpty ? $0.content : $0.value }
            ?? parameters.first { isError($0.field.name, $0.field.id) }?.value.text
        if let said { throw .refused(url: response.url, message: said.oneLine) }
        throw .incomplete(url: response.url, missing: "table")
    }
}
