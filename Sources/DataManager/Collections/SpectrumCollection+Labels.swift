// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// What the names in a label list are.
public enum LabelKey: String, Sendable, CaseIterable, Codable {
    /// The archive's name for the spectrum.
    case id
    case object
    /// The last component of the file's path, with or without its extension.
    case file
    /// The first of these that matches.
    case any
}

/// What became of a label list.
public struct LabelResult: Sendable, Hashable, Codable {
    /// Spectra that have a label from the list now.
    public var labelled = 0
    /// Names of the list that no spectrum has: how many, and the first 20.
    public var unmatched = 0
    public var unmatchedNames: [String] = []
}

extension SpectrumCollection {
    /// Sets labels by name, all or none. What the archive gave stays in ``CatalogueEntry/archiveLabel``.
    ///
    /// Names compare without regard to case; of an IVOA identifier also the part after the last "/" or "?" serves. A name that
    /// several spectra have labels them all.
    public func setLabels(_ labels: some Sequence<NamedLabel>, by key: LabelKey = .any) throws -> LabelResult {
        let keys = key == .any ? [.id, .object, .file] : [key]
        return try catalogue.write { database in
            let files = keys.contains(.file) ? try originalsByFileName(in: database) : [:]
            var result = LabelResult()
            for label in labels {
                var changed = 0
                for name in label.names where changed == 0 {
                    for key in keys where changed == 0 {
                        changed = try set(label, named: name, by: key, files: files, in: database)
                    }
                }
                result.labelled += changed
                if changed == 0 {
                    result.unmatched += 1
                    if result.unmatched <= 20 { result.unmatchedNames.append(label.name) }
                }
            }
            return result
        }
    }

    private func set(
        _ label: NamedLabel, named name: String, by key: LabelKey, files: [String: [Int64]], in database: Database
    ) throws -> Int {
        let update = "UPDATE spectrum SET label = ?, subclass = coalesce(?, subclass) WHERE "
        switch key {
        case .id, .object:
            let column = key == .id ? "identifier" : "object"
            let hash = key == .id ? IndexKey.name(name) : IndexKey.object(name)
            // The plus keeps SQLite from preferring the collection's index.
            let statement = try database.cachedStatement(
                sql: update + "id = ? AND +collection = ? AND \(column) = ? COLLATE NOCASE")
            return try SegmentTable.names.rows(hash, filters: catalogue.filters, in: database).reduce(0) { count, row in
                try statement.execute(arguments: [label.label, label.subclass, row, id, name])
                return count + database.changesCount
            }
        case .file:
            return try (files[name.lowercased()] ?? []).reduce(0) { count, original in
                try database.cachedStatement(sql: update + "collection = ? AND original = ?")
                    .execute(arguments: [label.label, label.subclass, id, original])
                return count + database.changesCount
            }
        case .any: return 0
        }
    }

    private func originalsByFileName(in database: Database) throws -> [String: [Int64]] {
        var files: [String: [Int64]] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT path, original FROM file WHERE collection = ?", arguments: [id])
        while let row = try rows.next() {
            let name = ((row[0] as String) as NSString).lastPathComponent.lowercased()
            let stem = (name as NSString).deletingPathExtension
            for name in Set([name, stem, (stem as NSString).deletingPathExtension]) {
                files[name, default: []].append(row[1])
            }
        }
        return files
    }
}
