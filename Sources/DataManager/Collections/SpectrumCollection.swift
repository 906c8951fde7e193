// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// A named set of spectra as they were received: the original bytes, untouched, and a catalogue row each.
///
/// (Named so because `Collection` is Swift's own.)
///
/// ```swift
/// let home = try Home(path: Home.location())
/// let collection = try home.collection(named: "lamost", create: true)
/// let summary = try collection.ingest(["/data/dr5"], in: context)
/// summary.spectraAccepted     // 4321
/// ```
public struct SpectrumCollection: Sendable, Identifiable {
    public let id: Int64
    public let name: String
    /// ISO 8601.
    public let created: String
    let home: Home

    var catalogue: Catalogue { home.catalogue }
}

extension Home {
    /// All collections, by name.
    public func collections() throws -> [SpectrumCollection] {
        try catalogue.read { database in
            try Row.fetchAll(database, sql: "SELECT id, name, created FROM collection ORDER BY name").map(collection)
        }
    }

    /// - Parameter create: whether to make it if there is none of that name.
    /// - Throws: ``DataError/noSuchCollection(name:existing:)``, ``DataError/badCollectionName(name:)``
    public func collection(named name: String, create: Bool = false) throws -> SpectrumCollection {
        if create {
            guard Self.isCollectionName(name) else { throw DataError.badCollectionName(name: name) }
            try catalogue.write { database in
                try database.execute(
                    sql: "INSERT OR IGNORE INTO collection (name, created) VALUES (?, ?)",
                    arguments: [name, Date.now.ISO8601Format()])
            }
        }
        let found = try catalogue.read { database in
            try Row.fetchOne(
                database, sql: "SELECT id, name, created FROM collection WHERE name = ?", arguments: [name]
            )
            .map(collection)
        }
        guard let found else {
            throw DataError.noSuchCollection(name: name, existing: try collections().map(\.name))
        }
        return found
    }

    private func collection(_ row: GRDB.Row) -> SpectrumCollection {
        SpectrumCollection(id: row["id"], name: row["name"], created: row["created"], home: self)
    }

    private static func isCollectionName(_ name: String) -> Bool {
        guard let first = name.first, name.count <= 100 else { return false }
        return (first.isLetter || first.isNumber)
            && name.allSatisfy { $0.isLetter || $0.isNumber || ".-_".contains($0) }
    }
}
