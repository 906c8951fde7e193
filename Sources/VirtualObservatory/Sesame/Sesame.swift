// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// Where an object is, by its name: CDS' resolver, which asks SIMBAD, NED and VizieR.
public struct Sesame: Sendable {
    /// At the Centre de Données astronomiques de Strasbourg.
    public static let publicService = "http://cds.unistra.fr/cgi-bin/nph-sesame"

    /// An object that a resolver knows.
    public struct Object: Sendable, Hashable, Codable {
        /// As it was asked for.
        public var name: String
        /// As the resolver calls it.
        public var mainName: String?
        /// "Simbad", "NED", "VizieR".
        public var resolver: String
        public var position: SkyPoint
        /// The resolver's word for what it is: "*", "Be*", "G".
        public var type: String?
        /// Spectral type.
        public var spectralType: String?
        public var redshift: Double?
        public var aliases: [String]
    }

    let service: String
    let transport: any ServiceExchange

    public init(_ service: String = Sesame.publicService, _ transport: any ServiceExchange) {
        self.service = service
        self.transport = transport
    }

    /// The request: XML with aliases, from SIMBAD, NED and VizieR until one knows it.
    public func request(_ name: String) -> TransportRequest {
        let path = "/-oxpI/SNV?"
        return TransportRequest(service + path + ServiceURL.escaped(name.trimmed))
    }

    /// - Throws: ``ServiceError``; `.unknownName` where no resolver knows it.
    public func object(_ name: String) async throws(ServiceError) -> Object {
        guard !name.trimmed.isEmpty else {
            throw .badParameter(name: "name", value: name, reason: "it is empty")
        }
        return try Self.object(try await transport.answer(request(name)), name: name)
    }

    /// Reads an answer: the first resolver that gives a position.
    ///
    /// - Throws: ``ServiceError``.
    public static func object(_ response: TransportResponse, name: String) throws(ServiceError) -> Object {
        guard response.status < 400 else {
            throw .status(url: response.url, status: response.status, text: response.excerpt)
        }
        let root = try XMLTree.read(response.body, url: response.url)
        guard root.name.equalsIgnoringCase("Sesame") else {
            throw .badXML(
                url: response.url, reason: "the document is <\(root.name.prefix(40))>, not an answer of Sesame")
        }
        for resolver in root.descendants("Resolver") {
            guard let ra = resolver.text("jradeg").flatMap({ Double($0) }),
                let dec = resolver.text("jdedeg").flatMap({ Double($0) }), let position = SkyPoint(ra, dec)
            else { continue }
            let attribute = resolver.attributes["name"] ?? ""
            let redshift = resolver.first("z")?.text("v") ?? resolver.first("Vel")?.text("z")
            return Object(
                name: name.trimmed, mainName: resolver.text("oname"),
                resolver: attribute.split(separator: "=").last.map(String.init) ?? attribute, position: position,
                type: resolver.text("otype"), spectralType: resolver.text("spType"),
                redshift: redshift.flatMap { Double($0) }, aliases: resolver.all("alias").map(\.text.oneLine))
        }
        throw .unknownName(name: name, url: response.url)
    }
}
