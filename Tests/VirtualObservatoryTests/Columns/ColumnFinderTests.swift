// SPDX-License-Identifier: Apache-2.0

import Testing
import VOTable

@testable import VirtualObservatory

@Suite struct ColumnFinderTests {
    private func table(_ fields: [VOTableField], _ parameters: [VOTableDocument.Parameter] = [])
        -> VOTableDocument.Table
    {
        var table = VOTableDocument.Table()
        table.fields = fields
        table.parameters = parameters
        return table
    }

    @Test(
        "a utype is known whatever its prefix and case",
        arguments: [
            "ssa:Access.Reference", "Spectrum.Access.Reference", "sdm:Spectrum.access.reference",
            "spec:Access.Reference",
            "ACCESS.REFERENCE", "obscore:access.reference",
        ])
    func utypes(written: String) {
        let finder = ColumnFinder(
            table([
                VOTableField(name: "url", datatype: .char, ucd: "meta.ref.url"),
                VOTableField(name: "x", datatype: .char, utype: written),
            ]))
        #expect(finder.column(.accessURL) == 1)
    }

    @Test("without a utype the UCD counts, without a UCD the name or the ID")
    func fallBack() {
        let byUCD = ColumnFinder(
            table([
                VOTableField(name: "accref", datatype: .char),
                VOTableField(name: "link", datatype: .char, ucd: "meta.ref.url;meta.dataset"),
            ]))
        #expect(byUCD.column(.accessURL) == 1)
        let byName = ColumnFinder(table([VOTableField(name: "AccRef", datatype: .char)]))
        #expect(byName.column(.accessURL) == 0)
        let byID = ColumnFinder(table([VOTableField(name: "Data link", datatype: .char, id: "access_url")]))
        #expect(byID.column(.accessURL) == 0)
    }

    @Test("a parameter stands for a column that is the same for all rows, unless it is empty")
    func parameters() {
        let full = VOTableDocument.Parameter(
            field: VOTableField(name: "c", datatype: .char, utype: "ssa:DataID.Collection"), value: .text("Ond CCD700"))
        let empty = VOTableDocument.Parameter(
            field: VOTableField(name: "i", datatype: .char, utype: "ssa:DataID.Instrument"), value: .text(""))
        let finder = ColumnFinder(table([VOTableField(name: "instrument", datatype: .char)], [full, empty]))
        let cells = finder.cells(of: [.text("coude")])
        #expect(finder.column(.collection).map { cells[$0] } == .text("Ond CCD700"))
        #expect(finder.column(.instrument).map { cells[$0] } == .text("coude"))
    }

    @Test("the position is found in two columns, in one array, and in one text")
    func positions() {
        let columns = [
            VOTableField(name: "a", datatype: .double, ucd: "pos.eq.ra;meta.main"),
            VOTableField(name: "b", datatype: .double, ucd: "pos.eq.dec;meta.main"),
        ]
        let pair = [
            VOTableField(
                name: "p", datatype: .double, arraysize: "2", utype: "ssa:Char.SpatialAxis.Coverage.Location.Value")
        ]
        let text = [
            VOTableField(
                name: "p", datatype: .char, arraysize: "*", utype: "Char.SpatialAxis.Coverage.Location.Value")
        ]
        func position(_ fields: [VOTableField], _ row: [VOTableValue]) -> SkyPoint? {
            let finder = ColumnFinder(table(fields))
            return PositionFinder(finder).position(finder.cells(of: row))
        }
        let expected = SkyPoint(83.5, -5.25)
        #expect(position(columns, [.real(83.5), .real(-5.25)]) == expected)
        #expect(position(pair, [.reals([83.5, -5.25])]) == expected)
        #expect(position(text, [.text("83.5 -5.25")]) == expected)
        #expect(position(pair, [.reals([.nan, .nan])]) == nil)
        #expect(position(columns, [.null, .null]) == nil)
        #expect(position(columns, [.real(83.5), .real(95)]) == nil)
    }

    @Test("double precision is taken before single, and a frame that is not ICRS before none at all")
    func precisionAndFrame() {
        var fields = [
            VOTableField(
                name: "f", datatype: .float, arraysize: "2", utype: "ssa:Char.SpatialAxis.Coverage.Location.Value"),
            VOTableField(name: "ra", datatype: .double, ucd: "pos.eq.ra"),
            VOTableField(name: "dec", datatype: .double, ucd: "pos.eq.dec"),
        ]
        let row: [VOTableValue] = [.reals([10.000001, 1]), .real(10), .real(1)]
        var finder = ColumnFinder(table(fields))
        #expect(PositionFinder(finder).position(finder.cells(of: row)) == SkyPoint(10, 1))
        fields.append(VOTableField(name: "frame", datatype: .char, utype: "ssa:CoordSys.SpaceFrame.Name"))
        finder = ColumnFinder(table(fields))
        // Right ascension and declination by their own names stay what they are; a plain pair of an unknown frame is none.
        #expect(PositionFinder(finder).position(finder.cells(of: row + [.text("GALACTIC")])) == SkyPoint(10, 1))
        let pair = ColumnFinder(table([fields[0], fields[3]]))
        #expect(PositionFinder(pair).position(pair.cells(of: [.reals([10, 1]), .text("BODY")])) == nil)
    }
}
