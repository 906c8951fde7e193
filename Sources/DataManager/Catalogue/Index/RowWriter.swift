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
    private let handle: SQLiteStatement
    private var column: Int32 = 0
    /// The texts and blobs of the row, bound when all are there, so that SQLite needs no copies.
    private var bytes: [UInt8] = []
    private var pieces: [(column: Int32, range: Range<Int>, isText: Bool)] = []

    init(_ sql: String, in database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
    }

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
        let start = bytes.count
        value.withUTF8 { bytes.append(contentsOf: $0) }
        pieces.append((column, start..<bytes.count, true))
    }

    mutating func add(_ blob: [UInt8]) {
        column += 1
        let start = bytes.count
        bytes.append(contentsOf: blob)
        pieces.append((column, start..<bytes.count, false))
    }

    /// Writes the row; the next value added is the first of another.
    mutating func execute() throws {
        // One more, for that an empty text must not become null for want of an address.
        bytes.append(0)
        let code = bytes.withUnsafeBytes { bytes in
            for piece in pieces {
                let start = bytes.baseAddress.map { $0 + piece.range.lowerBound }
                let length = UInt64(piece.range.count)
                // Bound anew before the next step, so none of these is looked at after this one.
                if piece.isText {
                    let text = start?.assumingMemoryBound(to: CChar.self)
                    sqlite3_bind_text64(handle, piece.column, text, length, nil, UInt8(SQLITE_UTF8))
                } else {
                    sqlite3_bind_blob64(handle, piece.column, start, length, nil)
                }
            }
            return sqlite3_step(handle)
        }
        let connection = sqlite3_db_handle(handle)
        defer { sqlite3_reset(handle) }
        column = 0
        bytes.removeAll(keepingCapacity: true)
        pieces.removeAll(keepingCapacity: true)
        guard code == SQLITE_DONE else {
            throw DatabaseError(
                resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(connection).map { String(cString: $0) })
        }
    }
}
