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
        #expect(try segments(many).count < IndexMerge.fanOut)
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

    /// All entries of a segment, in its order.
    private func contents<Entry>(
        _ table: SegmentTable<Entry>, of segment: Int64, in database: Database
    ) throws -> [Entry] {
        guard var source = try SegmentSource(table, segment, in: database) else { return [] }
        var entries: [Entry] = []
        repeat { entries.append(source.current) } while try source.advance(in: database)
        return entries
    }

    @Test("a merge keeps every entry once, in order")
    func order() throws {
        let fixture = try IngestFixture()
        try fixture.insert((0..<1200).map(Self.entry), batch: 200)
        try fixture.home.catalogue.write { database in
            let segments = try SegmentList.numbers(in: database)
            #expect(segments.count == 6)
            let names = try segments.flatMap { try contents(.names, of: $0, in: database) }
            let positions = try segments.flatMap { try contents(.positions, of: $0, in: database) }
            #expect(names.count == 2400 && positions.count == 1200)
            try IndexMerge.merge(segments, in: database)
            let merged = try #require(try SegmentList.numbers(in: database).first)
            #expect(try contents(.names, of: merged, in: database) == names.sorted())
            #expect(try contents(.positions, of: merged, in: database) == positions.sorted())
            for table in ["name_block", "position_block"] {
                let below = SegmentTable<HashEntry>.ids(of: merged).lowerBound
                #expect(
                    try Int.fetchOne(database, sql: "SELECT count(*) FROM \(table) WHERE id < ?", arguments: [below])
                        == 0)
            }
        }
        #expect(try segments(fixture) == [2400])
    }

    @Test("entries that share a place fill several blocks and are all found, as are their neighbours")
    func sharedPlaces() throws {
        let fixture = try IngestFixture()
        try fixture.home.catalogue.write { database in
            var writer = try SegmentWriter(.names, 5, in: database)
            let keys = [1, 1 << 27, 1 << 27, 1 << 27, 3 << 27, 1 << 62] as [Int64]
            var row: Int64 = 0
            let entries = keys.flatMap { key in
                (0..<400).map { _ in
                    row += 1
                    return HashEntry(key: key, row: row)
                }
            }
            for entry in entries { try writer.add(entry) }
            try writer.flush()
            #expect(try contents(.names, of: 5, in: database) == entries)
            for (key, rows) in [
                (1, 1...400), (1 << 27, 401...1600), (3 << 27, 1601...2000), (1 << 62, 2001...2400),
            ] as [(Int64, ClosedRange<Int64>)] {
                let hash = HashEntry(key: key, row: 0).hash
                #expect(try SegmentTable.names.rows(hash, in: [4, 5, 6], database) == Array(rows))
            }
            #expect(try SegmentTable.names.rows(HashEntry(key: 2 << 27, row: 0).hash, in: [5], database) == [])
        }
    }

    @Test("a filter knows all that it was told, and little else")
    func filter() throws {
        var random = SeededGenerator(seed: 2)
        let hashes = (0..<20_000).map { _ in random.next() >> 16 }
        var filter = HashFilter(capacity: hashes.count / 2)
        for hash in hashes.prefix(10_000) { filter.insert(hash) }
        let read = try #require(filter.bytes.withUnsafeBytes { HashFilter($0) })
        #expect(hashes.prefix(10_000).allSatisfy(read.mayContain))
        #expect(hashes.suffix(10_000).count(where: read.mayContain) < 300)
    }

    @Test("a position and a band are stored so that no search misses them")
    func rounding() throws {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<1000 {
            let (ra, dec, low) = (random.uniform() * 360, random.uniform() * 180 - 90, random.uniform() * 1e-6)
            let entry = try #require(PositionEntry(ra: ra, dec: dec, band: low...low * 1.5, row: 1 << 40 + 7))
            let stored = withUnsafeTemporaryAllocation(byteCount: PositionEntry.width, alignment: 8) { room in
                room.baseAddress.map { address in
                    entry.write(to: address)
                    return PositionEntry(from: address)
                }
            }
            let read = try #require(stored)
            #expect(read.row == 1 << 40 + 7)
            #expect(Sky.separation(ra, dec, read.ra, read.dec) < PositionEntry.tolerance / 2)
            #expect(Double(read.waveLow) <= low && Double(read.waveHigh) >= low * 1.5)
        }
        #expect(PositionEntry(ra: 0, dec: 90.1, band: nil, row: 1) == nil)
        #expect(PositionEntry(ra: .nan, dec: 0, band: nil, row: 1) == nil)
        #expect(try #require(PositionEntry(ra: 0, dec: -90, band: nil, row: 1)).waveLow.isNaN)
    }

    @Test("a repeated name is known within a transaction, after it, and in any case, but not of another collection")
    func repeated() throws {
        let fixture = try IngestFixture()
        let other = try fixture.home.collection(named: "other", create: true)
        func add(_ names: [String], to collection: SpectrumCollection) throws {
            for name in names { try fixture.write("\(name) \(UUID().uuidString.hashValue)\n", to: name + ".txt") }
            _ = try collection.ingest(
                names.map { fixture.sources + "/\($0).txt" }, in: ExecutionContext(threads: 1))
        }
        var entries = (0..<3).map(Self.entry)
        for (index, name) in ["a", "b", "A"].enumerated() { entries[index].identifier = name }
        try fixture.insert(entries)
        try fixture.insert([entries[1]])
        try add(["a"], to: other)
        let repeated = try fixture.entries().map(\.isRepeated)
        #expect(repeated == [false, false, true, true])
        let reader = try other.reader(includingTwins: true)
        #expect(try (0..<reader.partCount).flatMap { try reader.entries(part: $0) }.map(\.isRepeated) == [false])
    }

    @Test("a merge of large segments takes only as many as stay below the largest")
    func cap() throws {
        let fixture = try IngestFixture()
        try fixture.insert((0..<40).map(Self.entry), batch: 5)
        try fixture.home.catalogue.write { database in
            #expect(try SegmentList.numbers(in: database).count == 1)
            // Eight that say they are of a million entries and a half: five are no more than the largest.
            for number in 100..<108 {
                try database.execute(
                    sql: "INSERT INTO segment (id, entries) VALUES (?, 1572864)", arguments: [number])
                try SegmentList.setFilter(HashFilter(capacity: 0), of: Int64(number), in: database)
            }
            #expect(try IndexMerge.mergeOneSize(in: database))
            #expect(try SegmentList.numbers(in: database).suffix(3) == [105, 106, 107])
            #expect(try !IndexMerge.mergeOneSize(in: database))
        }
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
            try ["name_block", "original_block", "original", "spectrum", "segment", "segment_filter"].map {
                try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? -1
            }
        }
        #expect(counts == [1, 1, 1, 1, 1, 1])
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
        #expect(IndexKey.object("HD 5394-Z") == IndexKey.object("hd 5394-z"))
        #expect(IndexKey.object("a") != IndexKey.name("a"))
    }
}
