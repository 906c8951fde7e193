// SPDX-License-Identifier: Apache-2.0

extension DocumentBuilder {
    func start(_ name: String, _ attributes: [String: String]) {
        guard failure == nil else { return }
        elements.append(name)
        if inData {
            startInData(name, attributes)
            return
        }
        count(64 + attributes.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count })
        if !sawRoot {
            guard name == "VOTABLE" else { return fail(.notVOTable(file: file, start: "<\(name.prefix(80))>")) }
            sawRoot = true
            startRoot(attributes)
            return
        }
        switch name {
        case "RESOURCE", "TABLE", "GROUP": startContainer(name, attributes)
        case "FIELD", "PARAM": startField(name, attributes)
        case "FIELDref", "PARAMref":
            if let ref = attributes["ref"], !groups.isEmpty { groups[groups.count - 1].references.append(ref) }
        case "VALUES", "MIN", "MAX", "OPTION": startValues(name, attributes)
        case "INFO":
            var info = VOTableDocument.Info(name: attributes["name"] ?? "", value: attributes["value"] ?? "")
            info.id = attributes["ID"]
            self.info = info
            textTarget = .info
        case "DESCRIPTION": textTarget = .description
        case "LINK": addLink(attributes)
        case "COOSYS", "TIMESYS":
            let system = VOTableDocument.CoordinateSystem(element: name, attributes: attributes)
            if resources.isEmpty {
                document.coordinateSystems.append(system)
            } else {
                resources[resources.count - 1].coordinateSystems.append(system)
            }
        case "TABLEDATA", "BINARY", "BINARY2", "FITS", "STREAM": startData(name, attributes)
        default: break
        }
    }

    private func startRoot(_ attributes: [String: String]) {
        let version = attributes["version"]?.trimmingXMLSpace() ?? ""
        document.version = version.lowercased().hasPrefix("v") ? String(version.dropFirst()) : version
        document.id = attributes["ID"]
        if document.version.isEmpty { warn("VOTABLE has no version") }
        if version.lowercased().hasPrefix("v") { warn("version \"\(version)\" was read as \(document.version)") }
    }

    private func startContainer(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "RESOURCE":
            var resource = VOTableDocument.Resource()
            resource.name = attributes["name"]
            resource.id = attributes["ID"]
            resource.type = attributes["type"]
            resource.utype = attributes["utype"]
            resources.append(resource)
        case "TABLE":
            guard table == nil else { return fail(.malformed(file: file, line: 0, reason: "a TABLE inside a TABLE")) }
            if resources.isEmpty {
                warn("a TABLE outside any RESOURCE was given one")
                resources.append(VOTableDocument.Resource())
            }
            var table = VOTableDocument.Table()
            table.name = attributes["name"]
            table.id = attributes["ID"]
            table.ref = attributes["ref"]
            table.utype = attributes["utype"]
            table.declaredRowCount = attributes["nrows"].flatMap { Int($0) }
            self.table = table
            announced = false
        default:
            var group = VOTableDocument.Group()
            group.name = attributes["name"]
            group.id = attributes["ID"]
            group.utype = attributes["utype"]
            group.ucd = attributes["ucd"]
            groups.append(group)
        }
    }

    private func startField(_ name: String, _ attributes: [String: String]) {
        let label = attributes["name"] ?? attributes["ID"] ?? ""
        var arraysize = attributes["arraysize"].flatMap { $0.isEmpty ? nil : $0 }
        let written = (attributes["datatype"] ?? attributes["type"] ?? "").trimmingXMLSpace()
        let datatype = VOTableField.Datatype(liberally: written)
        if datatype?.rawValue != written {
            // Of a type nobody knows the text is still there; only its place in binary rows is not.
            if datatype == nil || datatype == .char { arraysize = arraysize ?? "*" }
            warn("datatype \"\(written)\" of \(label) was read as \((datatype ?? .char).rawValue)")
        }
        if CellShape(datatype: datatype ?? .char, arraysize: arraysize) == nil {
            return fail(
                .tooLarge(file: file, what: "arraysize \"\(arraysize ?? "")\" of \(label)", limit: Int(Int32.max)))
        }
        field = VOTableField(
            name: label, datatype: datatype ?? .char, arraysize: arraysize, id: attributes["ID"],
            unit: attributes["unit"],
            ucd: attributes["ucd"], utype: attributes["utype"], xtype: attributes["xtype"], ref: attributes["ref"])
        fieldValue = name == "PARAM" ? attributes["value"] ?? "" : nil
    }

    private func startValues(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "VALUES": if let null = attributes["null"] { field?.null = null }
        case "MIN": field?.minimum = attributes["value"]
        case "MAX": field?.maximum = attributes["value"]
        default: if let value = attributes["value"] { field?.options.append(value) }
        }
    }

    private func addLink(_ attributes: [String: String]) {
        var link = VOTableDocument.Link()
        link.href = attributes["href"]
        link.contentType = attributes["content-type"]
        link.contentRole = attributes["content-role"]
        link.title = attributes["title"]
        link.id = attributes["ID"]
        link.value = attributes["value"]
        if field != nil {
            field?.links.append(link)
        } else if table != nil {
            table?.links.append(link)
        } else if !resources.isEmpty {
            resources[resources.count - 1].links.append(link)
        }
    }

    private func startData(_ name: String, _ attributes: [String: String]) {
        guard table != nil, !announced else { return }
        switch name {
        case "TABLEDATA": announce(.tabledata)
        case "STREAM":
            let stream = Stream(
                encoding: (attributes["encoding"] ?? "").lowercased(),
                href: (attributes["href"] ?? "").trimmingXMLSpace())
            switch dataElement {
            case "BINARY2": announce(.binary2(stream))
            case "FITS": announce(.fits(stream, extensionNumber: fitsExtension))
            default: announce(.binary(stream))
            }
            textTarget = .stream
        default:
            dataElement = name
            fitsExtension = attributes["extnum"].flatMap { Int($0) }
        }
    }

    private func startInData(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "TR":
            cellBytes += Array("<TR>".utf8)
            cellIndex = -1
        case "TD":
            cellBytes += Array("<TD>".utf8)
            cellIndex += 1
            let encoding = attributes["encoding"] ?? "none"
            guard encoding == "none" || encoding == "base64" else {
                return fail(
                    .malformed(file: file, line: 0, reason: "a TD with encoding \"\(encoding)\" is not supported"))
            }
            textTarget = encoding == "none" ? .cell : .encodedCell
            if cellBytes.count > limits.rowBytes {
                fail(.tooLarge(file: file, what: "bytes of a row", limit: limits.rowBytes))
            }
        default: break
        }
    }

    func announce(_ form: DataForm?) {
        guard var table else { return }
        if table.fields.isEmpty, let ref = table.ref, let fields = tablesByID[ref] {
            table.fields = fields
            self.table?.fields = fields
        }
        announced = true
        inData = form != nil
        items.append(.table(table, place, form))
    }
}

extension VOTableField.Datatype {
    /// The standard's names, whatever the case, and what others wrote for them.
    init?(liberally text: String) {
        if let exact = Self(rawValue: text) {
            self = exact
            return
        }
        switch text.lowercased() {
        case "string", "str", "text", "varchar", "": self = .char
        case "bool": self = .boolean
        case "byte", "uint8": self = .unsignedByte
        case "int16", "smallint": self = .short
        case "integer", "int32": self = .int
        case "int64", "bigint": self = .long
        case "float32", "real": self = .float
        case "float64": self = .double
        default:
            guard let match = Self.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
                return nil
            }
            self = match
        }
    }
}

extension StringProtocol {
    func trimmingXMLSpace() -> String {
        let isSpace = { (character: Character) in character.isWhitespace }
        return String(self.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
