// SPDX-License-Identifier: Apache-2.0

import FITS
import TestSupport
import Testing

@Suite("tables")
struct FITSTableTests {
    @Test("columns are found whatever their case, long names too")
    func names() throws {
        let bytes = FITSBytes.table(
            6, rows: 1,
            [
                "TFIELDS = 3", "TTYPE1  = 'Flux'", "TFORM1  = 'I'", "TTYPE2  = 'wavelength_vac'", "TFORM2  = '1I'",
                "TTYPE3  = 'wavelength_air'", "TFORM3  = ' 1I'",
            ], data: bigEndian([Int16(1), 2, 3]))
        let table = try FITSFile(bytes: bytes, name: "t").hdus[1]
        #expect(table.column("FLUX")?.index == 0)
        #expect(table.column("Wavelength_Air")?.index == 2)
        #expect(table.column("wavelength") == nil)
        #expect(try table.integers(table.requiredColumn("WAVELENGTH_VAC")) == [2])
        #expect(throws: FITSError.missingColumn(file: "t", hdu: 1, name: "z")) { try table.requiredColumn("z") }
    }

    @Test("TSCAL, TZERO and TNULL are applied; unsigned integers are exact")
    func scaling() throws {
        let row = bigEndian([Int16(-32768), 32767]) + bigEndian([Int64.min, Int64(-1)]) + bigEndian([Int32(-5)])
        let bytes = FITSBytes.table(
            24, rows: 2,
            [
                "TFIELDS = 3", "TTYPE1  = 'u16'", "TFORM1  = '2I'", "TZERO1  = 32768", "TTYPE2  = 'u64'",
                "TFORM2  = '2K'",
                "TZERO2  = 9223372036854775808", "TTYPE3  = 's'", "TFORM3  = 'J'", "TSCAL3  = 0.5", "TZERO3  = '1D1'",
                "TNULL3  = -9",
            ], data: row + row.dropLast(4) + bigEndian([Int32(-9)]))
        let table = try FITSFile(bytes: bytes, name: "t").hdus[1]
        #expect(try table.integers(table.requiredColumn("u16")) == [0, 65535, 0, 65535])
        #expect(try table.integers(table.requiredColumn("u64"), rows: 0..<1) == [0, Int.max])
        let scaled = try table.doubles(table.requiredColumn("s"))
        #expect(scaled[0] == 7.5)
        #expect(scaled[1].isNaN)
        #expect(try table.integers(table.requiredColumn("s")) == [nil, nil])
    }

    @Test("logicals, bits, complex numbers and texts")
    func kinds() throws {
        let bytes = FITSBytes.table(
            22, rows: 1,
            [
                "TFIELDS = 4", "TTYPE1  = 'l'", "TFORM1  = '3L'", "TTYPE2  = 'x'", "TFORM2  = '10X'", "TTYPE3  = 'c'",
                "TFORM3  = 'C'", "TTYPE4  = 'a'", "TFORM4  = '9A'",
            ],
            data: [84, 70, 0, 0b1010_0000, 0b0100_0000] + bigEndian([Float(1).bitPattern, Float(-1).bitPattern])
                + Array("ab c ".utf8) + [0, 33, 33, 33])
        let table = try FITSFile(bytes: bytes, name: "t").hdus[1]
        #expect(try table.integers(table.requiredColumn("l")) == [1, 0, nil])
        #expect(try table.integers(table.requiredColumn("x")) == [1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
        #expect(try table.floats(table.requiredColumn("c")) == [1, -1])
        #expect(try table.texts(table.requiredColumn("a")) == ["ab c"])
        #expect(try table.texts(table.requiredColumn("l")) == ["T F "])
    }

    @Test("an ASCII table gives its numbers, implied decimal points and nulls")
    func ascii() throws {
        var file = FITSBytes(FITSBytes.emptyPrimary)
        file.append(
            [
                "XTENSION= 'TABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 26", "NAXIS2  = 3", "PCOUNT  = 0",
                "GCOUNT  = 1", "TFIELDS = 4", "TTYPE1  = 'name'", "TBCOL1  = 1", "TFORM1  = 'A6'", "TTYPE2  = 'n'",
                "TBCOL2  = 8", "TFORM2  = 'I4'", "TNULL2  = '-1'", "TTYPE3  = 'f'", "TBCOL3  = 13", "TFORM3  = 'F5.2'",
                "TTYPE4  = 'd'", "TBCOL4  = 19", "TFORM4  = 'D8.1'",
            ],
            data: Array(
                ("Vega     12  1.50  1.5D+03" + "Deneb    -1   150  2.5E-01" + "         7                ").utf8))
        let table = try FITSFile(bytes: file.bytes, name: "t").hdus[1]
        #expect(table.kind == .asciiTable)
        #expect(try table.texts(table.requiredColumn("NAME")) == ["Vega", "Deneb", ""])
        #expect(try table.integers(table.requiredColumn("n")) == [12, nil, 7])
        #expect(try table.doubles(table.requiredColumn("f"))[..<2] == [1.5, 1.5])
        let doubles = try table.doubles(table.requiredColumn("d"))
        #expect(doubles[..<2] == [1500, 0.25])
        #expect(doubles[2].isNaN)
    }

    // astropy: fits.getdata(path)['var'] is [45, 56], [11, 12, 13].
    @Test("arrays of variable length come one after the other", .enabled(if: SharedData.isAvailable))
    func variableLength() throws {
        let file = try FITSFile(contentsOf: SharedData.path("data/bad/fits/variable_length_table.fits"))
        let table = file.hdus[1]
        let column = try table.requiredColumn("var")
        #expect(column.repeatCount == 0)
        #expect(try table.arrayLengths(column) == [2, 3])
        #expect(try table.integers(column) == [45, 56, 11, 12, 13])
        #expect(try table.doubles(column, rows: 1..<2) == [11, 12, 13])
        #expect(try table.texts(column) == ["45 56", "11 12 13"])
    }

    @Test("a heap is found by THEAP, and pointers out of it are refused")
    func heap() throws {
        let cards = ["TFIELDS = 1", "TTYPE1  = 'v'", "TFORM1  = '1PJ(2)'", "THEAP   = 12"]
        let good = bigEndian([Int32(2), 0]) + [9, 9, 9, 9] + bigEndian([Int32(5), 6])
        let bad = bigEndian([Int32(2), 8]) + [9, 9, 9, 9] + bigEndian([Int32(5), 6])
        func table(_ data: [UInt8]) throws -> FITSHDU {
            try FITSFile(bytes: FITSBytes.table(8, rows: 1, cards, data: data, pcount: 12), name: "t").hdus[1]
        }
        #expect(try table(good).integers(table(good).columns[0]) == [5, 6])
        #expect(throws: FITSError.badData(file: "t", hdu: 1, reason: "an array of 2 elements at 8 is not in the heap"))
        {
            try table(bad).integers(table(bad).columns[0])
        }
    }

    @Test("TDIM gives the shape where it fits")
    func shape() throws {
        let bytes = FITSBytes.table(
            12, rows: 1,
            [
                "TFIELDS = 2", "TTYPE1  = 'a'", "TFORM1  = '6B'", "TDIM1   = '(2, 3)'", "TFORM2  = '6B'",
                "TDIM2   = '(4,4)'",
            ],
            data: Array(0..<12))
        let table = try FITSFile(bytes: bytes, name: "t").hdus[1]
        #expect(table.columns.map(\.shape) == [[2, 3], [6]])
        #expect(table.columns[1].name == "")
    }
}
