// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import VOTable

@Suite struct BinaryTests {
    private func stream(
        _ bytes: [UInt8], fields: String, form: String = "BINARY", attributes: String = "encoding=\"base64\""
    ) -> [UInt8] {
        let text = Data(bytes).base64EncodedString(options: .lineLength64Characters)
        return Array(
            """
            <VOTABLE version="1.3"><RESOURCE><TABLE>\(fields)<DATA><\(form)><STREAM \(attributes)>\(text)</STREAM></\(form)>\
            </DATA></TABLE></RESOURCE></VOTABLE>
            """.utf8)
    }

    private let pair = "<FIELD name=\"a\" datatype=\"short\"/><FIELD name=\"b\" datatype=\"char\" arraysize=\"*\"/>"

    @Test("a null flag of BINARY2 makes null of the bytes that are still there")
    func flags() throws {
        let bytes: [UInt8] = [0x00, 0, 7, 0, 0, 0, 2, 0x68, 0x69, 0x80, 0, 7, 0, 0, 0, 0, 0x40, 0xFF, 0xFF, 0, 0, 0, 0]
        #expect(
            try rows(stream(bytes, fields: pair, form: "BINARY2")) == [
                [.integer(7), .text("hi")], [.null, .text("")], [.integer(-1), .null],
            ])
    }

    @Test("bits are packed from the first on, characters are big-endian, strings end at NUL or blanks")
    func packing() throws {
        let fields = """
            <FIELD name="a" datatype="bit" arraysize="10"/><FIELD name="b" datatype="unicodeChar" arraysize="2"/>\
            <FIELD name="c" datatype="char" arraysize="5"/><FIELD name="d" datatype="char" arraysize="2x2"/>\
            <FIELD name="e" datatype="boolean"/><FIELD name="f" datatype="unsignedByte"/>
            """
        let bytes: [UInt8] = [
            0b1010_0000, 0b0100_0000, 0x03, 0xBB, 0, 0, 0x61, 0x62, 0x20, 0, 0x7A, 0x70, 0x20, 0x71, 0x72, 0x3F, 200,
        ]
        let bits: [Bool?] = [true, false, true, false, false, false, false, false, false, true]
        #expect(
            try rows(stream(bytes, fields: fields)) == [
                [.booleans(bits), .text("λ"), .text("ab"), .texts(["p", "qr"]), .null, .integer(200)]
            ])
    }

    @Test("a stream that ends within a row is an error, not fewer rows", arguments: [1, 3, 5])
    func cut(dropped: Int) {
        let bytes: [UInt8] = [0, 7, 0, 0, 0, 2, 0x68, 0x69]
        #expect {
            try rows(stream(Array(bytes.dropLast(dropped)), fields: pair))
        } throws: {
            if case VOTableError.badStream(_, 1, 1, _) = $0 { true } else { false }
        }
    }

    @Test("a count that claims more than there is takes no memory")
    func lyingCount() {
        #expect(throws: VOTableError.self) { try rows(stream([0, 7, 0x7F, 0xFF, 0xFF, 0xFF, 0x68], fields: pair)) }
    }

    @Test("what is not base64 is an error that names the byte")
    func junk() {
        let text = String(decoding: stream([0, 7, 0, 0, 0, 0], fields: pair), as: UTF8.self)
        let damaged = text.replacing("AAcA", with: "AA*A")
        #expect(throws: VOTableError.badStream(file: "test", table: 1, row: 1, reason: "the byte 42 is not base64")) {
            try rows(Array(damaged.utf8))
        }
    }

    @Test("white space, character references, CDATA and missing padding in base64 are read")
    func oddBase64() throws {
        let text = String(decoding: stream([0, 7, 0, 0, 0, 2, 0x68, 0x69], fields: pair), as: UTF8.self)
        let expected: [[VOTableValue]] = [[.integer(7), .text("hi")]]
        for odd in ["A&#13;\nAcA AAACaGk=", "AAcA<!-- --><![CDATA[AAAC]]>aGk", "AAcAAAACaGk"] {
            #expect(try rows(Array(text.replacing("AAcAAAACaGk=", with: odd).utf8)) == expected)
        }
    }

    @Test("a gzip-packed stream is unpacked")
    func gzip() throws {
        // Python: gzip.compress(bytes([0, 7, 0, 8]), mtime=0)
        let packed: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 96, 103, 224, 0, 0, 171, 65, 208, 42, 4, 0, 0, 0]
        let fields = "<FIELD name=\"a\" datatype=\"short\"/>"
        #expect(
            try rows(stream(packed, fields: fields, attributes: "encoding=\"gzip\"")) == [[.integer(7)], [.integer(8)]])
    }

    @Test("data in the href are read, data elsewhere are refused")
    func hrefs() throws {
        let fields = "<FIELD name=\"a\" datatype=\"short\"/>"
        #expect(try rows(stream([], fields: fields, attributes: "href=\"data:;base64,AAc=\"")) == [[.integer(7)]])
        for href in ["http://example.org/data", "file:///etc/passwd", "data.bin"] {
            #expect(throws: VOTableError.remoteData(file: "test", table: 1, href: href)) {
                try rows(stream([], fields: fields, attributes: "href=\"\(href)\""))
            }
        }
    }

    @Test("a row without bytes is no reason to read for ever")
    func emptyRows() throws {
        #expect(try rows(stream([1, 2, 3], fields: "<FIELD name=\"a\" datatype=\"int\" arraysize=\"0\"/>")).isEmpty)
    }
}
