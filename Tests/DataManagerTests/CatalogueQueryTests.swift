// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import TestSupport
import Testing
import VOTable

@testable import DataManager

@Suite("Catalogue query")
struct CatalogueQueryTests {
    /// Four rows that differ in everything that can be asked for.
    private func made() throws -> IngestFixture {
        let fixture = try IngestFixture()
        func entry(_ name: String, _ low: Double, _ high: Double, _ unit: String, _ change: (inout Spectrum) -> Void)
            -> CatalogueEntry
        {
            var spectrum = Spectrum(
                axis: SpectralAxis(values: [low, high], unit: unit, medium: .vacuum, spacing: .irregular),
                flux: [1, 2],
                dialect: "made", source: .init(file: name))
            spectrum.identifier = name
            change(&spectrum)
            return CatalogueEntry(spectrum, original: "")
        }
        try fixture.insert([
            entry("optical", 4000, 7000, "Angstrom") {
                $0.observation.snr = 50
                $0.observation.date = "2015-03-10T21:00:00"
                $0.metadata = ["PLATEID": "412", "Note": "good, \"old\""]
                $0.label = "Be"
            },
            entry("infrared", 1, 2.5, "um") {
                $0.observation.snr = 5
                $0.observation.mjd = 57091.5
                $0.observation.telescope = "VLT"
                $0.target.redshift = 0.5
            },
            entry("radio", 1e9, 2e9, "Hz") {
                $0.observation.date = "2016-01-01"
                $0.metadata = ["PLATEID": "0413", "FLAG": "none"]
            },
            entry("nothing", 1, 2, "furlong") { _ in },
        ])
        return fixture
    }

    private func found(_ fixture: IngestFixture, _ change: (inout CatalogueQuery) throws -> Void) throws -> [String] {
        var query = CatalogueQuery()
        try change(&query)
        return try fixture.home.catalogue.search(query).map(\.identifier)
    }

    @Test(
        "a band in any unit finds the spectra that cover some of it",
        arguments: [
            ("6500/6600", "Angstrom", ["optical"]), ("650", "nm", ["optical"]),
            ("0.65/1.2", "um", ["optical", "infrared"]),
            ("7000/", "Angstrom", ["optical", "infrared", "radio"]), ("/3999", "Angstrom", []),
            ("1.4", "GHz", ["radio"]), ("/3e9", "Hz", ["radio"]), ("1e14/", "Hz", ["optical", "infrared"]),
            ("1/3", "eV", ["optical", "infrared"]), ("5000/10000", "1/cm", ["infrared"]),
        ])
    func bands(band: String, unit: String, expected: [String]) throws {
        let fixture = try made()
        #expect(try found(fixture) { try $0.setBand(band, unit: unit) } == expected)
    }

    @Test("signal-to-noise, dates and labels select")
    func scalars() throws {
        let fixture = try made()
        #expect(try found(fixture) { $0.minimumSNR = 10 } == ["optical"])
        #expect(try found(fixture) { $0.maximumSNR = 10 } == ["infrared"])
        #expect(try found(fixture) { try $0.setDates("2015-03-10") } == ["optical", "infrared"])
        #expect(try found(fixture) { try $0.setDates("2015-03-10/57092") } == ["optical", "infrared"])
        #expect(try found(fixture) { try $0.setDates("2015-12-31/") } == ["radio"])
        #expect(try found(fixture) { try $0.setDates("/57091.9") } == ["optical", "infrared"])
        #expect(try found(fixture) { $0.label = "Be" } == ["optical"])
        #expect(
            try found(fixture) {
                $0.collection = "test"; $0.name = "RADIO"
            } == ["radio"])
    }

    @Test(
        "conditions compare columns and facts as numbers or as text in any case",
        arguments: [
            ("telescope=vlt", ["infrared"]), ("redshift>0.4", ["infrared"]), ("redshift <= 0.4", []),
            ("PLATEID=412", ["optical"]), ("plateid=412.0", ["optical"]), ("PLATEID>=413", ["radio"]),
            ("PLATEID!=412", ["radio"]), ("FLAG=NONE", ["radio"]), ("FLAG>0", []), ("note=good, \"OLD\"", ["optical"]),
            ("points=2", ["optical", "infrared", "radio", "nothing"]),
            ("file=f", ["optical", "infrared", "radio", "nothing"]),
            ("snr<10", ["infrared"]),
        ])
    func conditions(text: String, expected: [String]) throws {
        let fixture = try made()
        #expect(try found(fixture) { $0.columns = [try ColumnCondition(text)] } == expected)
    }

    @Test("limit and offset walk through the matches in order")
    func pages() throws {
        let fixture = try made()
        #expect(try found(fixture) { $0.limit = 2 } == ["optical", "infrared"])
        #expect(
            try found(fixture) {
                $0.limit = 2; $0.offset = 2
            } == ["radio", "nothing"])
        #expect(try found(fixture) { $0.limit = 0 } == [])
    }

    @Test(
        "what cannot be meant is refused with a sentence",
        arguments: [
            { (query: inout CatalogueQuery) in try query.setBand("a/b", unit: "nm") },
            { try $0.setBand("2/1", unit: "nm") }, { try $0.setBand("1/2", unit: "kg") },
            { try $0.setBand("/", unit: "nm") },
            { try $0.setDates("yesterday") }, { try $0.setDates("2016-01-01/2015-01-01") },
            { $0.columns = [try ColumnCondition("redshift")] }, { $0.columns = [try ColumnCondition("redshift>high")] },
        ] as [@Sendable (inout CatalogueQuery) throws -> Void])
    func refusals(change: @Sendable (inout CatalogueQuery) throws -> Void) throws {
        var query = CatalogueQuery()
        let error = #expect(throws: DataError.self) { try change(&query) }
        #expect(error?.code == "DAT014")
    }

    @Test("a VOTable and CSV hold the same rows, and say when there are more")
    func export() throws {
        let fixture = try made()
        var query = CatalogueQuery()
        query.limit = 3
        let path = fixture.folder.appending("found.vot")
        let (rows, isCut) = try fixture.home.catalogue.writeVOTable(query, facts: ["plateid"], to: path)
        #expect(rows == 3 && isCut)
        let document = try VOTableDocument(contentsOf: path)
        let table = try #require(document.tables.first)
        let names = table.fields.map(\.name)
        #expect(document.resources[0].infos.contains(.init(name: "QUERY_STATUS", value: "OVERFLOW")))
        #expect(table.rows.map { $0[0] } == [.text("optical"), .text("infrared"), .text("radio")])
        #expect(table.rows.map { $0[names.count - 1] } == [.text("412"), .null, .text("0413")])
        let low = try #require(names.firstIndex(of: "wave_low"))
        #expect(table.rows[0][low] == .real(4000 * 1e-10))
        var lines: [String] = []
        try fixture.home.catalogue.csv(query, facts: ["note"]) { lines.append($0) }
        #expect(lines.count == 4)
        #expect(lines[1].hasPrefix("optical,,,,,Be,,50.0,57091.875,2015-03-10T21:00:00,"))
        #expect(lines[1].hasSuffix(",\"good, \"\"old\"\"\"\r\n"))
    }
}
