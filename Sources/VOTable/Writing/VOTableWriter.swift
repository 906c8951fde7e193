// SPDX-License-Identifier: Apache-2.0

/// Writes one VOTable 1.4 document row by row, in constant memory; the file appears whole when ``finish(infos:)``
/// returns.
///
/// ```swift
/// var writer = try VOTableWriter(path: "candidates.vot", table: table, serialization: .binary2)
/// for row in rows { try writer.write(row) }
/// try writer.finish()
/// ```
///
/// Strict: IDs become unique XML names, references to nothing are left out, a `char` without arraysize becomes a
/// string, numbers have the shortest digits that read back as the same number. A value that does not fit its column is
/// an error and never cut. Integer columns have a null value declared where the serialization needs one (BINARY,
/// arrays). `char` columns beyond ASCII can be written as TABLEDATA only; declare `unicodeChar` for the binary forms.
public struct VOTableWriter: ~Copyable {
    /// How rows are written: as XML elements, or as base64 of big-endian bytes, `binary2` with a flag for each null.
    public enum Serialization: String, Sendable, CaseIterable, Codable { case tabledata, binary, binary2 }

    private let document: DocumentWriter

    /// - Parameters:
    ///   - table: the description of the table; its `rows` are written first.
    ///   - resource: what stands around it (INFO, PARAM, COOSYS …); its `tables` are ignored.
    ///   - following: resources without tables after this one: the service descriptors of DataLink 1.1 §4.
    ///   - threads: how many format at a time; no influence on the bytes.
    /// - Throws: ``VOTableError/cannotWrite(file:reason:)`` for a table without columns,
    ///   ``VOTableError/system(file:reason:)``.
    public init(
        path: String, table: VOTableDocument.Table, resource: VOTableDocument.Resource = .init(),
        following: [VOTableDocument.Resource] = [], serialization: Serialization = .tabledata, threads: Int? = nil
    ) throws(VOTableError) {
        document = try DocumentWriter(
            path: path, table: table, resource: resource, following: following, serialization: serialization,
            threads: threads)
    }

    /// Writes to memory; ``finishInMemory(infos:)`` gives the document.
    ///
    /// - Parameter name: for messages.
    /// - Throws: ``VOTableError/cannotWrite(file:reason:)`` for a table without columns.
    public init(
        inMemoryAs name: String, table: VOTableDocument.Table, resource: VOTableDocument.Resource = .init(),
        following: [VOTableDocument.Resource] = [], serialization: Serialization = .tabledata, threads: Int? = nil
    ) throws(VOTableError) {
        document = try DocumentWriter(
            path: name, inMemory: true, table: table, resource: resource, following: following,
            serialization: serialization, threads: threads)
    }

    /// Writes one row: `table.fields.count` values.
    ///
    /// - Throws: ``VOTableError/cannotWrite(file:reason:)`` for a value that does not fit its column or a row of
    ///   another length, ``VOTableError/system(file:reason:)``.
    public mutating func write(_ row: [VOTableValue]) throws(VOTableError) {
        try document.write(row)
    }

    /// Writes many rows at once, by columns: much faster than row by row.
    ///
    /// - Throws: ``VOTableError/cannotWrite(file:reason:)``, ``VOTableError/system(file:reason:)``.
    public mutating func write(_ batch: VOTableBatch) throws(VOTableError) {
        try document.write(batch)
    }

    /// Ends the document and makes the file appear.
    ///
    /// - Parameter infos: what is only known now, such as an overflow; written behind the table.
    /// - Throws: ``VOTableError``, and there is no file then.
    public consuming func finish(infos: [VOTableDocument.Info] = []) throws(VOTableError) {
        _ = try document.finish(infos: infos)
    }

    /// Ends a document that was written to memory, and gives its bytes; none for a file.
    ///
    /// - Throws: ``VOTableError``.
    public consuming func finishInMemory(infos: [VOTableDocument.Info] = []) throws(VOTableError) -> [UInt8] {
        try document.finish(infos: infos)
    }
}
