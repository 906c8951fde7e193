// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing
import VOTable

@Suite struct DocumentTests {
    private let whole = """
        <?xml version="1.0"?>
        <?xml-stylesheet href="x.xsl"?>
        <!DOCTYPE v:VOTABLE SYSTEM "http://us-vo.org/xml/VOTable.dtd">
        <v:VOTABLE xmlns:v="http://www.ivoa.net/xml/VOTable/v1.2" version="v1.2" ID="doc">
        <v:DESCRIPTION> About it </v:DESCRIPTION>
        <v:RESOURCE type="meta" utype="adhoc:service"><v:GROUP name="inputParams">
        <v:PARAM name="BAND" datatype="float" arraysize="2" unit="m" value=""><v:VALUES><v:MIN value="1e-7"/><v:MAX value="9e-7"/>
        <v:OPTION value="all"/></v:VALUES></v:PARAM><v:PARAMref ref="x"/></v:GROUP></v:RESOURCE>
        <v:RESOURCE type="results"><v:INFO name="QUERY_STATUS" value="OK"/><v:COOSYS ID="c" system="ICRS"/>
        <v:TIMESYS ID="t" timescale="UTC" refposition="TOPOCENTER"/>
        <v:TABLE name="main" ID="m" nrows="1"><v:FIELD name="ra" ID="f" ref="c" datatype="double" unit="deg" ucd="pos.eq.ra">
        <v:DESCRIPTION>right ascension</v:DESCRIPTION><v:LINK content-type="text/html" href="http://x/?a=1&amp;b=2"/></v:FIELD>
        <v:GROUP utype="g"><v:FIELDref ref="f"/></v:GROUP>
        <v:DATA><v:TABLEDATA><v:TR><v:TD>1.5</v:TD></v:TR></v:TABLEDATA></v:DATA><v:INFO name="after" value="rows">why</v:INFO></v:TABLE>
        <v:TABLE ref="m"><v:DATA><v:TABLEDATA><v:TR><v:TD>2.5</v:TD></v:TR></v:TABLEDATA></v:DATA></v:TABLE>
        <v:RESOURCE><v:TABLE/></v:RESOURCE>
        <v:INFO name="QUERY_STATUS" value="OVERFLOW"/></v:RESOURCE></v:VOTABLE>
        """

    @Test("everything around the rows is kept: groups, parameters, links, systems, infos before and after")
    func metadata() throws {
        let document = try VOTableDocument(bytes: Array(whole.utf8), name: "test")
        #expect(document.version == "1.2")
        #expect(document.id == "doc")
        #expect(document.description == "About it")
        let meta = document.resources[0]
        let band = meta.groups[0].parameters[0]
        #expect(meta.type == "meta")
        #expect(band.value == .null)
        #expect([band.field.minimum, band.field.maximum, band.field.unit] == ["1e-7", "9e-7", "m"])
        #expect(band.field.options == ["all"])
        #expect(meta.groups[0].references == ["x"])
        let results = document.resources[1]
        #expect(results.infos.map { $0.value } == ["OK", "OVERFLOW"])
        #expect(results.coordinateSystems.map { $0.element } == ["COOSYS", "TIMESYS"])
        #expect(results.coordinateSystems[1].attributes["timescale"] == "UTC")
        let table = results.tables[0]
        #expect(table.declaredRowCount == 1)
        #expect(table.fields[0].description == "right ascension")
        #expect(table.fields[0].links[0].href == "http://x/?a=1&b=2")
        #expect(table.groups[0].references == ["f"])
        #expect(table.infos[0].content == "why")
        #expect(table.rows == [[.real(1.5)]])
        // A table by reference has the columns of the other.
        #expect(results.tables[1].fields == table.fields)
        #expect(results.tables[1].rows == [[.real(2.5)]])
        #expect(document.tables.count == 3)
    }

    @Test("the streaming reader has the metadata before the rows, and the rest after them")
    func streaming() throws {
        let reader = try VOTableReader(bytes: Array(whole.utf8), name: "test")
        let table = try #require(try reader.nextTable())
        #expect(table.name == "main")
        #expect(reader.document.resources[1].infos.map { $0.value } == ["OK"])
        #expect(try reader.nextBatch()?.columns[0].reals == [1.5])
        #expect(try reader.nextBatch() == nil)
        while try reader.nextTable() != nil {}
        #expect(reader.document.resources[1].infos.map { $0.value } == ["OK", "OVERFLOW"])
    }

    /// Error documents of services, and what else is well-formed but has no rows.
    static let odd = [
        ("conesearch_error1.xml", 0), ("conesearch_error3.xml", 0), ("custom_datatype.xml", 1),
        ("irsa-nph-error.xml", 0),
        ("no_resource.xml", 0), ("nonstandard_units.xml", 1), ("tap_error", 0), ("too_many_columns.xml.gz", 1),
    ]

    @Test("odd but readable documents are read", .enabled(if: SharedData.isAvailable), arguments: odd)
    func oddOnes(name: String, tables: Int) throws {
        let document = try VOTableDocument(contentsOf: SharedData.path("data/bad/votable/" + name))
        #expect(document.tables.count == tables)
    }

    @Test("what is no VOTable is refused by that name, bombs and broken XML too", .enabled(if: SharedData.isAvailable))
    func refused() throws {
        var paths = ["data/bad/votable/cone.broken.dat.gz"]
        for folder in ["data/bad/xml", "data/bad/xml-recurse"] {
            paths += try FileManager.default.contentsOfDirectory(atPath: SharedData.path(folder)).map {
                "\(folder)/\($0)"
            }
        }
        for path in paths {
            #expect("\(path)") {
                try VOTableDocument(contentsOf: SharedData.path(path))
            } throws: {
                if case VOTableError.notVOTable = $0 { true } else { false }
            }
        }
    }

    @Test("damaged gzip is one error", .enabled(if: SharedData.isAvailable))
    func damagedGzip() throws {
        let folder = SharedData.path("data/bad/gzip")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(throws: VOTableError.self, "\(name)") { try VOTableDocument(contentsOf: folder + "/" + name) }
        }
    }

    @Test("entities of the document are put in when they are plain text, and refused when they multiply")
    func entities() throws {
        func text(_ declarations: String, _ cell: String) -> [UInt8] {
            document(
                fields: "<FIELD name=\"a\" datatype=\"char\" arraysize=\"*\"/>", rows: "<TR><TD>\(cell)</TD></TR>",
                head: "<!DOCTYPE VOTABLE [\(declarations)]>")
        }
        #expect(try rows(text("<!ENTITY star \"Vega\">", "a &star; b")) == [[.text("a Vega b")]])
        let bomb = """
            <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
            """
        for (declarations, cell) in [
            (bomb, "&c;"), ("<!ENTITY x SYSTEM \"file:///etc/passwd\">", "&x;"), ("", "&nobody;"),
            ("<!ENTITY long \"\(String(repeating: "x", count: 4000))\">", String(repeating: "&long;", count: 300)),
        ] {
            #expect {
                try rows(text(declarations, cell))
            } throws: {
                if case VOTableError.malformed = $0 { true } else { false }
            }
        }
    }

    @Test("a document cut off anywhere is an error, wherever the cut is")
    func cutOff() {
        let bytes = Array(whole.utf8)
        for length in stride(from: 1, to: bytes.count - 1, by: 7) {
            #expect(throws: VOTableError.self) { try VOTableDocument(bytes: Array(bytes[..<length]), name: "cut") }
        }
    }

    @Test("an error names the line in the document, rows that the XML parser did not see included")
    func lineNumber() {
        let bytes = document(
            fields: "<FIELD name=\"a\" datatype=\"int\"/>", rows: "\n<TR>\n<TD>1</TD>\n</TR>\n",
            tail: "\n<TABLE></WRONG>")
        #expect {
            try VOTableDocument(bytes: bytes, name: "test")
        } throws: {
            if case VOTableError.malformed(_, 6, _) = $0 { true } else { false }
        }
    }

    @Test("a table serialised as FITS is handed over as the bytes of the file", .enabled(if: SharedData.isAvailable))
    func fits() throws {
        let table = try VOTableDocument(contentsOf: SharedData.path("peers/vo/samples/stilts-v1.4-FITS.vot")).tables[0]
        #expect(table.fields.count == 18)
        #expect(table.fitsBytes?.count == 11520)
        #expect(table.fitsBytes?.starts(with: Array("SIMPLE  =".utf8)) == true)
    }

    @Test("short rows of a wide table cannot fill the memory")
    func wideAndShort() {
        let fields = (0..<2000).map { "<FIELD name=\"f\($0)\" datatype=\"int\"/>" }.joined()
        let bytes = document(fields: fields, rows: String(repeating: "<TR></TR>", count: 60_000))
        var limits = VOTableLimits()
        limits.documentCells = 1_000_000
        #expect(throws: VOTableError.tooLarge(file: "test", what: "cells of the document", limit: 1_000_000)) {
            try VOTableDocument(bytes: bytes, name: "test", limits: limits)
        }
    }

    @Test("a reader that failed within the rows is freed")
    func freed() throws {
        weak var kept: VOTableReader?
        do {
            let reader = try VOTableReader(
                bytes: document(fields: "<FIELD name=\"a\" datatype=\"int\"/>", rows: "<TR><TD>x</TD></TR>"),
                name: "test")
            kept = reader
            _ = try reader.nextTable()
            #expect(throws: VOTableError.self) { try reader.nextBatch() }
        }
        #expect(kept == nil)
    }
}
