// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// A service as the registry has it.
public struct RegistryService: Sendable, Hashable, Codable {
    public var identifier: String
    public var shortName: String?
    public var title: String?
    public var description: String?
    public var referenceURL: String?
    /// "optical", "infrared" …
    public var wavebands: [String]
    public var standardID: String?
    /// Where to ask; several rows of one service become several values.
    public var accessURL: String?

    /// The services of an answer of RegTAP, each address once.
    public static func list(_ table: VOTableDocument.Table) -> [RegistryService] {
        let finder = ColumnFinder(table)
        var seen: Set<RegistryService> = []
        return table.rows.compactMap { row in
            let cells = finder.cells(of: row)
            func text(_ name: String) -> String? { finder.column(named: name).flatMap { cells[$0].text } }
            guard let identifier = text("ivoid") else { return nil }
            let service = RegistryService(
                identifier: identifier, shortName: text("short_name"), title: text("res_title")?.oneLine,
                description: text("res_description")?.oneLine, referenceURL: text("reference_url"),
                wavebands: (text("waveband") ?? "").split(separator: "#").map { $0.lowercased() },
                standardID: text("standard_id"), accessURL: text("access_url"))
            return seen.insert(service).inserted ? service : nil
        }
    }
}

/// Asks a registry.
public struct RegistryClient: Sendable {
    /// The full registry of GAVO at Heidelberg.
    public static let publicService = "http://dc.g-vo.org/tap"

    let tap: TAPClient

    public init(_ service: String = RegistryClient.publicService, _ transport: any ServiceExchange) {
        tap = TAPClient(service, transport)
    }

    /// - Throws: ``ServiceError``.
    public func services(_ query: RegistryQuery, maximumRecords: Int? = nil) async throws(ServiceError)
        -> [RegistryService]
    {
        RegistryService.list(try await tap.query(try query.adql(), maximumRecords: maximumRecords ?? 20_000).table)
    }
}
