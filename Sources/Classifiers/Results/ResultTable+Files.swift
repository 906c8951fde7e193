// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
public import VOTable

extension ResultTable {
    /// The table alone, as part of a document of the caller's; positions refer to no system there.
    public var document: VOTableDocument.Table {
        var table = VOTableDocument.Table()
        table.name = name
        table.description = description
        table.fields = fields.map { field in
            var field = field
            field.ref = nil
            return field
        }
        table.rows = rows
        return table
    }

    /// Writes a VOTable 1.4 document; positions refer to an ICRS COOSYS.
    ///
    /// - Throws: `VOTableError`.
    public func writeVOTable(to path: String, serialization: VOTableWriter.Serialization = .tabledata) throws {
        var resource = VOTableDocument.Resource()
        resource.name = name
        resource.type = "results"
        resource.infos = infos
        if fields.contains(where: { $0.ref == Self.positionSystem }) {
            resource.coordinateSystems = [
                .init(element: "COOSYS", attributes: ["ID": Self.positionSystem, "system": "ICRS"])
            ]
        }
        var table = VOTableDocument.Table()
        table.name = name
        table.description = description
        table.fields = fields
        var writer = try VOTableWriter(path: path, table: table, resource: resource, serialization: serialization)
        for row in rows { try writer.write(row) }
        try writer.finish()
    }

    /// The ID of the COOSYS that position columns refer to.
    static let positionSystem = "icrs"

    /// Writes comma-separated values (RFC 4180) with a header row; nulls and NaN are empty cells.
    ///
    /// - Throws: `FileFailure`.
    public func writeCSV(to path: String) throws {
        let file = try WholeFile(path: path)
        try file.write(Data((fields.map { Self.quoted($0.name) }.joined(separator: ",") + "\r\n").utf8))
        var chunk = Data()
        for row in rows {
            chunk.append(contentsOf: (row.map(Self.cell).joined(separator: ",") + "\r\n").utf8)
            if chunk.count > 1 << 16 {
                try file.write(chunk)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        try file.write(chunk)
        try file.commit()
    }

    private static func cell(_ value: VOTableValue) -> String {
        switch value {
        case .null: ""
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .real(let value): value.isFinite ? String(value) : ""
        case .text(let value): quoted(value)
        case .complex(let real, let imaginary): quoted("\(real) \(imaginary)")
        case .booleans(let values): quoted(values.map { $0.map(String.init) ?? "" }.joined(separator: " "))
        case .integers(let values): quoted(values.map { $0.map { String($0) } ?? "" }.joined(separator: " "))
        case .reals(let values): quoted(values.map { String($0) }.joined(separator: " "))
        case .texts(let values): quoted(values.joined(separator: " "))
        }
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return text }
        return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
}
