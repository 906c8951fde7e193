// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra
import Testing

@testable import DataManager

@Suite("Collection")
struct CollectionTests {
    @Test("spectra come back from their originals in catalogue order, a file never split between parts")
    func readingBack() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1 2 3\nb 4 5\nc 6\n", to: "1.txt")
        try fixture.write("d 7\n", to: "2.txt")
        try fixture.write("e 8\nf 9 10\n", to: "3.txt")
        _ = try fixture.ingest()
        // What is read back does not need the files any more.
        try FileManager.default.removeItem(atPath: fixture.sources)
        let reader = try fixture.collection.reader(partSize: 2)
        #expect(reader.count == 6)
        #expect(reader.partCount == 2)
        let parts = try (0..<reader.partCount).map { try reader.spectra(part: $0) }
        #expect(parts.map { $0.map(\.spectrum.identifier) } == [["a", "b", "c"], ["d", "e", "f"]])
        #expect(parts[0][1].spectrum.flux == [4, 5])
        #expect(parts[1][2].spectrum.flux == [9, 10])
        #expect(parts[1][2].spectrum.source.row == 1)
        #expect(parts[1][2].entry.waveMax == 4001)
    }

    @Test("a reader does not see what is ingested after it was made")
    func snapshot() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "1.txt")
        _ = try fixture.ingest()
        let reader = try fixture.collection.reader()
        try fixture.write("b 1", to: "2.txt")
        _ = try fixture.ingest()
        #expect(try reader.spectra(part: 0).count == 1)
    }

    @Test("one spectrum is found by its catalogue id, in its own collection only")
    func byIdentity() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1 2 3\nb 4 5\n", to: "1.txt")
        _ = try fixture.ingest()
        let second = try #require(try fixture.entries().last)
        #expect(try fixture.collection.spectrum(id: second.id)?.spectrum.flux == [4, 5])
        #expect(try fixture.collection.spectrum(id: 999) == nil)
        let other = try fixture.home.collection(named: "other", create: true)
        #expect(try other.spectrum(id: second.id) == nil)
    }

    @Test("names are unique: later spectra of an identifier have their number added, whatever comes after")
    func uniqueNames() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1\nA 2\nb 3\na 4", to: "1.txt")
        _ = try fixture.ingest()
        #expect(try fixture.entries().map(\.name) == ["a", "A~2", "b", "a~4"])
        let other = try fixture.home.collection(named: "other", create: true)
        _ = try other.ingest([fixture.sources], in: ExecutionContext())
        #expect(try other.reader().entries(part: 0).map(\.name) == ["a", "A~6", "b", "a~8"])
    }

    @Test("a reader's fingerprint changes with a label and with a spectrum, and with nothing else")
    func fingerprint() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "1.txt")
        _ = try fixture.ingest()
        let first = try fixture.collection.reader().fingerprint
        #expect(try fixture.collection.reader(partSize: 1).fingerprint == first)
        _ = try fixture.collection.setLabels([NamedLabel(name: "a", label: "x")])
        let second = try fixture.collection.reader().fingerprint
        try fixture.write("b 1", to: "2.txt")
        _ = try fixture.ingest()
        #expect(Set([first, second, try fixture.collection.reader().fingerprint]).count == 3)
    }

    @Test("verification names an original that changed and one that is gone")
    func verify() throws {
        let fixture = try IngestFixture()
        for name in ["a", "b", "c"] { try fixture.write("\(name) 1", to: name) }
        _ = try fixture.ingest()
        #expect(try fixture.collection.verify(in: ExecutionContext()).damage == [])
        let entries = try fixture.entries()
        let first = fixture.home.originals.path(of: entries[0].original)
        #expect(chmod(first, 0o644) == 0)
        try Data("a 2".utf8).write(to: URL(filePath: first))
        try FileManager.default.removeItem(atPath: fixture.home.originals.path(of: entries[1].original))
        let report = try fixture.collection.verify(in: ExecutionContext())
        #expect(report.checked == 3)
        #expect(report.damage.count == 2)
        #expect(report.damage[0].hasPrefix("DAT010: the original of \(fixture.sources)/a (SHA-256 "))
        #expect(report.damage[1].hasPrefix("DAT009: the original of \(fixture.sources)/b (SHA-256 "))
    }

    @Test("ingesting the file again mends a missing original")
    func mend() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "a")
        _ = try fixture.ingest()
        let original = fixture.home.originals.path(of: try fixture.entries()[0].original)
        try FileManager.default.removeItem(atPath: original)
        _ = try fixture.ingest()
        #expect(try fixture.collection.verify(in: ExecutionContext()).damage == [])
        #expect(try fixture.entries().count == 1)
    }

    @Test("removing a collection keeps the originals that another one has")
    func removal() throws {
        let fixture = try IngestFixture()
        let shared = try fixture.write("a 1", to: "a")
        try fixture.write("b 1", to: "b")
        _ = try fixture.ingest()
        let other = try fixture.home.collection(named: "other", create: true)
        _ = try other.ingest([shared], in: ExecutionContext())
        try fixture.home.removeCollection(named: "test")
        #expect(try fixture.home.collections().map(\.name) == ["other"])
        #expect(try fixture.storedOriginals() == [ContentHash.digest(of: Array("a 1".utf8)).description])
        #expect(try other.reader().spectra(part: 0).map(\.spectrum.identifier) == ["a"])
        let error = #expect(throws: DataError.self) { try fixture.home.collection(named: "test") }
        #expect(error?.description == "DAT005: there is no collection named test. There are: other")
    }

    @Test("the summary counts dialects, labels and axes, and gives the range that all spectra cover")
    func summary() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1 2 3\nb 4 5 6 7\n", to: "1.txt")
        try fixture.write("bad", to: "2.txt")
        _ = try fixture.ingest()
        _ = try fixture.collection.setLabels([NamedLabel(name: "a", label: "Be")])
        let summary = try fixture.collection.summary()
        #expect(summary.spectra == 2)
        #expect(summary.originals == 1)
        #expect(summary.bytes == 18)
        #expect(summary.rejectedFiles == 1)
        #expect(summary.dialects == ["lines": 2])
        #expect(summary.labels == ["Be": 1])
        let axes = try #require(summary.axes.first)
        #expect(summary.axes.count == 1)
        #expect(axes.unit == "Angstrom" && axes.medium == .vacuum && axes.spectra == 2)
        #expect(axes.widest == 4000...4003)
        #expect(axes.common == 4000...4002)
    }

    @Test("a collection's name is checked", arguments: ["", "../up", "a b", ".hidden", "a/b", "-x"])
    func names(name: String) throws {
        let fixture = try IngestFixture()
        let error = #expect(throws: DataError.self) { try fixture.home.collection(named: name, create: true) }
        #expect(error?.code == "DAT007")
    }
}
