// SPDX-License-Identifier: Apache-2.0

public import VOTable

/// A parameter that a service says it takes: in an SSA metadata answer, or in a service descriptor (DataLink 1.1 §4).
public struct InputParameter: Sendable, Hashable {
    public var name: String
    public var datatype: VOTableField.Datatype
    public var arraysize: String?
    public var unit: String?
    public var ucd: String?
    public var utype: String?
    public var xtype: String?
    public var description: String?
    /// A value given beforehand: to be sent as it is (descriptor), or what is taken otherwise (SSA).
    public var value: String?
    /// The ID of the column whose value is to be sent.
    public var reference: String?
    public var minimum: String?
    public var maximum: String?
    /// All that may be sent; empty for anything.
    public var options: [String]

    init(_ parameter: VOTableDocument.Parameter) {
        let field = parameter.field
        name = field.name
        datatype = field.datatype
        arraysize = field.arraysize
        unit = field.unit.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
        ucd = field.ucd.flatMap { $0.trimmed.isEmpty ? nil : $0.trimmed }
        utype = field.utype
        xtype = field.xtype
        description = field.description.map(\.oneLine)
        value = parameter.value.text
        // Before DataLink 1.0 the column stood in a LINK.
        let source = field.links.first { $0.contentRole?.lowercased() == "ddl:id-source" }?.value
        reference = field.ref ?? source.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
        minimum = field.minimum
        maximum = field.maximum
        options = field.options
    }

    /// Whether the value is two numbers, lower and upper end.
    var isInterval: Bool { xtype?.lowercased() == "interval" || arraysize == "2" }
}
