// SPDX-License-Identifier: Apache-2.0

/// Everything of a VOTable 1.4 document but the rows, in the order of the schema.
struct Markup {
    private(set) var text = ""
    private let names: StrictFields
    private var written: Set<String> = []

    init(names: StrictFields) {
        self.names = names
    }

    /// The ID attribute of an element: an ID is given once, whoever else claims it.
    private mutating func identifier(_ id: String?) -> String? {
        guard let name = names.name(of: id), written.insert(name).inserted else { return nil }
        return name
    }

    mutating func take() -> String {
        defer { text = "" }
        return text
    }

    static let head = """
        <?xml version="1.0" encoding="UTF-8"?>
        <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3" \
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
        xsi:schemaLocation="http://www.ivoa.net/xml/VOTable/v1.3 http://www.ivoa.net/xml/VOTable/VOTable-1.4.xsd">

        """

    mutating func open(_ name: String, _ attributes: [(String, String?)], isEmpty: Bool = false) {
        text += "<\(name)"
        for case (let key, let value?) in attributes {
            text += " \(key)=\"\(XMLText.escape(value, inAttribute: true))\""
        }
        text += isEmpty ? "/>\n" : ">\n"
    }

    mutating func close(_ name: String) { text += "</\(name)>\n" }

    mutating func description(_ content: String?) {
        guard let content, !content.isEmpty else { return }
        text += "<DESCRIPTION>\(XMLText.escape(content, inAttribute: false))</DESCRIPTION>\n"
    }

    mutating func resourceStart(_ resource: VOTableDocument.Resource) {
        let type = resource.type == "meta" ? "meta" : "results"
        open(
            "RESOURCE",
            [
                ("name", resource.name), ("ID", identifier(resource.id)), ("type", type), ("utype", resource.utype),
            ])
        description(resource.description)
        for item in resource.infos { info(item) }
        for system in resource.coordinateSystems { coordinateSystem(system) }
        for item in resource.parameters { parameter(item) }
        for item in resource.groups { group(item) }
        for item in resource.links { link(item) }
    }

    /// `fields` as they are written.
    mutating func tableStart(_ table: VOTableDocument.Table, fields: [VOTableField]) {
        open("TABLE", [("name", table.name), ("ID", identifier(table.id)), ("utype", table.utype)])
        description(table.description)
        for item in table.infos { info(item) }
        for item in fields { field("FIELD", item, value: nil) }
        for item in table.parameters { parameter(item) }
        for item in table.groups { group(item) }
        for item in table.links { link(item) }
    }

    mutating func info(_ info: VOTableDocument.Info) {
        let identifier = identifier(info.id)
        let name = info.name.isEmpty ? "INFO" : info.name
        let attributes = [("ID", identifier), ("name", name), ("value", info.value)]
        guard !info.content.isEmpty else { return open("INFO", attributes, isEmpty: true) }
        open("INFO", attributes)
        text.removeLast()
        text += XMLText.escape(info.content, inAttribute: false) + "</INFO>\n"
    }

    private mutating func field(_ element: String, _ field: VOTableField, value: String?) {
        let attributes: [(String, String?)] = [
            ("name", field.name.isEmpty ? "unnamed" : field.name), ("ID", identifier(field.id)),
            ("datatype", field.datatype.rawValue), ("arraysize", field.arraysize), ("unit", field.unit),
            ("ucd", field.ucd.flatMap { $0.isEmpty ? nil : $0 }), ("utype", field.utype), ("xtype", field.xtype),
            ("ref", names.name(of: field.ref)), ("value", value),
        ]
        let hasValues = field.null != nil || field.minimum != nil || field.maximum != nil || !field.options.isEmpty
        let hasContent = !(field.description ?? "").isEmpty || hasValues || !field.links.isEmpty
        open(element, attributes, isEmpty: !hasContent)
        guard hasContent else { return }
        description(field.description)
        if hasValues {
            let isBare = field.minimum == nil && field.maximum == nil && field.options.isEmpty
            open("VALUES", [("null", field.null)], isEmpty: isBare)
            if let minimum = field.minimum { open("MIN", [("value", minimum)], isEmpty: true) }
            if let maximum = field.maximum { open("MAX", [("value", maximum)], isEmpty: true) }
            for option in field.options { open("OPTION", [("value", option)], isEmpty: true) }
            if !isBare { close("VALUES") }
        }
        for item in field.links { link(item) }
        close(element)
    }

    private mutating func parameter(_ parameter: VOTableDocument.Parameter) {
        let strict = StrictFields.strict(parameter.field, isBinary: false)
        field("PARAM", strict, value: ParameterText.text(of: parameter.value))
    }

    private mutating func group(_ group: VOTableDocument.Group) {
        open(
            "GROUP",
            [
                ("name", group.name), ("ID", identifier(group.id)), ("ucd", group.ucd), ("utype", group.utype),
            ])
        description(group.description)
        for reference in group.references {
            guard let name = names.name(of: reference) else { continue }
            open(names.isField(reference) ? "FIELDref" : "PARAMref", [("ref", name)], isEmpty: true)
        }
        for item in group.parameters { parameter(item) }
        for inner in group.groups { self.group(inner) }
        close("GROUP")
    }

    private mutating func link(_ link: VOTableDocument.Link) {
        let roles = ["query", "hints", "doc", "location"]
        open(
            "LINK",
            [
                ("content-role", link.contentRole.flatMap { roles.contains($0) ? $0 : nil }),
                ("content-type", link.contentType), ("title", link.title), ("value", link.value), ("href", link.href),
            ], isEmpty: true)
    }

    private mutating func coordinateSystem(_ system: VOTableDocument.CoordinateSystem) {
        let keys =
            system.element == "TIMESYS"
            ? ["timeorigin", "timescale", "refposition"] : ["system", "equinox", "epoch"]
        var attributes: [(String, String?)] = [("ID", identifier(system.attributes["ID"]))]
        for key in keys { attributes.append((key, Self.frame(system.attributes[key], key))) }
        open(system.element, attributes, isEmpty: true)
    }

    /// The frames that VOTable 1.4 knows; newer names for them are put back.
    private static func frame(_ value: String?, _ key: String) -> String? {
        guard key == "system", let value else { return value }
        let known = [
            "eq_FK4", "eq_FK5", "ICRS", "ecl_FK4", "ecl_FK5", "galactic", "supergalactic", "xy", "barycentric",
            "geo_app",
        ]
        if known.contains(value) { return value }
        switch value.uppercased() {
        case "FK4": return "eq_FK4"
        case "FK5": return "eq_FK5"
        case "ECLIPTIC": return "ecl_FK5"
        case "GALACTIC", "GALACTIC_II": return "galactic"
        case "SUPER_GALACTIC": return "supergalactic"
        case "ICRS": return "ICRS"
        default: return nil
        }
    }
}

/// The value attribute of a PARAM.
enum ParameterText {
    static func text(of value: VOTableValue) -> String {
        switch value {
        case .null: ""
        case .boolean(let truth): truth ? "T" : "F"
        case .integer(let integer): String(integer)
        case .real(let real): number(real)
        case .text(let text): text
        case .complex(let real, let imaginary): number(real) + " " + number(imaginary)
        case .booleans(let truths): truths.map { $0.map { $0 ? "T" : "F" } ?? "?" }.joined(separator: " ")
        case .integers(let integers): integers.map { $0.map { String($0) } ?? "" }.joined(separator: " ")
        case .reals(let reals): reals.map(number).joined(separator: " ")
        case .texts(let texts): texts.joined(separator: " ")
        }
    }

    private static func number(_ value: Double) -> String {
        value.isNaN ? "NaN" : value.isInfinite ? (value > 0 ? "+Inf" : "-Inf") : "\(value)"
    }
}
