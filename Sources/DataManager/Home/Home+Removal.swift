// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension Home {
    /// Forgets a collection, and removes the originals that no other collection has.
    ///
    /// The rows go in one transaction. Originals follow, unless another process is ingesting just now; then they go with the
    /// next removal. The files that were ingested are not touched.
    ///
    /// - Returns: how many originals went.
    /// - Throws: ``DataError/noSuchCollection(name:existing:)``
    @discardableResult
    public func removeCollection(named name: String) throws -> Int {
        let collection = try collection(named: name)
        try catalogue.write { database in
            let mine = "SELECT id FROM spectrum WHERE collection = ? ORDER BY id"
            let spectra = try RowRanges(mine, collection.id, in: database)
            for statement in [
                "DELETE FROM spectrum_text WHERE spectrum IN (SELECT id FROM spectrum WHERE collection = ?)",
                "DELETE FROM spectrum WHERE collection = ?", "DELETE FROM file WHERE collection = ?",
                "DELETE FROM rejected WHERE collection = ?",
                "DELETE FROM harvest_item WHERE harvest IN (SELECT id FROM harvest WHERE collection = ?)",
                "DELETE FROM harvest WHERE collection = ?", "DELETE FROM collection WHERE id = ?",
            ] {
                try database.execute(sql: statement, arguments: [collection.id])
            }
            let unused = "id NOT IN (SELECT original FROM spectrum)"
            let originals = try RowRanges("SELECT id FROM original WHERE \(unused) ORDER BY id", in: database)
            try database.execute(sql: "DELETE FROM original WHERE \(unused)")
            try IndexMerge.remove(spectra: spectra, originals: originals, in: database)
        }
        return try removeUnreferencedOriginals()
    }

    /// Removes originals without a catalogue row, as a killed ingest may leave.
    ///
    /// - Returns: how many; 0 if another process is ingesting.
    @discardableResult
    public func removeUnreferencedOriginals() throws -> Int {
        guard let lock = lockForClearing() else { return 0 }
        defer { withExtendedLifetime(lock) {} }
        var removed = 0
        let manager = FileManager.default
        for folder in (try? manager.contentsOfDirectory(atPath: originals.folder)) ?? [] {
            for name in (try? manager.contentsOfDirectory(atPath: originals.folder + "/" + folder)) ?? [] {
                guard let digest = Digest(name) else { continue }
                let isKnown = try catalogue.read { database in
                    try Catalogue.original(digest, filters: catalogue.filters, in: database) != nil
                }
                if !isKnown, unlink(originals.path(of: name)) == 0 { removed += 1 }
            }
        }
        return removed
    }
}
