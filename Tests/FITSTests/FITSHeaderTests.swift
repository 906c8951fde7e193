// SPDX-License-Identifier: Apache-2.0

import FITS
import Testing

@Suite("header keywords")
struct FITSHeaderTests {
    private func header(_ cards: [String]) throws -> FITSHeader {
        try FITSFile(bytes: FITSBytes(FITSBytes.emptyPrimary + cards).bytes, name: "header").hdus[0].header
    }

    @Test(
        "values are read as they are spelled",
        arguments: [
            ("X       =                   42", FITSValue.integer(42)), ("X       = -7 / seven", .integer(-7)),
            ("X       = +1.5E3", .real(1500)), ("X       = 6.02D23", .real(6.02e23)), ("X       = .5", .real(0.5)),
            ("X       = 1.", .real(1)), ("X       = T / yes", .logical(true)),
            ("X       =                    F", .logical(false)),
            ("X       = 'a b  '  / text", .text("a b")), ("X       = 'it''s'", .text("it's")),
            ("X       = ''", .text("")),
            ("X       = 'open", .text("open")), ("X       = '  lead'", .text("  lead")),
            ("X       = 'a/b' / c", .text("a/b")),
            ("X       =42", .integer(42)), ("X       = (1, 2)", .text("(1, 2)")),
            ("X       = 2020-01-01", .text("2020-01-01")),
            ("X       = 9223372036854775807", .integer(.max)), ("X       = -9223372036854775808", .integer(.min)),
            ("X       = 9223372036854775808", .real(9_223_372_036_854_775_808)),
            ("X       = 3.14159265358979323846", .real(.pi)), ("X       = 1e400", .real(.infinity)),
            ("X       = 4.9406564584124654E-324", .real(.leastNonzeroMagnitude)), ("x       = 1", .integer(1)),
        ])
    func value(_ card: String, _ expected: FITSValue) throws {
        #expect(try header([card])["X"] == expected)
    }

    @Test("a keyword without a value has none, and an absent one neither")
    func undefined() throws {
        let header = try header(["X       =                      / nothing"])
        #expect(header["X"] == nil)
        #expect(header["Y"] == nil)
        #expect(header.text("X") == nil)
        #expect(header.cards.contains { $0.keyword == "X" && $0.comment == "nothing" })
    }

    @Test("numbers in strings and infinite ones")
    func liberalNumbers() throws {
        let header = try header([
            "A       = '1.5D2 '", "B       = ' 7'", "C       = 1e999", "D       = 'nan'", "E       = 3.0",
        ])
        #expect(header.double("A") == 150)
        #expect(header.integer("B") == 7)
        #expect(header.double("C") == nil)
        #expect(header.double("D") == nil)
        #expect(header.integer("E") == 3)
    }

    @Test("of a repeated keyword the first value counts")
    func repeated() throws {
        #expect(try header(["X       = 1", "X       = 2"]).integer("X") == 1)
    }

    @Test("CONTINUE joins a long string and its comments")
    func continuation() throws {
        let header = try header([
            "LONG    = 'one &' / first", "CONTINUE  'two&'", "CONTINUE  ' three' / last", "NEXT    = 1",
        ])
        #expect(header.text("LONG") == "one two three")
        #expect(header.cards.first { $0.keyword == "LONG" }?.comment == "first last")
        #expect(header.integer("NEXT") == 1)
    }

    @Test("an ampersand without CONTINUE is only an ampersand")
    func ampersand() throws {
        #expect(try header(["X       = 'A&'", "Y       = 1"]).text("X") == "A&")
    }

    @Test("HIERARCH keywords keep their words")
    func hierarch() throws {
        let header = try header(["HIERARCH ESO OBS NAME = 'night' / n", "HIERARCH eso  tel alt=12.5"])
        #expect(header.text("ESO OBS NAME") == "night")
        #expect(header.double("ESO TEL ALT") == 12.5)
        #expect(header["ESO OBS"] == nil)
    }

    @Test("comments and history keep their order and text")
    func commentary() throws {
        let cards = try header(["COMMENT one = two", "HISTORY   three", "        four"]).cards.suffix(3)
        #expect(cards.map(\.keyword) == ["COMMENT", "HISTORY", ""])
        #expect(cards.map(\.comment) == ["one = two", "  three", "four"])
    }

    @Test("a header made of cards is looked up the same way, and a file's can be changed")
    func made() throws {
        var header = FITSHeader(cards: [.init(keyword: "A", value: .text("1"))])
        #expect(header.double("A") == 1)
        header.cards.append(.init(keyword: "B", value: .integer(2)))
        #expect(header.integer("B") == 2)
        var fromFile = try self.header(["X       = 1"])
        fromFile.cards.removeAll { $0.keyword == "X" }
        #expect(fromFile["X"] == nil)
    }
}
