// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import TestSupport
import Testing

@testable import DataManager

@Suite("Labels")
struct LabelTests {
    @Test("labels are joined by the spectrum's name, the file's name and the end of an IVOA identifier")
    func joined() throws {
        let fixture = try IngestFixture()
        try fixture.write("uc050029 1", to: "one.fits.gz")
        try fixture.write("second 1\nthird 2", to: "two.dat")
        try fixture.write("fourth 1", to: "four.txt")
        _ = try fixture.ingest()
        let result = try fixture.collection.setLabels([
            NamedLabel(name: "ivo://asu.cas.cz/stel/ccd700/UC050029", label: "emission", subclass: "Be"),
            NamedLabel(name: "two", label: "absorption"),
            NamedLabel(name: "nobody", label: "x"),
        ])
        #expect(result.labelled == 3)
        #expect(result.unmatchedNames == ["nobody"])
        let entries = try fixture.entries()
        #expect(entries.map(\.label) == [nil, "emission", "absorption", "absorption"])
        #expect(entries[1].subclass == "Be")
        let reader = try fixture.collection.reader()
        #expect(try reader.spectra(part: 0)[1].spectrum.label == "emission")
    }

    @Test("labels are joined by the object's name, in every part of the index")
    func byObject() throws {
        let fixture = try IngestFixture()
        let entries = (0..<200).map { number in
            CatalogueEntry(
                TwinTests.spectrum {
                    $0.identifier = "id\(number)"
                    $0.target.name = "Object \(number / 2)"
                }, original: "")
        }
        try fixture.insert(entries, batch: 30)
        let labels = (0..<100).map { NamedLabel(name: "OBJECT \($0)", label: "l\($0 % 7)") }
        let result = try fixture.collection.setLabels(labels, by: .object)
        #expect(result.labelled == 200 && result.unmatched == 0)
    }

    @Test("a label by file does not touch a spectrum of that name")
    func byFile() throws {
        let fixture = try IngestFixture()
        try fixture.write("a 1", to: "b.txt")
        try fixture.write("b 1", to: "a.txt")
        _ = try fixture.ingest()
        _ = try fixture.collection.setLabels([NamedLabel(name: "a.txt", label: "x")], by: .file)
        #expect(try fixture.entries().map(\.label) == ["x", nil])
        #expect(try fixture.entries().map(\.identifier) == ["b", "a"])
    }

    @Test("a label list is CSV with quotes, any order of columns, and any line ends")
    func list() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("labels.csv")
        try Data("Label,ra,Object\r\n\"Be, shell\",1,\"HD 1\"\n,2,HD 2\n\nB9,3,\"a \"\"b\"\"\"".utf8).write(
            to: URL(filePath: path))
        let list = try LabelList.read(path)
        #expect(list.key == .object)
        #expect(
            list.labels == [
                NamedLabel(name: "HD 1", label: "Be, shell"), NamedLabel(name: "a \"b\"", label: "B9"),
            ])
    }

    @Test("a wrong label list is refused with the line and the reason")
    func wrongList() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("labels.csv")
        func refusal(_ text: String) throws -> String? {
            try Data(text.utf8).write(to: URL(filePath: path))
            return #expect(throws: DataError.self) { try LabelList.read(path) }?.description
        }
        #expect(try refusal("")?.hasPrefix("DAT012: \(path), line 1: the file is empty") == true)
        #expect(try refusal("id,colour\n")?.contains("line 1: no column holds labels") == true)
        #expect(try refusal("id,label\na,b\nc\n")?.contains("line 3: 1 fields, where the header has 2") == true)
    }

    @Test("the Ondřejov label list reads", .enabled(if: SharedData.isAvailable))
    func ondrejov() throws {
        let list = try LabelList.read(SharedData.path("data/labelled/ondrejov/ondrejov-dataset-labels.csv"))
        #expect(list.labels.first == NamedLabel(name: "ivo://asu.cas.cz/stel/ccd700/uc050029", label: "2"))
    }
}
