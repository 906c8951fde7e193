// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import TestSupport
import Testing

@Suite("writing")
struct FITSWriterTests {
    @Test("an image comes back as it was appended, row by row")
    func image() throws {
        let writer = FITSWriter()
        try writer.beginImage(
            .float, rowShape: [3], cards: [.init(keyword: "CRVAL1", value: .real(6500.25), comment: "first pixel")])
        try writer.append([1, 2, .nan] as [Float])
        try writer.append([4, -5, 6.5] as [Float])
        let file = try FITSFile(bytes: writer.finish(), name: "image")
        #expect(file.hdus[0].imageShape == [3, 2])
        #expect(file.hdus[0].header.double("CRVAL1") == 6500.25)
        let pixels = try file.hdus[0].pixels()
        #expect(pixels[2].isNaN)
        #expect(pixels[3...] == [4, -5, 6.5])
    }

    @Test("pixels are kept in every type", arguments: FITSPixelType.allCases)
    func types(_ type: FITSPixelType) throws {
        let writer = FITSWriter()
        try writer.beginImage(type, rowShape: [])
        try writer.append([0, 7, 100] as [Int])
        try writer.append([1, 2] as [Double])
        let file = try FITSFile(bytes: writer.finish(), name: "image")
        #expect(try file.hdus[0].pixelsAsDoubles() == [0, 7, 100, 1, 2])
    }

    @Test("a number beyond the pixel type is refused")
    func beyond() throws {
        let writer = FITSWriter()
        try writer.beginImage(.int16, rowShape: [])
        #expect(throws: FITSError.self) { try writer.append([40000]) }
        #expect(throws: FITSError.self) { try writer.append([Float.nan]) }
    }

    @Test("a table of every type comes back as it was appended")
    func table() throws {
        let writer = FITSWriter()
        try writer.beginTable(
            [
                .init("flag", .logical), .init("b", .byte), .init("i", .int16, count: 2, null: -9),
                .init("j", .int32), .init("k", .int64), .init("name", .text, count: 6, comment: "of the star"),
                .init("flux", .float, count: 4, unit: "erg", shape: [2, 2]), .init("z", .double),
            ], name: "STARS")
        for start in [0, 2] {
            try writer.append(
                rows: 2,
                [
                    .logicals([true, false]), .integers([start, 255]), .nullableIntegers([1, nil, 3, -4]),
                    .integers([-70000, start]), .integers([Int.max, Int.min]), .texts(["Vega", "Žofie"]),
                    .floats([1, 2, 3, 4, 5, 6, 7, 8]), .doubles([0.1, .nan]),
                ])
        }
        let file = try FITSFile(bytes: writer.finish(), name: "table")
        #expect(file.hdus.count == 2)
        let table = try #require(file[extension: "stars"])
        #expect(table.rowCount == 4)
        func column(_ name: String) throws -> FITSColumn { try table.requiredColumn(name) }
        #expect(try table.integers(column("flag")) == [1, 0, 1, 0])
        #expect(try table.integers(column("b")) == [0, 255, 2, 255])
        #expect(try table.integers(column("i"), rows: 2..<4) == [1, nil, 3, -4])
        #expect(try table.integers(column("j")) == [-70000, 0, -70000, 2])
        #expect(try table.integers(column("k")) == [Int.max, Int.min, Int.max, Int.min])
        #expect(try table.texts(column("name")) == ["Vega", "Zofie", "Vega", "Zofie"])
        #expect(try column("flux").shape == [2, 2])
        #expect(try column("flux").unit == "erg")
        #expect(try table.floats(column("flux"), rows: 1..<2) == [5, 6, 7, 8])
        #expect(try table.doubles(column("z"))[2] == 0.1)
    }

    @Test("a text longer than its column and a word that is no keyword are refused")
    func refusals() throws {
        let writer = FITSWriter(inMemoryAs: "x.fits")
        try writer.beginTable([.init("name", .text, count: 2)])
        #expect(throws: FITSError.doesNotFit(file: "x.fits", hdu: 1, what: "column name of 2A", value: "Vega")) {
            try writer.append(rows: 1, [.texts(["Vega"])])
        }
        #expect(throws: FITSError.badHeader(file: "x.fits", hdu: 2, keyword: "a=b", reason: "no FITS keyword")) {
            try writer.beginEmpty(cards: [.init(keyword: "a=b", value: .integer(1))])
        }
    }

    @Test("keywords of every kind come back, long texts with quotes too")
    func keywords() throws {
        let long = String(repeating: "don't stop; ", count: 20).trimmingCharacters(in: .whitespaces)
        let cards: [FITSHeader.Card] = [
            .init(keyword: "OBJECT", value: .text("O'Meara"), comment: "who"),
            .init(keyword: "RECIPE", value: .text(long), comment: "all of it"),
            .init(keyword: "TINY", value: .real(1e-300)), .init(keyword: "HUGE", value: .real(1.5e300)),
            .init(keyword: "COUNT", value: .integer(-3)), .init(keyword: "GOOD", value: .logical(false)),
            .init(keyword: "NONE", value: nil, comment: "not known"), .init(keyword: "BAD", value: .real(.nan)),
            .init(keyword: "ESO OBS NAME", value: .text("night 1")),
            .init(keyword: "HISTORY", value: nil, comment: "made by hand"),
        ]
        let writer = FITSWriter()
        try writer.beginEmpty(cards: cards + [.init(keyword: "NAXIS", value: .integer(7))])
        let header = try FITSFile(bytes: writer.finish(), name: "keywords").hdus[0].header
        for card in cards where card.keyword != "HISTORY" && card.keyword != "BAD" {
            #expect(header[card.keyword] == card.value, "\(card.keyword)")
        }
        #expect(header["BAD"] == nil)
        #expect(header.cards.first { $0.keyword == "HISTORY" }?.comment == "made by hand")
        #expect(header.cards.first { $0.keyword == "RECIPE" }?.comment == "all of it")
        #expect(header.integer("NAXIS") == 0)
    }

    @Test("a file appears only when it is finished")
    func wholeOrNot() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("stars.fits")
        let writer = try FITSWriter(path: path)
        try writer.beginImage(.double, rowShape: [1000])
        for row in 0..<300 { try writer.append([Double](repeating: Double(row), count: 1000)) }
        #expect(!FileManager.default.fileExists(atPath: path))
        try writer.finish()
        let image = try FITSFile(contentsOf: path).hdus[0]
        #expect(image.imageShape == [1000, 300])
        #expect(try image.pixels(in: 299_999..<300_000) == [299])
    }

    @Test("a row cut in half is refused")
    func halfRow() throws {
        let writer = FITSWriter()
        try writer.beginImage(.float, rowShape: [3])
        try writer.append([1, 2] as [Float])
        #expect(throws: FITSError.self) { try writer.finish() }
    }
}
