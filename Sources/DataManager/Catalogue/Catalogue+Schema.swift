// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Catalogue {
    /// Every change of the tables is one migration, never edited once released.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: collections, originals, spectra, index segments, harvests") {
            try $0.execute(sql: firstTables)
        }
        migrator.registerMigration("2: index entries packed into blocks, repeated names marked") { database in
            try database.execute(sql: blockTables)
            try IndexRebuild.run(in: database)
        }
        return migrator
    }

    // What would be an index in random order is one of the `…_block` tables instead: see ``IndexBatch`` and ``SegmentTable``.
    // The number of a segment is never used again, because processes keep its filter.
    private static let blockTables = """
        DROP TABLE position_index;
        DROP TABLE name_index;
        DROP TABLE original_index;
        DROP TABLE segment;
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            entries INTEGER NOT NULL
        );
        CREATE TABLE segment_filter (
            segment INTEGER PRIMARY KEY,
            filter BLOB NOT NULL
        );
        CREATE TABLE position_block (id INTEGER PRIMARY KEY, block BLOB NOT NULL);
        CREATE TABLE name_block (id INTEGER PRIMARY KEY, block BLOB NOT NULL);
        CREATE TABLE original_block (id INTEGER PRIMARY KEY, block BLOB NOT NULL);
        ALTER TABLE spectrum DROP COLUMN name_hash;
        ALTER TABLE spectrum ADD COLUMN is_repeated INTEGER NOT NULL DEFAULT 0;
        """

    // Long texts stand apart, so that a scan of the spectra stays short.
    private static let firstTables = """
        CREATE TABLE collection (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            created TEXT NOT NULL
        );
        CREATE TABLE original (
            id INTEGER PRIMARY KEY,
            hash BLOB NOT NULL,
            size INTEGER NOT NULL,
            name TEXT NOT NULL
        );
        CREATE TABLE file (
            collection INTEGER NOT NULL REFERENCES collection,
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            original INTEGER NOT NULL,
            PRIMARY KEY (collection, path)
        ) WITHOUT ROWID;
        CREATE TABLE rejected (
            collection INTEGER NOT NULL REFERENCES collection,
            path TEXT NOT NULL,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL,
            reason TEXT NOT NULL,
            date TEXT NOT NULL,
            PRIMARY KEY (collection, path)
        ) WITHOUT ROWID;
        CREATE TABLE suspect (
            path TEXT PRIMARY KEY,
            deaths INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE spectrum (
            id INTEGER PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collection,
            original INTEGER NOT NULL,
            part INTEGER NOT NULL,
            row INTEGER NOT NULL,
            twin_of INTEGER,
            ra REAL,
            dec REAL,
            wave_min REAL,
            wave_max REAL,
            wave_low REAL,
            wave_high REAL,
            n_points INTEGER NOT NULL,
            snr REAL,
            mjd REAL,
            time REAL,
            redshift REAL,
            exposure REAL,
            has_error INTEGER NOT NULL,
            wave_unit TEXT NOT NULL,
            medium TEXT NOT NULL,
            spacing TEXT NOT NULL,
            flux_unit TEXT NOT NULL,
            dialect TEXT NOT NULL,
            identifier TEXT NOT NULL,
            name_hash INTEGER NOT NULL,
            object TEXT,
            label TEXT,
            subclass TEXT,
            object_group TEXT,
            archive_label TEXT,
            observation_key TEXT,
            date TEXT,
            instrument TEXT,
            telescope TEXT
        );
        CREATE INDEX spectrum_by_collection ON spectrum (collection, original);
        CREATE INDEX spectrum_by_label ON spectrum (collection, label) WHERE label IS NOT NULL;
        CREATE TABLE spectrum_text (
            spectrum INTEGER PRIMARY KEY REFERENCES spectrum,
            metadata TEXT,
            assumptions TEXT,
            warnings TEXT
        );
        CREATE TABLE segment (
            id INTEGER PRIMARY KEY,
            entries INTEGER NOT NULL
        );
        CREATE TABLE position_index (
            segment INTEGER NOT NULL,
            zone INTEGER NOT NULL,
            ra REAL NOT NULL,
            spectrum INTEGER NOT NULL,
            dec REAL NOT NULL,
            wave_low REAL,
            wave_high REAL,
            PRIMARY KEY (segment, zone, ra, spectrum)
        ) WITHOUT ROWID;
        CREATE TABLE name_index (
            segment INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            spectrum INTEGER NOT NULL,
            PRIMARY KEY (segment, hash, spectrum)
        ) WITHOUT ROWID;
        CREATE TABLE original_index (
            segment INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            original INTEGER NOT NULL,
            PRIMARY KEY (segment, hash, original)
        ) WITHOUT ROWID;
        CREATE TABLE harvest (
            id INTEGER PRIMARY KEY,
            collection INTEGER NOT NULL REFERENCES collection,
            source TEXT NOT NULL,
            created TEXT NOT NULL,
            state TEXT NOT NULL,
            list_rows INTEGER NOT NULL DEFAULT 0,
            service TEXT,
            note TEXT,
            rate REAL
        );
        CREATE TABLE harvest_item (
            id INTEGER PRIMARY KEY,
            harvest INTEGER NOT NULL,
            state INTEGER NOT NULL,
            kind INTEGER NOT NULL,
            depth INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            url TEXT NOT NULL,
            link TEXT,
            reason TEXT,
            hash BLOB,
            size INTEGER,
            date TEXT,
            facts TEXT
        );
        CREATE INDEX harvest_item_by_state ON harvest_item (harvest, state);
        CREATE UNIQUE INDEX harvest_folder ON harvest_item (harvest, url) WHERE kind = 1;
        """
}
