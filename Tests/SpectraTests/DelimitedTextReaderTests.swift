// SPDX-License-Identifier: Apache-2.0

import Foundation
import Spectra
import TestSupport
import Testing

@Suite("Reading text tables")
struct DelimitedTextReaderTests {
    private func records(_ text: String, _ format: DelimitedTextFormat? = .csv) throws -> [[String]] {
        var reader = try DelimitedTextReader(bytes: Array(text.utf8), name: "table", format: format)
        var records: [[String]] = []
        while try reader.nextRecord() { records.append(reader.texts()) }
        return records
    }

    @Test("A comma in quotes does not part fields")
    func commaInQuotes() throws {
        #expect(try records("first,last\nJohn,\"Anytown, WW\"") == [["first", "last"], ["John", "Anytown, WW"]])
    }

    @Test("Doubled quotes and line ends in quotes belong to the field")
    func quotesAndLineEnds() throws {
        let rows = try records("a,b\r\n1,\"ha \r\n\"\"ha\"\" \nha\"\r\n3,4\r\n")
        #expect(rows == [["a", "b"], ["1", "ha \r\n\"ha\" \nha"], ["3", "4"]])
    }

    @Test("Empty fields, quoted or not, are fields", arguments: ["1,\"\",\"\"\n", "1,,\n", "1,,"])
    func emptyFields(text: String) throws {
        #expect(try records(text) == [["1", "", ""]])
    }

    @Test("Lines end in LF, CR LF or CR", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) throws {
        #expect(try records(["a,b", "", "# note", "1,2", ""].joined(separator: end)) == [["a", "b"], ["1", "2"]])
    }

    @Test("Runs of blanks and tabs part fields, and those at the ends of lines do not count")
    func whitespace() throws {
        let rows = try records("  6562.8  \t 1.0  \n\t6563 2\n", DelimitedTextFormat(.whitespace))
        #expect(rows == [["6562.8", "1.0"], ["6563", "2"]])
    }

    @Test("The byte order mark is no part of the first field")
    func byteOrderMark() throws {
        #expect(try records("\u{FEFF}a,b\n") == [["a", "b"]])
    }

    @Test("A quote inside a field, or text after a closing quote, stands for itself")
    func literalQuotes() throws {
        #expect(try records("5\" star,\"a\"b\n") == [["5\" star", "\"a\"b"]])
    }

    @Test("An unclosed quote is an error at its line")
    func openQuote() throws {
        #expect(throws: SpectrumError.self) { try records("a,b\n1,\"oh\n2,3\n") }
        do {
            _ = try records("a,b\n1,\"oh\n2,3\n")
        } catch {
            #expect("\(error)".contains("table, line 2: a quotation mark opens a field and is never closed"))
        }
    }

    @Test(
        "The delimiter and decimal comma are guessed from the lines",
        arguments: [
            ("6560.1,1\n6560.2,2\n", DelimitedTextFormat(.comma)),
            ("6560.1\t1\n6560.2\t2\n", DelimitedTextFormat(.tab)),
            ("6560,1;1,5\n6560,2;2,5\n", DelimitedTextFormat(.semicolon, decimalComma: true)),
            ("6560,1\t1,5\n6560,2\t2,5", DelimitedTextFormat(.tab, decimalComma: true)),
            ("6560.1  1\n6560.2  2\n", DelimitedTextFormat(.whitespace)),
            ("# a,b,c\n1 2\n3 4\n", DelimitedTextFormat(.whitespace)),
        ])
    func guess(text: String, format: DelimitedTextFormat) {
        #expect(DelimitedTextFormat(guessing: text.utf8) == format)
    }

    @Test("A record that spans the blocks of a file is whole, plain and gzip-wrapped")
    func blocks() throws {
        // 40 records of 70,000 fields: 15 MB, many blocks of 1 MB.
        let row = (0..<70_000).map { String($0 % 997) }.joined(separator: ",")
        let text = Array(repeating: row, count: 40).joined(separator: "\n")
        let folder = try TemporaryFolder()
        let path = folder.appending("wide.csv")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var reader = try DelimitedTextReader(contentsOf: path)
        var count = 0
        while try reader.nextRecord() {
            count += 1
            let (fields, last, line) = (reader.fieldCount, reader.number(69_999), reader.line)
            #expect(fields == 70_000)
            #expect(last == Double(69_999 % 997))
            #expect(line == count)
        }
        #expect(count == 40)
    }

    @Test("Numbers are read into single precision, an empty field as NaN, and anything else is named")
    func numbers() throws {
        var reader = try DelimitedTextReader(bytes: Array("s,1.5,,nan\nt,2,x,4\n".utf8), name: "t.csv")
        _ = try reader.nextRecord()
        var numbers: [Float] = []
        try reader.appendNumbers(1..<4, to: &numbers)
        #expect(numbers[0] == 1.5 && numbers[1].isNaN && numbers[2].isNaN)
        _ = try reader.nextRecord()
        do {
            try reader.appendNumbers(1..<4, to: &numbers)
            Issue.record("text was read as a number")
        } catch {
            #expect("\(error)".contains("t.csv, line 2: field 3 is \"x\" where a number belongs"))
        }
    }
}
