// SPDX-License-Identifier: Apache-2.0

/// A whole VOTable document in memory, for documents that fit; large ones are streamed with ``VOTableReader``.
public struct VOTableDocument: Sendable, Hashable {
    /// The version attribute without a leading "v": "1.4".
    public var version: String
    public var resources: [Resource]
    public var infos: [Info]
    public var id: String?
    public var description: String?
    public var parameters: [Parameter] = []
    public var groups: [Group] = []
    public var coordinateSystems: [CoordinateSystem] = []
    /// What was assumed to read a document that is not as the standard wants it; empty for a good one.
    public var warnings: [String] = []

    /// All tables of all resources, nested ones too, in document order.
    public var tables: [Table] { resources.flatMap(\.allTables) }

    public struct Resource: Sendable, Hashable {
        public var name: String?
        public var id: String?
        /// "results" or "meta".
        public var type: String?
        public var utype: String?
        public var description: String?
        public var infos: [Info] = []
        public var parameters: [Parameter] = []
        public var groups: [Group] = []
        public var links: [Link] = []
        public var coordinateSystems: [CoordinateSystem] = []
        public var tables: [Table] = []
        public var resources: [Resource] = []

        public init() {}

        var allTables: [Table] { tables + resources.flatMap(\.allTables) }
    }

    public struct Table: Sendable, Hashable {
        public var name: String?
        public var id: String?
        public var ref: String?
        public var utype: String?
        public var description: String?
        public var fields: [VOTableField] = []
        public var parameters: [Parameter] = []
        public var groups: [Group] = []
        public var links: [Link] = []
        public var infos: [Info] = []
        /// n rows of `fields.count` values each.
        public var rows: [[VOTableValue]] = []
        /// The attribute of that name: how many rows the writer promised.
        public var declaredRowCount: Int?
        /// The FITS file that holds the rows, where the table is serialised as FITS; `rows` is then empty.
        public var fitsBytes: [UInt8]?
        /// Which HDU of ``fitsBytes`` is the table; `nil` for the first table extension (VOTable 1.4 §5.3).
        public var fitsExtension: Int?

        public init() {}
    }

    public struct Info: Sendable, Hashable {
        public var name: String
        public var value: String
        public var content: String
        public var id: String?

        public init(name: String, value: String, content: String = "") {
            self.name = name
            self.value = value
            self.content = content
        }
    }

    public struct Parameter: Sendable, Hashable {
        public var field: VOTableField
        public var value: VOTableValue

        public init(field: VOTableField, value: VOTableValue) {
            self.field = field
            self.value = value
        }
    }

    public struct Group: Sendable, Hashable {
        public var name: String?
        public var id: String?
        public var utype: String?
        public var ucd: String?
        public var description: String?
        public var parameters: [Parameter] = []
        /// The FIELD or PARAM IDs that FIELDref and PARAMref name.
        public var references: [String] = []
        public var groups: [Group] = []

        public init() {}
    }

    public struct Link: Sendable, Hashable, Codable {
        public var href: String?
        public var contentType: String?
        public var contentRole: String?
        public var title: String?
        public var id: String?
        public var value: String?

        public init() {}
    }

    /// COOSYS or TIMESYS with its attributes as written.
    public struct CoordinateSystem: Sendable, Hashable {
        public var element: String
        public var attributes: [String: String]

        public init(element: String, attributes: [String: String]) {
            self.element = element
            self.attributes = attributes
        }
    }

    public init(version: String = "1.4", resources: [Resource] = [], infos: [Info] = []) {
        self.version = version
        self.resources = resources
        self.infos = infos
    }
}
