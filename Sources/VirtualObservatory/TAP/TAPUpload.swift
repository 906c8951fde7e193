// SPDX-License-Identifier: Apache-2.0

public import Foundation
import VOTable

/// A table sent along with a query, as `TAP_UPLOAD.name` (TAP 1.1 §2.7.6).
public struct TAPUpload: Sendable, Hashable {
    public var name: String
    public var content: Data

    /// - Parameters:
    ///   - name: an SQL identifier.
    ///   - content: a VOTable document.
    /// - Throws: ``ServiceError/badParameter(name:value:reason:)``.
    public init(name: String, content: Data) throws(ServiceError) {
        let isIdentifier =
            name.first.map { $0.isASCII && $0.isLetter } == true
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        guard isIdentifier else {
            throw .badParameter(
                name: "upload name", value: name, reason: "give letters, digits and \"_\", beginning with a letter")
        }
        self.name = name
        self.content = content
    }

    /// Reads "NAME=FILE" or "FILE", whose table is then called "table1".
    ///
    /// - Throws: ``ServiceError/upload(path:reason:)`` unless the file is a VOTable.
    public init(_ text: String) throws(ServiceError) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        let isNamed = parts.count == 2 && !parts[0].contains("/") && !parts[0].contains(".")
        let path = isNamed ? parts[1] : text
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .upload(path: path, reason: "it is not there or may not be read")
        }
        do throws(VOTableError) {
            let reader = try VOTableReader(bytes: Array(data), name: path)
            guard try reader.nextTable() != nil else { throw .notVOTable(file: path, start: "") }
        } catch {
            throw .upload(path: path, reason: "it has no VOTable with a table")
        }
        try self.init(name: isNamed ? parts[0] : "table1", content: data)
    }
}
