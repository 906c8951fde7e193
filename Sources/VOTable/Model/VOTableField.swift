// SPDX-License-Identifier: Apache-2.0

/// The metadata of one column, or of one parameter (VOTable 1.4 §4.1).
public struct VOTableField: Sendable, Hashable, Codable {
    /// What each element is, in the standard's words.
    public enum Datatype: String, Sendable, Hashable, Codable, CaseIterable {
        /// `short`, `int` and `long` have 16, 32 and 64 bits, signed; complex numbers are two of their kind.
        case boolean, bit, unsignedByte, short, int, long, char, unicodeChar, float, double, floatComplex, doubleComplex
    }

    /// What columns are asked for by, often case-insensitively; may repeat within a table.
    public var name: String
    /// Of one element; with ``arraysize`` of an array or string.
    public var datatype: Datatype
    /// "8", "*", "2x3", "16x*"; `nil` for a scalar.
    public var arraysize: String?
    /// Unique in a good document; what `ref` attributes and FIELDrefs name.
    public var id: String?
    /// As written, VOUnits in a good document: "Angstrom", "deg"; `nil` for a number without unit.
    public var unit: String?
    /// Unified content descriptor, what the column means: "pos.eq.ra;meta.main".
    public var ucd: String?
    /// Role in a data model: "ssa:Access.Reference".
    public var utype: String?
    /// How the value is to be read beyond its datatype (DALI): "timestamp", "point".
    public var xtype: String?
    /// The ID of what the column refers to: a COOSYS, TIMESYS, GROUP or other field.
    public var ref: String?
    /// The DESCRIPTION element: text for people.
    public var description: String?
    /// The magic value that stands for null (VALUES null).
    public var null: String?
    /// VALUES MIN, as written.
    public var minimum: String?
    /// VALUES MAX, as written.
    public var maximum: String?
    /// VALUES OPTION: what a parameter may be.
    public var options: [String] = []
    /// LINK elements: where a value leads to.
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
