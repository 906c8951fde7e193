// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import Spectra

extension Catalogue {
    /// Adds the rows of one original, in order, and returns their ids.
    ///
    /// Statements are prepared once per connection; callers put thousands of rows into one transaction, and write the index
    /// batch at its end.
    static func insert(
        _ entries: [CatalogueEntry], collection: Int64, original: Int64, index: inout IndexBatch,
        into database: Database
    ) throws -> [Int64] {
        var row = try RowWriter(insertRow, in: database)
        var ids: [Int64] = []
        ids.reserveCapacity(entries.count)
        for entry in entries {
            let nameHash = IndexKey.name(entry.identifier)
            let band = entry.band
            entry.add(to: &row, collection: collection, original: original, nameHash: nameHash, band: band)
            try row.execute()
            let id = database.lastInsertedRowID
            index.add(entry, nameHash: nameHash, band: band, id: id)
            try insertTexts(of: entry, id: id, into: database)
            ids.append(id)
        }
        return ids
    }

    private static func insertTexts(of entry: CatalogueEntry, id: Int64, into database: Database) throws {
        if entry.metadata.isEmpty && entry.assumptions.isEmpty && entry.warnings.isEmpty { return }
        var text = try RowWriter(
            "INSERT INTO spectrum_text (spectrum, metadata, assumptions, warnings) VALUES (?, ?, ?, ?)", in: database)
        text.add(id)
        text.add(StoredTexts.encode(entry.metadata))
        text.add(StoredTexts.encode(entry.assumptions))
        text.add(StoredTexts.encode(entry.warnings))
        try text.execute()
    }

    /// Bands of 0.1° in declination, from 0 at the south pole.
    static func zone(ofDeclination dec: Double) -> Int? {
        (-90...90).contains(dec) ? Int(((dec + 90) * 10).rounded(.down)) : nil
    }

    private static let insertRow = """
        INSERT INTO spectrum (collection, original, part, row, ra, dec, wave_min, wave_max, wave_low, wave_high, n_points, snr,
            mjd, time, redshift, exposure, has_error, wave_unit, medium, spacing, flux_unit, dialect, identifier, name_hash,
            object, label, subclass, object_group, archive_label, observation_key, date, instrument, telescope)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
}

extension CatalogueEntry {
    /// The wavelengths covered, in metres; `nil` where the unit of the axis says nothing of wavelength.
    var band: ClosedRange<Double>? {
        guard let waveMin, let waveMax else { return nil }
        return WavelengthRange.metres(from: waveMin, to: waveMax, unit: waveUnit)
    }

    /// In the order of `insertRow`.
    fileprivate func add(
        to writer: inout RowWriter, collection: Int64, original: Int64, nameHash: Int64, band: ClosedRange<Double>?
    ) {
        for number in [collection, original, Int64(part), Int64(row)] { writer.add(number) }
        for number in [ra, dec, waveMin, waveMax, band?.lowerBound, band?.upperBound] { writer.add(number) }
        writer.add(pointCount)
        for number in [snr, mjd, ObservationTime.known(date: date, mjd: mjd), redshift, exposureTime] {
            writer.add(number)
        }
        writer.add(hasError ? 1 : 0)
        for text in [waveUnit, medium.rawValue, spacing.rawValue, fluxUnit, dialect, identifier] { writer.add(text) }
        writer.add(nameHash)
        for text in [
            object, label, subclass, group, archiveLabel, observationKey, date, instrument, telescope,
        ] { writer.add(text) }
    }
}

extension SpectrumCollection {
    /// Adds made rows, each over an original of its own that is not there, to measure the catalogue.
    package func fill(_ entries: [CatalogueEntry]) throws {
        try catalogue.write { database in
            var index = IndexBatch()
            var insert = try RowWriter("INSERT INTO original (hash, size, name) VALUES (?, ?, ?)", in: database)
            for entry in entries {
                let digest = Digest(entry.original) ?? ContentHash.digest(of: Array(entry.file.utf8))
                insert.add(digest.bytes)
                insert.add(0)
                insert.add(entry.file)
                try insert.execute()
                let original = database.lastInsertedRowID
                index.add(original: digest, id: original)
                _ = try Catalogue.insert([entry], collection: id, original: original, index: &index, into: database)
            }
            try index.write(in: database)
        }
    }
}
