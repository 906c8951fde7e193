// SPDX-License-Identifier: Apache-2.0

/// A VOTable that cannot be read or written: what, where in which file, and what to do.
public enum VOTableError: Error, Sendable, Hashable {
    case notVOTable(file: String, start: String)
    case malformed(file: String, line: Int, reason: String)
    case badValue(file: String, table: Int, row: Int, column: String, text: String)
    case tooLarge(file: String, what: String, limit: Int)
    case system(file: String, reason: String)
}
