// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import GRDB
import Spectra
import Testing

@testable import DataManager

@Suite("Index segments")
struct IndexSegmentTests {
    private static func entry(_ number: Int) -> CatalogueEntry {
        var random = SeededGenerator(seed: 8, part: UInt64(number))
        var spectrum = Spectrum(
            axis: SpectralAxis(linearFrom: 4000, step: 1, count: 2, unit: "Angstrom", medium: .air), flux: [1, 2],
            dialect: "made", source: .init(file: "f", row: number))
        spectrum.identifier = "s\(number % 100)"
        spectrum.target = .init(
            name: "Star \(number % 70)", ra: random.uniform() * 360, dec: random.uniform() * 180 - 90)
        return CatalogueEntry(spectrum, original: "")
    }

    private func segments(_ fixture: IngestFixture) throws -> [Int] {
        try fixture.home.catalogue.read { try Int.fetchAll($0, sql: "SELECT entries FROM segment ORDER BY entries") }
    }

    @Test("rows in many small transactions are found like rows in one, and their segments stay few")
    func merging() throws {
        let (many, one) = (try IngestFixture(), try IngestFixture())
        let entries = (0..<700).map(Self.entry)
        try many.insert(entries, batch: 1)
        try one.insert(entries)
        // The entries are the names: two of each row, the spectrum's and the object's.
        #expect(try segments(one) == [1400])
        #expect(try segments(many).reduce(0, +) == 1400)
        #expect(try segments(many).count < IndexBatch.fanOut)
        #expect(try many.entries() == one.entries())
        var query = CatalogueQuery()
        for (ra, dec, radius) in [(100.0, 10.0, 15.0), (0.5, -80, 12), (200, 45, 3)] {
            query.cone = .init(ra: ra, dec: dec, radius: radius)
            #expect(try many.home.catalogue.search(query) == one.home.catalogue.search(query))
        }
        query.cone = nil
        query.name = "star 7"
        #expect(try many.home.catalogue.search(query).map(\.row) == stride(from: 7, to: 700, by: 70).map { $0 })
    }

    @Test("a merge keeps every entry once, in order")
    func order() throws {
        let fixture = try IngestFixture()
        try fixture.insert((0..<300).map(Self.entry), batch: 30)
        let before = try fixture.home.catalogue.read {
            try Row.fetchAll($0, sql: "SELECT hash, spectrum FROM name_index ORDER BY hash, spectrum")
        }
        try fixture.home.catalogue.write { database in
            let segments = try Int64.fetchAll(database, sql: "SELECT id FROM segment")
            #expect(segments.count == 10)
            try IndexMerge.merge(segments, entries: 300, in: database)
        }
        let after = try fixture.home.catalogue.read {
            try Row.fetchAll($0, sql: "SELECT hash, spectrum FROM name_index")
        }
        #expect(before == after)
        #expect(try segments(fixture) == [300])
        #expect(
            try fixture.home.catalogue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM position_index") } == 300)
    }

    @Test("a transaction that fails leaves neither rows nor entries")
    func rollback() throws {
        struct Stop: Error {}
        let fixture = try IngestFixture()
        #expect(throws: Stop.self) {
            try fixture.home.catalogue.write { database in
                var index = IndexBatch()
                _ = try Catalogue.insert(
                    [Self.entry(1)], collection: fixture.collection.id, original: 0, index: &index, into: database)
                try index.write(in: database)
                throw Stop()
            }
        }
        #expect(try segments(fixture).isEmpty)
        #expect(try fixture.entries().isEmpty)
    }

    @Test("removing a collection takes its entries out of the indices, and no others")
    func removal() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1\nb 2\n", to: "1.txt")
        _ = try fixture.ingest()
        let other = try fixture.home.collection(named: "other", create: true)
        try fixture.write("a 5\n", to: "2.txt")
        _ = try other.ingest([fixture.sources + "/2.txt"], in: ExecutionContext(threads: 1))
        try fixture.home.removeCollection(named: "test")
        let counts = try fixture.home.catalogue.read { database in
            try ["name_index", "original_index", "original", "spectrum", "segment"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1
            }
        }
        #expect(counts == [1, 1, 1, 1, 1])
        var query = CatalogueQuery()
        query.name = "a"
        #expect(try fixture.home.catalogue.search(query).count == 1)
    }

    @Test("names are hashed without regard to the case of A to Z, as SQLite compares them")
    func folding() {
        #expect(IndexKey.name("HD 5394-Z") == IndexKey.name("hd 5394-z"))
        #expect(IndexKey.name("Ä") != IndexKey.name("ä"))
        #expect(IndexKey.name("[") != IndexKey.name("{"))
        #expect(IndexKey.name("@") != IndexKey.name("`"))
    }
}
