// SPDX-License-Identifier: Apache-2.0

import Foundation
import Parameters
import Spectra
import VOTable

extension LabelList {
    /// Reads a CSV or VOTable with a column of ids and one of labels, or a JSON object `{id: label}`.
    ///
    /// Columns are found by name (id; label or class), else the first two count; a table without a header is read as
    /// `id,label`.
    ///
    /// - Throws: ``DatasetError``; ``VOTableError``; ``SpectrumError`` for text that is no table.
    public init(contentsOf path: String, idColumn: String? = nil, labelColumn: String? = nil) throws {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw DatasetError.system(file: path, reason: "cannot be read; check the path and its permissions")
        }
        var options = DatasetReadOptions()
        options.idColumn = idColumn
        options.labelColumn = labelColumn
        let start = try handle.read(upToCount: 256) ?? Data()
        switch start.first(where: { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }) {
        case UInt8(ascii: "{"): try self.init(json: path)
        case UInt8(ascii: "<"): try self.init(votable: path, options)
        default: try self.init(csv: path, options)
        }
        guard !ids.isEmpty else { throw DatasetError.notDataset(file: path, reason: "it holds no labels") }
    }

    private init(json path: String) throws {
        self.init()
        let data = FileManager.default.contents(atPath: path) ?? Data()
        guard let entries = try? JSONDecoder().decode([String: JSONValue].self, from: data) else {
            throw DatasetError.malformed(file: path, line: 0, reason: "expected a JSON object {id: label}")
        }
        for (id, value) in entries.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .text(let label): add(id: id, label: label)
            case .integer(let label): add(id: id, label: String(label))
            default:
                throw DatasetError.malformed(
                    file: path, line: 0, reason: "the label of \(id) is neither text nor integer")
            }
        }
    }

    private init(votable path: String, _ options: DatasetReadOptions) throws {
        self.init()
        guard let table = try VOTableDocument(contentsOf: path).tables.first(where: { $0.fields.count >= 2 }) else {
            throw DatasetError.missing(file: path, what: "table with at least two fields")
        }
        let (id, label) = try Self.columns(table.fields.map(\.name), options, path)
        for row in table.rows where max(id, label) < row.count {
            if let name = Self.text(row[id]), let value = Self.text(row[label]) { add(id: name, label: value) }
        }
    }

    private init(csv path: String, _ options: DatasetReadOptions) throws {
        self.init()
        var reader = try DelimitedTextReader(contentsOf: path)
        guard try reader.nextRecord(), reader.fieldCount >= 2 else {
            throw DatasetError.notDataset(file: path, reason: "a list of labels has at least two columns, id and label")
        }
        let count = reader.fieldCount
        let (id, label) = try Self.columns(reader.texts(), options, path)
        let known = ["id", "label", "class", "name", "path", "filename", options.idColumn?.lowercased() ?? "id"]
        if !known.contains(reader.text(id).lowercased()), !known.contains(reader.text(label).lowercased()) {
            add(id: reader.text(id), label: reader.text(label))
        }
        while try reader.nextRecord() {
            guard reader.fieldCount == count else {
                throw DatasetError.malformed(
                    file: path, line: reader.line,
                    reason: "\(reader.fieldCount) fields where there should be \(count)")
            }
            let text = reader.text(label).trimmingCharacters(in: .whitespaces)
            if !text.isEmpty { add(id: reader.text(id).trimmingCharacters(in: .whitespaces), label: text) }
        }
    }

    private static func columns(
        _ names: [String], _ options: DatasetReadOptions, _ path: String
    ) throws -> (id: Int, label: Int) {
        let columns = try TableColumns(names, options: options, file: path)
        let id = columns.id ?? (columns.label == 0 ? 1 : 0)
        return (id, columns.label ?? (id == 0 ? 1 : 0))
    }

    private static func text(_ value: VOTableValue) -> String? {
        switch value {
        case .text(let text): text.isEmpty ? nil : text
        case .integer(let value): String(value)
        case .real(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
        case .boolean(let value): String(value)
        default: nil
        }
    }
}

extension Dataset {
    /// The dataset with labels of the list on the rows that it knows; other rows keep theirs.
    public func labelled(by labels: LabelList) -> Dataset {
        var dataset = self
        dataset.rows = rows.map(labels.labelled)
        return dataset
    }
}
