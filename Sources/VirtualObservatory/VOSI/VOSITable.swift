// SPDX-License-Identifier: Apache-2.0

public import HTTPTransport

/// A table that a service can be asked about (VOSI 1.1 §4, VODataService 1.1).
public struct VOSITable: Sendable, Hashable {
    public struct Column: Sendable, Hashable {
        public var name: String
        public var description: String?
        public var unit: String?
        public var ucd: String?
        public var utype: String?
        public var type: String?
        /// "indexed", "primary".
        public var flags: [String]
    }

    public var schema: String?
    public var name: String
    public var description: String?
    public var rowCount: Int?
    public var columns: [Column]

    /// The tables of a service, which may stand below schemas or alone.
    ///
    /// - Throws: ``ServiceError``.
    public static func list(_ response: TransportResponse) throws(ServiceError) -> [VOSITable] {
        guard response.status < 400 else {
            throw .status(url: response.url, status: response.status, text: response.excerpt)
        }
        let root = try XMLTree.read(response.body, url: response.url)
        guard ["tableset", "table"].contains(root.name.lowercased()) else {
            throw .badXML(url: response.url, reason: "the document is <\(root.name.prefix(40))>, not <tableset>")
        }
        if root.name.lowercased() == "table" { return [VOSITable(root, schema: nil)] }
        return root.all("schema").flatMap { schema in
            schema.all("table").map { VOSITable($0, schema: schema.text("name")) }
        } + root.all("table").map { VOSITable($0, schema: nil) }
    }

    private init(_ element: XMLTree, schema: String?) {
        self.schema = schema
        name = element.text("name") ?? ""
        description = element.text("description")?.oneLine
        rowCount = element.text("nrows").flatMap { Int($0) }
        columns = element.all("column").map { column in
            Column(
                name: column.text("name") ?? "", description: column.text("description")?.oneLine,
                unit: column.text("unit"), ucd: column.text("ucd"), utype: column.text("utype"),
                type: column.text("dataType"), flags: column.all("flag").map(\.text.trimmed))
        }
    }
}
