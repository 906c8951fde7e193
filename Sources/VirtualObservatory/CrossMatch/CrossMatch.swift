// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport
public import VOTable

/// Finds the counterparts of a table's rows in a catalogue: CDS' X-Match service.
public struct CrossMatch: Sendable {
    /// At the Centre de Données astronomiques de Strasbourg.
    public static let publicService = "http://cdsxmatch.u-strasbg.fr/xmatch/api/v1/sync"

    let service: String
    let transport: any ServiceExchange

    public init(_ service: String = CrossMatch.publicService, _ transport: any ServiceExchange) {
        self.service = service
        self.transport = transport
    }

    /// The request that sends a table along.
    ///
    /// - Parameters:
    ///   - upload: a VOTable document; its columns of position are found by utype, UCD or name.
    ///   - catalogue: "simbad" or a table of VizieR, "I/355/gaiadr3".
    ///   - radius: arcseconds, at most 180.
    /// - Throws: ``ServiceError``.
    public func request(_ upload: TAPUpload, catalogue: String, radius: Double) throws(ServiceError) -> TransportRequest
    {
        guard radius > 0, radius <= 180 else {
            throw .badParameter(name: "radius", value: "\(radius)", reason: "give arcseconds above 0 and at most 180")
        }
        let name = catalogue.trimmed
        guard !name.isEmpty else { throw .badParameter(name: "catalogue", value: catalogue, reason: "it is empty") }
        let known = name.lowercased() == "simbad" || name.lowercased().hasPrefix("vizier:") ? name : "vizier:" + name
        let columns = try positionColumns(upload)
        let texts: [(String, String)] = [
            ("request", "xmatch"), ("distMaxArcsec", "\(radius)"), ("selection", "all"), ("RESPONSEFORMAT", "votable"),
            ("cat2", known), ("colRA1", columns.0), ("colDec1", columns.1),
        ]
        let parts = texts.map { TransportRequest.Part(name: $0.0, content: .init($0.1.utf8)) }
        let file = TransportRequest.Part(
            name: "cat1", fileName: upload.name + ".vot", contentType: "application/x-votable+xml",
            content: upload.content)
        return TransportRequest(service, method: .post, body: .multipart(parts + [file]))
    }

    private func positionColumns(_ upload: TAPUpload) throws(ServiceError) -> (String, String) {
        let document: VOTableDocument
        do throws(VOTableError) {
            document = try VOTableDocument(bytes: Array(upload.content), name: upload.name)
        } catch {
            throw .upload(path: upload.name, reason: "\(error)")
        }
        guard let table = document.tables.first(where: { !$0.fields.isEmpty }) else {
            throw .upload(path: upload.name, reason: "it has no table")
        }
        let finder = ColumnFinder(table)
        guard let ra = finder.column(.rightAscension), let dec = finder.column(.declination), ra < finder.fieldCount,
            dec < finder.fieldCount
        else { throw .upload(path: upload.name, reason: "it has no columns of right ascension and declination") }
        return (finder.columns[ra].name, finder.columns[dec].name)
    }

    /// The rows that have a counterpart, with its columns beside their own and the distance in arcseconds (`angDist`).
    ///
    /// - Throws: ``ServiceError``.
    public func match(
        _ upload: TAPUpload, catalogue: String, radius: Double
    ) async throws(ServiceError) -> VOTableDocument.Table {
        let response = try await transport.answer(
            try request(upload, catalogue: catalogue, radius: radius), limit: 1 << 30)
        return try TAPAnswer(response).table
    }
}
