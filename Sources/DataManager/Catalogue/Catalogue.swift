// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// The searchable half of the data directory: SQLite, with one row per spectrum.
///
/// In write-ahead mode, so that readers never wait for a writer; a commit is on disk before it is reported
/// (`synchronous = FULL`). Several processes may write; each waits its turn for up to a minute.
public struct Catalogue: Sendable {
    public let path: String
    let database: DatabasePool
    let filters = FilterCache()

    /// Opens the catalogue, making or upgrading its tables.
    ///
    /// - Throws: ``DataError/newerCatalogue(path:)``, ``DataError/catalogue(path:reason:)``
    init(path: String) throws {
        self.path = path
        var configuration = Configuration()
        configuration.label = "catalogue"
        configuration.busyMode = .timeout(60)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            database.add(function: ColumnCondition.number)
            // 16 MB of pages for each reader: the upper levels of all indices of ten million rows.
            try database.execute(sql: "PRAGMA cache_size = -16384")
        }
        do {
            database = try DatabasePool(path: path, configuration: configuration)
            try database.writeWithoutTransaction { database in
                // 64 MB of pages for the writer, and a checkpoint every 40 MB. Some systems build SQLite so that it writes
                // zeros over all that is deleted; merged segments are no secret.
                try database.execute(
                    sql: """
                        PRAGMA synchronous = FULL;
                        PRAGMA cache_size = -65536;
                        PRAGMA wal_autocheckpoint = 10000;
                        PRAGMA secure_delete = OFF
                        """)
            }
            let migrator = Catalogue.migrator
            if try database.read(migrator.hasBeenSuperseded) { throw DataError.newerCatalogue(path: path) }
            try migrator.migrate(database)
        } catch let error as DatabaseError {
            throw DataError(error, path: path)
        }
    }

    /// Reads a consistent state of the catalogue.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try database.read(body) } catch let error as DatabaseError { throw DataError(error, path: path) }
    }

    /// Changes the catalogue in one transaction, which other processes see whole or not at all.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try database.write(body) } catch let error as DatabaseError { throw DataError(error, path: path) }
    }
}

extension DataError {
    init(_ error: DatabaseError, path: String) {
        self =
            error.resultCode == .SQLITE_FULL
            ? .diskFull(path: path) : .catalogue(path: path, reason: error.message ?? error.description)
    }
}
