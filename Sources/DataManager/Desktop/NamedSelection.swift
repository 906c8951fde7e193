// SPDX-License-Identifier: Apache-2.0

public import Foundation
import VOTable

/// Rows of a table that someone selected in another program, under a name.
public struct NamedSelection: Sendable, Hashable, Codable {
    public var name: String
    public var collection: String
    /// The program that sent it.
    public var sender: String
    /// How the program named the table.
    public var tableID: String?
    public var tableURL: String?
    /// The table, if it came to us before.
    public var table: DesktopInbox.ReceivedTable?
    /// 0-based, in the order of the table as it was sent.
    public var rows: [Int]
    public var date: Date

    /// Writes the selected rows of a VOTable as a table of their own; rows that the table does not have are left out.
    ///
    /// - Throws: `VOTableError` if the file is none.
    func writeRows(of file: String, to path: String) throws {
        let bytes = try Data(contentsOf: URL(filePath: file), options: .mappedIfSafe)
        let document = try VOTableDocument(bytes: Array(bytes), name: file)
        // Programs load the first table that has columns.
        guard var table = document.tables.first(where: { !$0.fields.isEmpty }) else { return }
        let all = table.rows
        table.rows = rows.filter { all.indices.contains($0) }.map { all[$0] }
        var resource = document.resources.first { !$0.tables.isEmpty } ?? .init()
        resource.type = resource.type ?? "results"
        let writer = try VOTableWriter(path: path, table: table, resource: resource)
        try writer.finish()
    }
}
