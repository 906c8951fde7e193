// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import GRDB
import Spectra
import Testing

@testable import DataManager

@Suite("Catalogue search")
struct CatalogueSearchTests {
    /// A catalogue of made rows over the whole sky, denser at the poles and at ra = 0, and the rows.
    private func made(_ count: Int) throws -> (IngestFixture, [CatalogueEntry]) {
        let fixture = try IngestFixture()
        var random = SeededGenerator(seed: 3)
        let entries = (0..<count).map { number in
            var spectrum = Spectrum(
                axis: SpectralAxis(linearFrom: 1, step: 1, count: 2, unit: "nm", medium: .air), flux: [1, 2],
                dialect: "made", source: .init(file: "f", row: number))
            let spread = number % 2 == 0 ? 90.0 : 3.0
            let ra = number % 3 == 0 ? random.uniform() * 4 - 2 : random.uniform() * 360
            let dec = number % 4 == 1 ? 90 - spread * random.uniform() : spread * (2 * random.uniform() - 1)
            spectrum.target = .init(name: "Object \(number)", ra: ra, dec: dec)
            spectrum.observation.snr = Double(number)
            spectrum.identifier = "id\(number)"
            return CatalogueEntry(spectrum, original: "")
        }
        let ids = try fixture.insert(entries)
        #expect(ids == Array(1...Int64(count)))
        return (fixture, entries)
    }

    @Test(
        "a cone finds what a comparison with every row finds",
        arguments: [
            (180.0, 10.0, 15.0), (0.2, 1.0, 2.5), (359.9, -1.0, 2.0), (77.0, 89.5, 1.0), (200.0, -90.0, 30.0),
            (10, 88, 3),
            (10, 0, 180), (10, 0, 0.0),
        ])
    func cone(ra: Double, dec: Double, radius: Double) throws {
        let (fixture, entries) = try made(4000)
        var query = CatalogueQuery()
        query.cone = .init(ra: ra, dec: dec, radius: radius)
        let expected = entries.indices.filter {
            Sky.separation(ra, dec, entries[$0].ra ?? 0, entries[$0].dec ?? 0) <= radius
        }
        #expect(radius == 0 || !expected.isEmpty)
        #expect(try fixture.home.catalogue.search(query).map(\.row) == expected)
    }

    @Test("separations agree with astropy's")
    func separations() {
        // astropy 8.0.2: SkyCoord(ra1, dec1).separation(SkyCoord(ra2, dec2)).deg
        #expect(abs(Sky.separation(10, 20, 10.001, 20.001) - 0.0013722305243980281) < 1e-12)
        #expect(abs(Sky.separation(0, 90, 123, -90) - 180) < 1e-12)
        #expect(abs(Sky.separation(350, 5, 10, -5) - 22.337905624709816) < 1e-9)
    }

    @Test("names are found in any case, as the object's or the spectrum's")
    func names() throws {
        let (fixture, _) = try made(50)
        var query = CatalogueQuery()
        query.name = "OBJECT 7"
        #expect(try fixture.home.catalogue.search(query).map(\.row) == [7])
        query.name = "ID8"
        #expect(try fixture.home.catalogue.search(query).map(\.row) == [8])
        query.name = nil
        query.minimumSNR = 40
        query.limit = 3
        #expect(try fixture.home.catalogue.search(query).map(\.row) == [40, 41, 42])
        query.collection = "no such"
        #expect(try fixture.home.catalogue.search(query) == [])
    }

    @Test("a label is found by an index, and a row by its number")
    func plans() throws {
        let (fixture, _) = try made(10)
        let plans = try fixture.home.catalogue.read { database in
            try [
                "SELECT * FROM spectrum WHERE collection = 1 AND label = 'a' AND label IS NOT NULL",
                CatalogueEntry.selection + " WHERE spectrum.id IN (1, 2)",
            ].map { sql in
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + sql).map { $0["detail"] as String }
                    .joined(separator: "\n")
            }
        }
        #expect(plans[0].hasPrefix("SEARCH spectrum USING INDEX spectrum_by_label"))
        #expect(plans[1].hasPrefix("SEARCH spectrum USING INTEGER PRIMARY KEY"))
        #expect(!plans[1].contains("SCAN"))
    }

    @Test("everything in a row survives the catalogue")
    func roundTrip() throws {
        let fixture = try IngestFixture()
        var entry = CatalogueEntry(TwinTests.spectrum(), original: String(repeating: "00", count: 32))
        entry.metadata = ["A/B": "\"quoted\" ü", "Z": ""]
        entry.assumptions = ["one", "two"]
        entry.warnings = ["hm"]
        entry.redshift = 0.25
        entry.label = "Be"
        entry.group = "HD 5394"
        entry.twinOf = nil
        try fixture.home.catalogue.write { database in
            try database.execute(sql: "INSERT INTO original (id, hash, size, name) VALUES (5, zeroblob(32), 0, 'f')")
            var index = IndexBatch()
            _ = try Catalogue.insert(
                [entry], collection: fixture.collection.id, original: 5, index: &index, into: database)
            try index.write(in: database)
        }
        entry.id = 1
        #expect(try fixture.entries() == [entry])
    }
}
