// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Execution
import Foundation
import VOTable
import VirtualObservatory

/// How a table that a service sent is written.
struct TableOptions: ParsableArguments {
    enum Format: String, ExpressibleByArgument, CaseIterable { case votable, csv, text }

    @Option(help: "File to write; a name ending in .csv makes CSV, any other a VOTable.")
    var output: String?

    @Option(
        name: .customLong("as"), help: "Form of the table: \(Format.allCases.map(\.rawValue).joined(separator: ", ")).")
    var form: Format?

    @Flag(help: "Machine-readable output on standard output.")
    var json = false

    func validate() throws {
        if form == .text, output != nil { throw ValidationError("--output needs --as votable or csv") }
    }

    /// Writes or prints a table; as text only the named columns are printed.
    func write(_ table: VOTableDocument.Table, columns: [String] = []) throws {
        let form = form ?? (output == nil ? .text : output?.lowercased().hasSuffix(".csv") == true ? .csv : .votable)
        if json { return try Output.json(table.rows.map { row in JSONRow(fields: table.fields, cells: row) }) }
        switch form {
        case .text: print(Output.table(words(table, columns)))
        case .csv:
            let text = Data(TableText.csv(table).utf8)
            if let output { try WholeFile.write(text, to: output) } else { FileHandle.standardOutput.write(text) }
        case .votable:
            var resource = VOTableDocument.Resource()
            resource.type = "results"
            resource.infos = [.init(name: "QUERY_STATUS", value: "OK")]
            if let output {
                try VOTableWriter(path: output, table: table, resource: resource).finish()
            } else {
                let writer = try VOTableWriter(inMemoryAs: "standard output", table: table, resource: resource)
                FileHandle.standardOutput.write(Data(try writer.finishInMemory()))
            }
        }
        if let output { Output.note("\(table.rows.count) rows in \(output)") }
    }

    private func words(_ table: VOTableDocument.Table, _ columns: [String]) -> [[String]] {
        let all = TableText.words(table)
        let places =
            columns.isEmpty
            ? Array(table.fields.indices)
            : columns.compactMap { name in
                table.fields.firstIndex { $0.name == name }
            }
        return all.map { row in places.map { String(row[$0].prefix(80)) } }
    }
}

/// A row as an object, missing values left out.
private struct JSONRow: Encodable {
    struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    let fields: [VOTableField]
    let cells: [VOTableValue]

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for (field, cell) in zip(fields, cells) {
            let key = Key(stringValue: field.name)
            switch cell {
            case .null: break
            case .boolean(let value): try container.encode(value, forKey: key)
            case .integer(let value): try container.encode(value, forKey: key)
            case .real(let value): if value.isFinite { try container.encode(value, forKey: key) }
            default: if let text = cell.text { try container.encode(text, forKey: key) }
            }
        }
    }
}
