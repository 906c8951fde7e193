// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
public import VOTable

extension Catalogue {
    /// Writes the rows that meet a query as a VOTable 1.4 document, in memory that does not grow with them.
    ///
    /// Positions refer to an ICRS COOSYS. If the limit cut the answer, an INFO `QUERY_STATUS` = `OVERFLOW` says so (DALI 1.1 §4.4.1).
    ///
    /// - Parameter facts: keywords of the files that get a column of their own.
    /// - Returns: how many rows, and whether there are more.
    /// - Throws: ``DataError``, `VOTableError`
    @discardableResult
    public func writeVOTable(
        _ query: CatalogueQuery, facts: [String] = [], to path: String,
        serialization: VOTableWriter.Serialization = .tabledata
    ) throws -> (rows: Int, isCut: Bool) {
        let columns = CatalogueColumns(facts: facts)
        var resource = VOTableDocument.Resource()
        resource.name = "catalogue"
        resource.type = "results"
        resource.coordinateSystems = [.init(element: "COOSYS", attributes: ["ID": "icrs", "system": "ICRS"])]
        var table = VOTableDocument.Table()
        table.name = "spectra"
        table.fields = columns.fields
        var writer = try VOTableWriter(path: path, table: table, resource: resource, serialization: serialization)
        var count = 0
        let isCut = try searchOneMore(query) {
            try writer.write(columns.values(of: $0))
            count += 1
        }
        try writer.finish(infos: [.init(name: "QUERY_STATUS", value: isCut ? "OVERFLOW" : "OK")])
        return (count, isCut)
    }

    /// Hands over the rows that meet a query as lines of comma-separated values (RFC 4180), the header first; nulls are empty.
    ///
    /// - Returns: how many rows, and whether there are more.
    /// - Throws: ``DataError``; what `body` throws.
    @discardableResult
    public func csv(
        _ query: CatalogueQuery, facts: [String] = [], _ body: (String) throws -> Void
    ) throws -> (rows: Int, isCut: Bool) {
        let columns = CatalogueColumns(facts: facts)
        try body(columns.fields.map { Self.quoted($0.name) }.joined(separator: ",") + "\r\n")
        var count = 0
        let isCut = try searchOneMore(query) { entry in
            let cells = columns.values(of: entry).map { value in
                switch value {
                case .text(let text): Self.quoted(text)
                case .real(let number): number.isFinite ? String(number) : ""
                case .integer(let number): String(number)
                default: ""
                }
            }
            try body(cells.joined(separator: ",") + "\r\n")
            count += 1
        }
        return (count, isCut)
    }

    /// - Returns: whether the limit kept rows back.
    public func searchOneMore(_ query: CatalogueQuery, _ body: (CatalogueEntry) throws -> Void) throws -> Bool {
        var query = query
        let limit = max(0, query.limit)
        query.limit = limit == .max ? limit : limit + 1
        var count = 0
        var isCut = false
        try search(query) { entry in
            count += 1
            if count > limit { isCut = true } else { try body(entry) }
        }
        return isCut
    }

    private static func quoted(_ text: String) -> String {
        text.contains { ",\"\r\n".contains($0) || $0 == "\r\n" }
            ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
