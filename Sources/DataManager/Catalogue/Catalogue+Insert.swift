// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Spectra

extension Catalogue {
    /// Adds the rows of one original, in order, and returns their ids.
    ///
    /// Statements are prepared once per connection; callers put thousands of rows into one transaction.
    static func insert(
        _ entries: [CatalogueEntry], collection: Int64, original: Int64, into database: Database
    ) throws -> [Int64] {
        let row = try database.cachedStatement(sql: insertRow)
        let text = try database.cachedStatement(
            sql: "INSERT INTO spectrum_text (spectrum, metadata, assumptions, warnings) VALUES (?, ?, ?, ?)")
        return try entries.map { entry in
            try row.execute(arguments: entry.arguments(collection: collection, original: original))
            let id = database.lastInsertedRowID
            let texts = [
                CatalogueEntry.encoded(entry.metadata), CatalogueEntry.encoded(entry.assumptions),
                CatalogueEntry.encoded(entry.warnings),
            ]
            if texts.contains(where: { $0 != nil }) {
                try text.execute(arguments: [id, texts[0], texts[1], texts[2]])
            }
            return id
        }
    }

    /// Bands of 0.1° in declination, from 0 at the south pole.
    static func zone(ofDeclination dec: Double) -> Int? {
        (-90...90).contains(dec) ? Int(((dec + 90) * 10).rounded(.down)) : nil
    }

    private static let insertRow = """
        INSERT INTO spectrum (collection, original, part, row, zone, ra, dec, wave_min, wave_max, n_points, snr, mjd,
            redshift, exposure, has_error, wave_unit, medium, spacing, flux_unit, dialect, identifier, object, label,
            subclass, object_group, archive_label, observation_key,
            observation_hash, date, instrument, telescope)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}

extension CatalogueEntry {
    fileprivate func arguments(collection: Int64, original: Int64) -> StatementArguments {
        [
            collection, original, part, row, ra == nil ? nil : dec.flatMap(Catalogue.zone), ra, dec, waveMin, waveMax,
            pointCount, snr, mjd, redshift, exposureTime, hasError, waveUnit, medium.rawValue, spacing.rawValue,
            fluxUnit, dialect, identifier, object, label, subclass, group, archiveLabel, observationKey,
            observationKey.map(ObservationKey.hash), date, instrument, telescope,
        ]
    }
}

extension SpectrumCollection {
    /// Adds made rows over one empty original, to measure the catalogue.
    package func fill(_ entries: [CatalogueEntry]) throws {
        try catalogue.write { database in
            try database.execute(
                sql: "INSERT OR IGNORE INTO original (hash, size, name) VALUES (zeroblob(32), 0, 'made')")
            let original = try Int64.fetchOne(database, sql: "SELECT id FROM original WHERE hash = zeroblob(32)") ?? 0
            _ = try Catalogue.insert(entries, collection: id, original: original, into: database)
        }
    }
}
