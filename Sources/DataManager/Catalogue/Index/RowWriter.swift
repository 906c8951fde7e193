// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import GRDBSQLite

/// Executes one INSERT many times, its values bound one after the other.
///
/// GRDB wraps each value in an enum in an array; where a transaction has millions of values, that takes longer than SQLite.
///
/// ```swift
/// var writer = try RowWriter("INSERT INTO segment (id, entries) VALUES (?, ?)", in: database)
/// writer.add(5)
/// writer.add(17)
/// try writer.execute()
/// ```
struct RowWriter {
    private let statement: Statement
    private var column: Int32 = 0

    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
    }

    private var handle: SQLiteStatement { statement.sqliteStatement }

    mutating func add(_ value: Int64?) {
        column += 1
        if let value { sqlite3_bind_int64(handle, column, value) } else { sqlite3_bind_null(handle, column) }
    }

    mutating func add(_ value: Int) { add(Int64(value)) }

    mutating func add(_ value: Double?) {
        column += 1
        if let value { sqlite3_bind_double(handle, column, value) } else { sqlite3_bind_null(handle, column) }
    }

    mutating func add(_ value: String?) {
        column += 1
        guard var value else {
            sqlite3_bind_null(handle, column)
            return
        }
        value.withUTF8 { text in
            // SQLite copies. An empty text must not become null for want of an address.
            text.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text64(
                    handle, column, $0.baseAddress ?? Self.empty, UInt64($0.count), Self.copy, UInt8(SQLITE_UTF8))
            }
        }
    }

    mutating func add(_ bytes: [UInt8]) {
        column += 1
        _ = bytes.withUnsafeBytes {
            sqlite3_bind_blob64(
                handle, column, $0.baseAddress ?? UnsafeRawPointer(Self.empty), UInt64($0.count), Self.copy)
        }
    }

    /// Writes the row; the next value added is the first of another.
    mutating func execute() throws {
        column = 0
        let code = sqlite3_step(handle)
        let connection = sqlite3_db_handle(handle)
        defer { sqlite3_reset(handle) }
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
        }
    }

    // SQLITE_TRANSIENT, which Swift cannot import.
    private static let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    nonisolated(unsafe) private static let empty = UnsafePointer(UnsafeMutablePointer<CChar>.allocate(capacity: 1))
}
