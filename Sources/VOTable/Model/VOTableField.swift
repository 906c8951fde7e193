// SPDX-License-Identifier: Apache-2.0

/// The metadata of one column, or of one parameter (VOTable 1.4 §4.1).
public struct VOTableField: Sendable, Hashable, Codable {
    public enum Datatype: String, Sendable, Hashable, Codable, CaseIterable {
        case boolean, bit, unsignedByte, short, int, long, char, unicodeChar, float, double, floatComplex, doubleComplex
    }

    public var name: String
    public var datatype: Datatype
    /// "8", "*", "2x3", "16x*"; `nil` for a scalar.
    public var arraysize: String?
    public var id: String?
    public var unit: String?
    public var ucd: String?
    public var utype: String?
    public var xtype: String?
    public var ref: String?
    public var description: String?
    /// The magic value that stands for null (VALUES null).
    public var null: String?
    /// VALUES MIN and MAX, as written.
    public var minimum: String?
    public var maximum: String?
    /// VALUES OPTION: what a parameter may be.
    public var options: [String] = []
    public var links: [VOTableDocument.Link] = []

    public init(
        name: String, datatype: Datatype, arraysize: String? = nil, id: String? = nil, unit: String? = nil,
        ucd: String? = nil, utype: String? = nil, xtype: String? = nil, ref: String? = nil, description: String? = nil,
        null: String? = nil
    ) {
        self.name = name
        self.datatype = datatype
        self.arraysize = arraysize
        self.id = id
        self.unit = unit
        self.ucd = ucd
        self.utype = utype
        self.xtype = xtype
        self.ref = ref
        self.description = description
        self.null = null
    }
}
