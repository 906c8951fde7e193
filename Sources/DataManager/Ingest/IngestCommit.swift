// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// Makes a batch of read files part of the collection, whole or not at all. Runs on one thread at a time.
final class IngestCommit: Sendable {
    private let collection: SpectrumCollection
    private let incoming: IncomingFolder
    private let suspects: SuspectFiles

    init(collection: SpectrumCollection, incoming: IncomingFolder, suspects: SuspectFiles) {
        self.collection = collection
        self.incoming = incoming
        self.suspects = suspects
    }

    /// First the originals, safe on disk and under their names; then, in one transaction, the rows.
    ///
    /// - Parameter together: what else the transaction does.
    func commit(
        _ outcomes: [IngestOutcome], together: (Database) throws -> Void = { _ in }
    ) throws -> IngestSummary {
        var staged: [IncomingFolder.Staged] = []
        var alreadyThere: [String] = []
        for case .spectra(_, let hash, let original) in outcomes.map(\.result) {
            if let original { staged.append(original) } else { alreadyThere.append(hash.description) }
        }
        try incoming.settle(staged, alreadyThere: alreadyThere)
        return try collection.catalogue.write { database in
            var summary = IngestSummary(collection: collection.name)
            var index = IndexBatch(filters: collection.catalogue.filters)
            for outcome in outcomes {
                switch outcome.result {
                case .spectra(let entries, let hash, _):
                    try accept(outcome.file, entries, hash, in: database, &index, &summary)
                case .known(let hash):
                    try accept(outcome.file, [], hash, in: database, &index, &summary)
                case .rejected(let reason):
                    try reject(outcome.file, reason, in: database, &summary)
                }
            }
            try index.write(in: database)
            try suspects.clear(outcomes.map(\.file.path), in: database)
            try together(database)
            return summary
        }
    }

    private func accept(
        _ file: IngestFile, _ entries: [CatalogueEntry], _ hash: Digest, in database: Database,
        _ index: inout IndexBatch, _ summary: inout IngestSummary
    ) throws {
        let original: Int64
        if let known = try index.original(hash, in: database) {
            original = known
        } else {
            try database.cachedStatement(sql: "INSERT INTO original (hash, size, name) VALUES (?, ?, ?)")
                .execute(arguments: [hash.data, file.size, file.path])
            original = database.lastInsertedRowID
            index.add(original: hash, id: original)
        }
        // Asked again here, inside the transaction, because another process may have been faster.
        let has = try database.cachedStatement(
            sql: "SELECT 1 FROM spectrum WHERE collection = ? AND original = ? LIMIT 1")
        if try Row.fetchOne(has, arguments: [collection.id, original]) == nil {
            let ids = try Catalogue.insert(
                entries, collection: collection.id, original: original, index: &index, into: database)
            summary.twins += try ObservationTwins(collection: collection.id)
                .mark(entries, ids: ids, original: original, index: index, in: database)
            summary.filesAccepted += 1
            summary.spectraAccepted += entries.count
            summary.bytes += file.size
        } else if try knows(file.path, as: original, in: database) {
            summary.filesUnchanged += 1
        } else {
            summary.duplicates += 1
        }
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO file (collection, path, size, modified, original) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [collection.id, file.path, file.size, file.modified, original])
        try database.cachedStatement(sql: "DELETE FROM rejected WHERE collection = ? AND path = ?")
            .execute(arguments: [collection.id, file.path])
    }

    private func knows(_ path: String, as original: Int64, in database: Database) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM file WHERE collection = ? AND path = ? AND original = ?")
        return try Row.fetchOne(statement, arguments: [collection.id, path, original]) != nil
    }

    private func reject(
        _ file: IngestFile, _ reason: String, in database: Database, _ summary: inout IngestSummary
    ) throws {
        let date = Date.now.ISO8601Format()
        try database.cachedStatement(
            sql: "INSERT OR REPLACE INTO rejected (collection, path, size, modified, reason, date) "
                + "VALUES (?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [collection.id, file.path, file.size, file.modified, reason, date])
        summary.filesRejected += 1
        summary.rejected.append(RejectedFile(path: file.path, reason: reason, date: date))
    }
}

extension IngestSummary {
    /// Adds what a batch did.
    mutating func add(_ batch: IngestSummary) {
        filesAccepted += batch.filesAccepted
        filesUnchanged += batch.filesUnchanged
        duplicates += batch.duplicates
        filesRejected += batch.filesRejected
        filesRejectedBefore += batch.filesRejectedBefore
        filesSeen = filesAccepted + filesUnchanged + duplicates + filesRejected + filesRejectedBefore
        spectraAccepted += batch.spectraAccepted
        twins += batch.twins
        bytes += batch.bytes
        rejected = Array((rejected + batch.rejected).prefix(20))
    }
}
