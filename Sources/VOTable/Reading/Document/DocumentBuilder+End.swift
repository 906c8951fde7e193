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
            if textTarget == .encodedCell { decodeCell(takeText()) }
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

    /// The binary value of a TD with encoding="base64", as text (VOTable 1.1 §5.1).
    private func decodeCell(_ text: String) {
        guard let fields = table?.fields, cellIndex < fields.count, let plan = ColumnPlan(fields[cellIndex]),
            !text.trimmingXMLSpace().isEmpty
        else { return }
        let decoder = StreamDecoder(isGzip: false, limit: limits.rowBytes)
        let arena = ByteArena()
        let scanner = BinaryScanner(plans: [plan], hasFlags: false)
        do {
            try decoder.append(text.utf8)
            try decoder.finish()
            let found = scanner.layout(decoder.bytes, from: 0, limit: limits.rowBytes)
            guard found.layout.rows == 1 else { throw RowFormatter.Failure(reason: "not one value of its column") }
            let column = scanner.batch(found.layout, decoder.bytes).columns[0]
            _ = try TextCells(plan: plan, column: column, rows: 0..<1, arena: arena).format()
            cellBytes += UnsafeBufferPointer(start: arena.start, count: arena.count)
        } catch {
            fail(.badStream(file: file, table: 0, row: 0, reason: "a cell of column \(plan.name): \(error)"))
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
