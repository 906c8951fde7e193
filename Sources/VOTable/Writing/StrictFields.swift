// SPDX-License-Identifier: Apache-2.0

/// Makes a description fit for strict readers: IDs, null values and sizes as VOTable 1.4 and its schema want them.
struct StrictFields {
    private var names: [String: String] = [:]
    private var used: Set<String> = []
    private var fieldIDs: Set<String> = []

    /// Notes the IDs of a document, in document order, and finds an XML name for each.
    init(
        table: VOTableDocument.Table, resource: VOTableDocument.Resource, following: [VOTableDocument.Resource] = []
    ) {
        add(resource.id)
        for system in resource.coordinateSystems { add(system.attributes["ID"]) }
        for info in resource.infos { add(info.id) }
        for parameter in resource.parameters { add(parameter.field.id) }
        for group in resource.groups { add(group) }
        add(table.id)
        for info in table.infos { add(info.id) }
        for field in table.fields { add(field.id) }
        fieldIDs = Set(table.fields.compactMap(\.id))
        for parameter in table.parameters { add(parameter.field.id) }
        for group in table.groups { add(group) }
        for resource in following {
            add(resource.id)
            for parameter in resource.parameters { add(parameter.field.id) }
            for group in resource.groups { add(group) }
        }
    }

    private mutating func add(_ group: VOTableDocument.Group) {
        add(group.id)
        for parameter in group.parameters { add(parameter.field.id) }
        for inner in group.groups { add(inner) }
    }

    private mutating func add(_ id: String?) {
        guard let id, names[id] == nil else { return }
        var name = String(
            id.unicodeScalars.map { scalar -> Character in
                let isName =
                    scalar.isASCII ? scalar.properties.isAlphabetic || scalar.properties.numericType != nil : false
                return isName || scalar == "_" || scalar == "-" || scalar == "." ? Character(scalar) : "_"
            })
        if !(name.first.map { $0.isLetter || $0 == "_" } ?? false) { name = "_" + name }
        var free = name
        var number = 2
        while used.contains(free) {
            free = "\(name)_\(number)"
            number += 1
        }
        used.insert(free)
        names[id] = free
    }

    /// The XML name of an ID; `nil` for one that no element has, which a reference must not name.
    func name(of id: String?) -> String? { id.flatMap { names[$0] } }

    /// Whether an ID is that of a column, not of a parameter.
    func isField(_ id: String) -> Bool { fieldIDs.contains(id) }

    /// The field as it is written.
    static func strict(_ field: VOTableField, isBinary: Bool) -> VOTableField {
        var field = field
        let size = field.arraysize?.filter { !$0.isWhitespace }
        field.arraysize = size.flatMap { $0.isEmpty ? nil : $0 }
        switch field.datatype {
        case .char, .unicodeChar:
            // A char without arraysize is one character; a string was meant.
            if field.arraysize == nil || field.arraysize == "1" { field.arraysize = "*" }
            // Some readers take "8*" for 8.
            if let size = field.arraysize, size.hasSuffix("*"), !size.contains("x") { field.arraysize = "*" }
            field.null = nil
        case .unsignedByte, .short, .int, .long:
            if field.arraysize == "1" { field.arraysize = nil }
            let known = field.null.flatMap(CellText.integer)
            field.null = known.map { String($0) }
            if known == nil, isBinary || field.arraysize != nil { field.null = Self.spareValue(field.datatype) }
        default:
            if field.arraysize == "1" { field.arraysize = nil }
            field.null = nil
        }
        return field
    }

    /// A value that stands for null where the serialization has no other way; a row that holds it is refused.
    private static func spareValue(_ datatype: VOTableField.Datatype) -> String {
        switch datatype {
        case .unsignedByte: "255"
        case .short: String(Int16.min)
        case .int: String(Int32.min)
        default: String(Int64.min)
        }
    }
}
