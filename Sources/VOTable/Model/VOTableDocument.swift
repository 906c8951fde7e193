// SPDX-License-Identifier: Apache-2.0

/// A whole VOTable document in memory, for documents that fit; large ones are streamed with ``VOTableReader``.
public struct VOTableDocument: Sendable, Hashable {
    /// The version attribute without a leading "v": "1.4".
    public var version: String
    /// RESOURCE elements outside of any other, in document order.
    public var resources: [Resource]
    /// INFO elements outside of any RESOURCE; where a service says how a query went, besides in those of a resource.
    public var infos: [Info]
    /// The ID attribute, as it stands in the document.
    public var id: String?
    /// The DESCRIPTION element: text for people.
    public var description: String?
    /// PARAM elements outside of any RESOURCE.
    public var parameters: [Parameter] = []
    /// GROUP elements outside of any RESOURCE.
    public var groups: [Group] = []
    /// COOSYS and TIMESYS elements outside of any RESOURCE.
    public var coordinateSystems: [CoordinateSystem] = []
    /// What was assumed to read a document that is not as the standard wants it; empty for a good one.
    public var warnings: [String] = []

    /// All tables of all resources, nested ones too, in document order.
    public var tables: [Table] { resources.flatMap(\.allTables) }

    /// A RESOURCE: tables that belong together, with what is said of all of them.
    public struct Resource: Sendable, Hashable {
        /// For people; need not be unique.
        public var name: String?
        /// Unique in a good document; what `ref` attributes name.
        public var id: String?
        /// "results" or "meta".
        public var type: String?
        /// Role in a data model, with its prefix: "spec:Spectrum".
        public var utype: String?
        /// The DESCRIPTION element: text for people.
        public var description: String?
        /// INFO elements before and after the tables: "QUERY_STATUS" is one.
        public var infos: [Info] = []
        /// PARAM elements: values that hold for the whole resource, and inputs of a service descriptor.
        public var parameters: [Parameter] = []
        /// GROUP elements; the inputs of a service descriptor are in one (DataLink 1.0).
        public var groups: [Group] = []
        /// LINK elements beside the tables.
        public var links: [Link] = []
        /// COOSYS and TIMESYS elements, referred to by the `ref` of fields.
        public var coordinateSystems: [CoordinateSystem] = []
        /// Tables directly in this resource; nested ones are in ``resources``.
        public var tables: [Table] = []
        /// RESOURCE elements within this one.
        public var resources: [Resource] = []

        public init() {}

        var allTables: [Table] { tables + resources.flatMap(\.allTables) }
    }

    /// A TABLE: its fields, what is said about it, and its rows.
    public struct Table: Sendable, Hashable {
        /// For people; need not be unique.
        public var name: String?
        /// Unique in a good document; what `ref` attributes name.
        public var id: String?
        /// The ID of a table before it whose fields this one takes over when it has none.
        public var ref: String?
        /// Role in a data model.
        public var utype: String?
        /// The DESCRIPTION element: text for people.
        public var description: String?
        /// One per column, in the order of the values of a row.
        public var fields: [VOTableField] = []
        /// PARAM elements: columns whose value is the same in all rows.
        public var parameters: [Parameter] = []
        /// GROUP elements, which tie columns together.
        public var groups: [Group] = []
        /// LINK elements of the table.
        public var links: [Link] = []
        /// INFO elements in the table, before and after the rows: an overflow is told behind them (DALI).
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

    /// An INFO element.
    public struct Info: Sendable, Hashable {
        /// What it tells: "QUERY_STATUS".
        public var name: String
        /// The value attribute: "OK", "ERROR", "OVERFLOW".
        public var value: String
        /// The text of the element, often the error message; empty if there is none.
        public var content: String
        /// The ID attribute.
        public var id: String?

        public init(name: String, value: String, content: String = "") {
            self.name = name
            self.value = value
            self.content = content
        }
    }

    /// A PARAM element: one value with the description of a column.
    public struct Parameter: Sendable, Hashable {
        /// Name, datatype, unit and UCD.
        public var field: VOTableField
        /// Of the field's datatype; ``VOTableValue/null`` if empty.
        public var value: VOTableValue

        public init(field: VOTableField, value: VOTableValue) {
            self.field = field
            self.value = value
        }
    }

    /// A GROUP: what belongs together, by reference or by value.
    public struct Group: Sendable, Hashable {
        /// For people, and for programs that know it by convention: "inputParams".
        public var name: String?
        /// The ID attribute.
        public var id: String?
        /// Role in a data model, which tells what the group means.
        public var utype: String?
        /// Unified content descriptor of the group as a whole.
        public var ucd: String?
        /// The DESCRIPTION element: text for people.
        public var description: String?
        /// PARAM elements that are only in this group.
        public var parameters: [Parameter] = []
        /// The FIELD or PARAM IDs that FIELDref and PARAMref name.
        public var references: [String] = []
        /// GROUP elements within this one.
        public var groups: [Group] = []

        public init() {}
    }

    /// A LINK element: where more can be found.
    public struct Link: Sendable, Hashable, Codable {
        /// The address, as written.
        public var href: String?
        /// The media type behind it.
        public var contentType: String?
        /// What the target is for: "doc", "query", "type".
        public var contentRole: String?
        /// For people.
        public var title: String?
        /// The ID attribute.
        public var id: String?
        /// The value attribute, as written.
        public var value: String?

        public init() {}
    }

    /// COOSYS or TIMESYS with its attributes as written.
    public struct CoordinateSystem: Sendable, Hashable {
        /// "COOSYS" or "TIMESYS".
        public var element: String
        /// By name as written: "ID", "system", "epoch", "timescale".
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
