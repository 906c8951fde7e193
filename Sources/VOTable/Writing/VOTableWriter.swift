// SPDX-License-Identifier: Apache-2.0

/// Writes one VOTable 1.4 document row by row, in constant memory; the file appears whole when ``finish()`` returns.
///
/// ```swift
/// var writer = try VOTableWriter(path: "candidates.vot", table: table, serialization: .binary2)
/// for row in rows { try writer.write(row) }
/// try writer.finish()
/// ```
public struct VOTableWriter: ~Copyable {
    public enum Serialization: String, Sendable, CaseIterable, Codable { case tabledata, binary, binary2 }

    /// - Parameters:
    ///   - table: the description of the table; its `rows` are written first.
    ///   - resource: what stands around it (INFO, PARAM, COOSYS …); its `tables` are ignored.
    public init(
        path: String, table: VOTableDocument.Table, resource: VOTableDocument.Resource = .init(),
        serialization: Serialization = .tabledata
    ) throws(VOTableError) {
        throw .system(file: path, reason: "not yet written")
    }

    /// Writes one row: `table.fields.count` values.
    public mutating func write(_ row: [VOTableValue]) throws(VOTableError) {}

    /// Ends the document and makes the file appear.
    public consuming func finish() throws(VOTableError) {}
}
