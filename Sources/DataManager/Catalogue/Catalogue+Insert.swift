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
        return try entries.map { entry in
            try insert(entry, &row, collection: collection, original: original, index: &index, into: database)
        }
    }

    fileprivate static func insert(
        _ entry: CatalogueEntry, _ row: inout RowWriter, collection: Int64, original: Int64, index: inout IndexBatch,
        into database: Database
    ) throws -> Int64 {
        let band = entry.band
        entry.add(to: &row, collection: collection, original: original, band: band)
        try row.execute()
        let id = database.lastInsertedRowID
        index.add(IndexBatch.Facts(entry, band: band), id: id)
        if !(entry.metadata.isEmpty && entry.assumptions.isEmpty && entry.warnings.isEmpty) {
            var text = try RowWriter(
                "INSERT INTO spectrum_text (spectrum, metadata, assumptions, warnings) VALUES (?, ?, ?, ?)",
                in: database)
            text.add(id)
            text.add(StoredTexts.encode(entry.metadata))
            text.add(StoredTexts.encode(entry.assumptions))
            text.add(StoredTexts.encode(entry.warnings))
            try text.execute()
        }
        return id
    }

    fileprivate static let insertRow = """
        INSERT INTO spectrum (collection, original, part, row, ra, dec, wave_min, wave_max, wave_low, wave_high, n_points, snr,
            mjd, time, redshift, exposure, has_error, wave_unit, medium, spacing, flux_unit, dialect, identifier,
            object, label, subclass, object_group, archive_label, observation_key, date, instrument, telescope)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        to writer: inout RowWriter, collection: Int64, original: Int64, band: ClosedRange<Double>?
    ) {
        writer.add(collection)
        writer.add(original)
        writer.add(part)
        writer.add(row)
        writer.add(ra)
        writer.add(dec)
        writer.add(waveMin)
        writer.add(waveMax)
        writer.add(band?.lowerBound)
        writer.add(band?.upperBound)
        writer.add(pointCount)
        writer.add(snr)
        writer.add(mjd)
        writer.add(ObservationTime.known(date: date, mjd: mjd))
        writer.add(redshift)
        writer.add(exposureTime)
        writer.add(hasError ? 1 : 0)
        writer.add(waveUnit)
        writer.add(medium.rawValue)
        writer.add(spacing.rawValue)
        writer.add(fluxUnit)
        writer.add(dialect)
        writer.add(identifier)
        writer.add(object)
        writer.add(label)
        writer.add(subclass)
        writer.add(group)
        writer.add(archiveLabel)
        writer.add(observationKey)
        writer.add(date)
        writer.add(instrument)
        writer.add(telescope)
    }
}

extension IndexBatch.Facts {
    init(_ entry: CatalogueEntry, band: ClosedRange<Double>?) {
        self.init(
            identifier: entry.identifier, object: entry.object, observationKey: entry.observationKey, ra: entry.ra,
            dec: entry.dec, band: band)
    }
}

extension SpectrumCollection {
    /// Adds made rows, each over an original of its own that is not there, to measure the catalogue.
    package func fill(_ entries: [CatalogueEntry]) throws {
        try catalogue.write { database in
            var index = IndexBatch(filters: catalogue.filters)
            var insert = try RowWriter("INSERT INTO original (hash, size, name) VALUES (?, ?, ?)", in: database)
            var row = try RowWriter(Catalogue.insertRow, in: database)
            for entry in entries {
                let digest = Digest(entry.original) ?? ContentHash.digest(of: Array(entry.file.utf8))
                insert.add(digest.bytes)
                insert.add(0)
                insert.add(entry.file)
                try insert.execute()
                let original = database.lastInsertedRowID
                index.add(original: digest, id: original)
                _ = try Catalogue.insert(
                    entry, &row, collection: id, original: original, index: &index, into: database)
            }
            try index.write(in: database)
        }
    }
}
