// SPDX-License-Identifier: Apache-2.0

extension DocumentBuilder {
    func end(_ name: String) {
        guard failure == nil else { return }
        elements.removeLast()
        if inData {
            endInData(name)
            return
        }
        switch name {
        case "RESOURCE":
            guard let resource = resources.popLast() else { return }
            if resources.isEmpty {
                document.resources.append(resource)
            } else {
                resources[resources.count - 1].resources.append(resource)
            }
        case "TABLE": endTable()
        case "GROUP": endGroup()
        case "FIELD": endField()
        case "PARAM": endParameter()
        case "INFO": endInfo()
        case "DESCRIPTION": endDescription()
        case "VOTABLE":
            // What was opened for a table outside any resource.
            if let resource = resources.popLast() { document.resources.append(resource) }
        default: break
        }
    }

    private func endInData(_ name: String) {
        switch name {
        case "TD":
            cellBytes += Array("</TD>".utf8)
            textTarget = .none
        case "TR":
            cellBytes += Array("</TR>".utf8)
            if cellBytes.count > 1 << 16 { flushCells() }
        case "TABLEDATA", "STREAM":
            flushCells()
            textTarget = .none
            inData = false
            items.append(.dataEnd)
        default: break
        }
    }

    /// Hands over the rows rewritten so far.
    func flushCells() {
        guard !cellBytes.isEmpty else { return }
        items.append(.content(cellBytes))
        cellBytes = []
    }

    private func endTable() {
        guard table != nil else { return }
        if !announced {
            announce(nil)
            items.append(.dataEnd)
        }
        guard let table else { return }
        if let id = table.id { tablesByID[id] = table.fields }
        resources[resources.count - 1].tables.append(table)
        self.table = nil
    }

    private func endGroup() {
        guard let group = groups.popLast() else { return }
        if !groups.isEmpty {
            groups[groups.count - 1].groups.append(group)
        } else if table != nil {
            table?.groups.append(group)
        } else if !resources.isEmpty {
            resources[resources.count - 1].groups.append(group)
        } else {
            document.groups.append(group)
        }
    }

    private func endField() {
        guard let field else { return }
        self.field = nil
        guard let columns = table?.fields.count, !announced else { return }
        guard columns < limits.fields else {
            return fail(.tooLarge(file: file, what: "columns of a table", limit: limits.fields))
        }
        table?.fields.append(field)
    }

    private func endParameter() {
        guard let field else { return }
        self.field = nil
        guard let value = CellText.value(of: fieldValue ?? "", field: field) else {
            warn("the value \"\((fieldValue ?? "").prefix(80))\" of PARAM \(field.name) was read as text")
            return addParameter(.init(field: field, value: .text(fieldValue ?? "")))
        }
        addParameter(.init(field: field, value: value))
    }

    private func addParameter(_ parameter: VOTableDocument.Parameter) {
        if !groups.isEmpty {
            groups[groups.count - 1].parameters.append(parameter)
        } else if table != nil {
            table?.parameters.append(parameter)
        } else if !resources.isEmpty {
            resources[resources.count - 1].parameters.append(parameter)
        } else {
            document.parameters.append(parameter)
        }
    }

    private func endInfo() {
        guard var info else { return }
        self.info = nil
        info.content = takeText()
        if table != nil {
            table?.infos.append(info)
        } else if !resources.isEmpty {
            resources[resources.count - 1].infos.append(info)
        } else {
            document.infos.append(info)
        }
    }

    private func endDescription() {
        let text = takeText().trimmingXMLSpace()
        switch elements.last {
        case "FIELD", "PARAM": field?.description = text
        case "TABLE": table?.description = text
        case "GROUP": if !groups.isEmpty { groups[groups.count - 1].description = text }
        case "RESOURCE": if !resources.isEmpty { resources[resources.count - 1].description = text }
        case "VOTABLE": document.description = text
        case "INFO": textTarget = .info
        default: break
        }
    }
}
