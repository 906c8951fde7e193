// SPDX-License-Identifier: Apache-2.0

import Testing
import VOTable

/// A document with one table; `rows` stand inside TABLEDATA.
func document(fields: String, rows: String, head: String = "<?xml version=\"1.0\"?>", tail: String = "") -> [UInt8] {
    Array(
        """
        \(head)<VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results"><TABLE>\(fields)\
        <DATA><TABLEDATA>\(rows)</TABLEDATA></DATA></TABLE>\(tail)</RESOURCE></VOTABLE>
        """.utf8)
}

/// The rows of the first table.
func rows(_ bytes: [UInt8]) throws -> [[VOTableValue]] {
    try VOTableDocument(bytes: bytes, name: "test").tables[0].rows
}

@Suite struct TableDataTests {
    /// Spellings of a cell that archives send (vo-interop §5), and what they mean.
    static let spellings: [(String, String?, String, VOTableValue)] = [
        ("int", nil, " 42\n", .integer(42)), ("int", nil, "0x1F", .integer(31)), ("int", nil, "-0x10", .integer(-16)),
        ("int", nil, "12.0", .integer(12)), ("int", nil, "1.2e1", .integer(12)), ("int", nil, "null", .null),
        ("int", nil, "NaN", .null), ("int", nil, "", .null), ("short", nil, "+7", .integer(7)),
        ("long", nil, "9223372036854775807", .integer(.max)), ("long", nil, "-9223372036854775808", .integer(.min)),
        ("long", nil, "9007199254740993", .integer(9_007_199_254_740_993)), ("unsignedByte", nil, "255", .integer(255)),
        ("double", nil, "1.0D3", .real(1000)), ("double", nil, "+Inf", .real(.infinity)),
        ("double", nil, "-InF", .real(-.infinity)), ("double", nil, "Infinity", .real(.infinity)),
        ("double", nil, " -1e-5 ", .real(-1e-5)), ("double", nil, ".5", .real(0.5)), ("double", nil, "5.", .real(5)),
        ("double", nil, "", .null), ("float", nil, "6562.8", .real(Double(Float(6562.8)))),
        ("boolean", nil, "T", .boolean(true)), ("boolean", nil, "true", .boolean(true)),
        ("boolean", nil, " False ", .boolean(false)), ("boolean", nil, "0", .boolean(false)),
        ("boolean", nil, "?", .null), ("boolean", nil, "", .null), ("bit", nil, "1", .boolean(true)),
        ("char", nil, "more than one", .text("more than one")), ("char", "*", " x ", .text(" x ")),
        ("char", "*", "a&lt;b&amp;c &#x3bb;&#955;", .text("a<b&c λλ")),
        ("char", "*", "<![CDATA[a&b<c]]>", .text("a&b<c")), ("char", "*", "a<!-- no -->b", .text("ab")),
        ("char", "*", "a\r\nb", .text("a\nb")), ("char", "*", "", .null), ("unicodeChar", "4", "Škoda", .text("Škoda")),
        ("char", "4x*", "ab  cdef", .texts(["ab", "cdef"])), ("int", "*", "1, 2 3", .integers([1, 2, 3])),
        ("int", "3", "", .null), ("double", "2x2", "1 2 3 4", .reals([1, 2, 3, 4])),
        ("float", "1", "1.5", .real(1.5)), ("floatComplex", nil, "1 -2", .complex(1, -2)),
        ("doubleComplex", "2", "1 2 3 4", .reals([1, 2, 3, 4])),
        ("bit", "4", "1010", .booleans([true, false, true, false])),
        ("bit", "*", "1 0", .booleans([true, false])), ("boolean", "3", "T ? F", .booleans([true, nil, false])),
        ("string", nil, "abc", .text("abc")), ("integer", nil, "3", .integer(3)), ("bar", nil, "42", .text("42")),
    ]

    @Test("a cell is read as it was meant, however it is spelled", arguments: spellings)
    func spelling(datatype: String, arraysize: String?, text: String, value: VOTableValue) throws {
        let size = arraysize.map { " arraysize=\"\($0)\"" } ?? ""
        let fields = "<FIELD name=\"a\" datatype=\"\(datatype)\"\(size)/>"
        #expect(try rows(document(fields: fields, rows: "<TR><TD>\(text)</TD></TR>")) == [[value]])
    }

    @Test("what is not a value of its column is an error that names the place")
    func badValue() {
        let fields = "<FIELD name=\"a\" datatype=\"int\"/><FIELD name=\"b\" datatype=\"double\"/>"
        let bytes = document(fields: fields, rows: "<TR><TD>1</TD><TD>2</TD></TR><TR><TD>1</TD><TD>2,5</TD></TR>")
        #expect(throws: VOTableError.badValue(file: "test", table: 1, row: 2, column: "b", text: "2,5")) {
            try rows(bytes)
        }
    }

    @Test("the magic value of VALUES null is null, compared as a number")
    func magicNull() throws {
        let fields = """
            <FIELD name="a" datatype="int"><VALUES null="-99"/></FIELD>\
            <FIELD name="b" datatype="double"><VALUES null="NaN"/></FIELD>\
            <FIELD name="c" datatype="char" arraysize="*"><VALUES null=""/></FIELD>
            """
        let text = "<TR><TD>-099</TD><TD>NaN</TD><TD>x</TD></TR><TR><TD>1</TD><TD>2</TD><TD/></TR>"
        #expect(
            try rows(document(fields: fields, rows: text)) == [
                [.null, .null, .text("x")], [.integer(1), .real(2), .null],
            ])
    }

    @Test("rows with too few or too many cells are read, and a warning says so")
    func ragged() throws {
        let fields = "<FIELD name=\"a\" datatype=\"int\"/><FIELD name=\"b\" datatype=\"int\"/>"
        let read = try VOTableDocument(
            bytes: document(
                fields: fields, rows: "<TR><TD>1</TD></TR><TR><TD>1</TD><TD>2</TD><TD>3</TD></TR><TR></TR>"),
            name: "test")
        #expect(read.tables[0].rows == [[.integer(1), .null], [.integer(1), .integer(2)], [.null, .null]])
        #expect(read.warnings.count == 2)
    }

    @Test("a comment, an attribute or a prefix between plain rows changes nothing")
    func unusual() throws {
        let fields = "<FIELD name=\"a\" datatype=\"int\"/>"
        let plain = (1...500).map { "<TR><TD>\($0)</TD></TR>\n" }
        var odd = plain
        odd[250] = "<!-- <TR><TD>0</TD></TR></TABLEDATA> --><TR ID=\"r\"><TD><![CDATA[251]]></TD></TR>"
        odd[400] = "<TR><TD ref=\"a>b\">401</TD></TR>"
        let expected = (1...500).map { [VOTableValue.integer($0)] }
        #expect(try rows(document(fields: fields, rows: plain.joined())) == expected)
        #expect(try rows(document(fields: fields, rows: odd.joined())) == expected)
    }

    @Test("ISO-8859-1 is read by declaration, and stray Latin-1 in a cell without one")
    func latin1() throws {
        let fields = "<FIELD name=\"a\" datatype=\"char\" arraysize=\"*\"/>"
        var declared = document(
            fields: fields, rows: "<TR><TD>H#</TD></TR>", head: "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>")
        var undeclared = document(fields: fields, rows: "<TR><TD>H#</TD></TR>")
        for index in declared.indices where declared[index] == UInt8(ascii: "#") { declared[index] = 0xE9 }
        for index in undeclared.indices where undeclared[index] == UInt8(ascii: "#") { undeclared[index] = 0xE9 }
        #expect(try rows(declared) == [[.text("Hé")]])
        #expect(try rows(undeclared) == [[.text("Hé")]])
    }

    @Test("UTF-16 goes through the XML parser and gives the same")
    func utf16() throws {
        let fields = "<FIELD name=\"a\" datatype=\"char\" arraysize=\"*\"/>"
        let text = String(
            decoding: document(
                fields: fields, rows: "<TR><TD>λ &amp; μ</TD></TR>", head: "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"
            ),
            as: UTF8.self)
        let units = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let bytes: [UInt8] = [0xFE, 0xFF] + units
        #expect(try rows(bytes) == [[.text("λ & μ")]])
    }

    @Test("a value in base64 within TABLEDATA is the binary value")
    func encodedCell() throws {
        let fields = "<FIELD name=\"a\" datatype=\"int\"/>"
        #expect(
            try rows(document(fields: fields, rows: "<TR><TD encoding=\"base64\">AAABAA==</TD></TR>")) == [
                [.integer(256)]
            ])
    }
}
