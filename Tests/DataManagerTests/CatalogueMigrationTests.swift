// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import GRDB
import Spectra
import TestSupport
import Testing

@testable import DataManager

@Suite("Catalogue of an earlier form")
struct CatalogueMigrationTests {
    @Test("a catalogue with unpacked indices is brought to the new form: all is found, repeated names are known")
    func unpacked() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("catalogue.sqlite")
        let digest = ContentHash.digest(of: [1, 2, 3])
        let old = try DatabaseQueue(path: path)
        try Catalogue.migrator.migrate(old, upTo: "1: collections, originals, spectra, index segments, harvests")
        try old.write { database in
            try database.execute(sql: "INSERT INTO collection VALUES (1, 'c', '2026-01-01')")
            try database.execute(sql: "INSERT INTO original VALUES (3, ?, 5, 'f')", arguments: [digest.data])
            for (id, name) in [(1, "a"), (2, "b"), (4, "A")] {
                try database.execute(
                    sql: """
                        INSERT INTO spectrum (id, collection, original, part, row, ra, dec, wave_low, wave_high, n_points,
                            has_error, wave_unit, medium, spacing, flux_unit, dialect, identifier, name_hash, object)
                        VALUES (?, 1, 3, 0, ?, ?, 0.5, 4e-7, 5e-7, 2, 0, 'm', 'air', 'linear', '', 'made', ?, 0, 'Star')
                        """, arguments: [id, id, Double(id) * 10, name])
                try database.execute(
                    sql: "INSERT INTO name_index (segment, hash, spectrum) VALUES (1, 0, ?)", arguments: [id])
            }
            try database.execute(sql: "INSERT INTO segment VALUES (1, 3)")
        }
        try old.close()
        let catalogue = try Catalogue(path: path)
        var query = CatalogueQuery()
        query.cone = .init(ra: 20, dec: 0, radius: 1)
        query.band = 4.5e-7...6e-7
        #expect(try catalogue.search(query).map(\.identifier) == ["b"])
        query = CatalogueQuery()
        query.name = "a"
        #expect(try catalogue.search(query).map(\.isRepeated) == [false, true])
        query.name = "star"
        #expect(try catalogue.search(query).map(\.id) == [1, 2, 4])
        #expect(try catalogue.read { try Catalogue.original(digest, filters: catalogue.filters, in: $0) } == 3)
        // Opening it again changes nothing.
        #expect(try Catalogue(path: path).search(query).count == 3)
    }

    @Test("a filter that was read in a transaction is not kept for a segment that was undone")
    func undone() throws {
        struct Stop: Error {}
        let fixture = try IngestFixture()
        func add(_ bytes: [UInt8], stop: Bool) throws {
            try fixture.home.catalogue.write { database in
                var index = IndexBatch(filters: fixture.home.catalogue.filters)
                let digest = ContentHash.digest(of: bytes)
                #expect(try index.original(digest, in: database) == nil)
                try database.execute(
                    sql: "INSERT INTO original (hash, size, name) VALUES (?, 0, 'f')", arguments: [digest.data])
                index.add(original: digest, id: database.lastInsertedRowID)
                #expect(try index.original(digest, in: database) != nil)
                try index.write(in: database)
                if stop { throw Stop() }
            }
        }
        #expect(throws: Stop.self) { try add([1], stop: true) }
        // The new segment has the number of the one undone.
        try add([2], stop: false)
        for (bytes, isThere) in [([1], false), ([2], true)] as [([UInt8], Bool)] {
            let digest = ContentHash.digest(of: bytes)
            let found = try fixture.home.catalogue.read {
                try Catalogue.original(digest, filters: fixture.home.catalogue.filters, in: $0)
            }
            #expect((found != nil) == isThere)
        }
    }
}
