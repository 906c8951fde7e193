// SPDX-License-Identifier: Apache-2.0

import FITS
import Foundation
import TestSupport
import Testing

@Suite("files that lie")
struct HostileFilesTests {
    private func primary(_ cards: [String], data: [UInt8] = []) throws -> FITSFile {
        try FITSFile(bytes: FITSBytes(["SIMPLE  = T"] + cards, data: data).bytes, name: "lie.fits")
    }

    @Test("what is no FITS file is said to be none")
    func notFITS() {
        for bytes in [[], Array("hello".utf8), [UInt8](repeating: 32, count: 6000), Array("SIMPLETON".utf8)] {
            #expect(throws: FITSError.notFITS(file: "x")) { try FITSFile(bytes: bytes, name: "x") }
        }
        #expect(throws: FITSError.self) { try FITSFile(contentsOf: "/") }
        #expect(throws: FITSError.self) { try FITSFile(contentsOf: "/nowhere/spectrum.fits") }
    }

    @Test("a header without END is refused by name")
    func noEnd() {
        let bytes = Array(FITSBytes(FITSBytes.emptyPrimary).bytes.prefix(320))
        #expect(
            throws: FITSError.badHeader(
                file: "x", hdu: 0, keyword: "END", reason: "the header does not end before the file does")
        ) { try FITSFile(bytes: bytes, name: "x") }
    }

    @Test("a missing END padding is no harm")
    func noPadding() throws {
        let bytes = Array(FITSBytes(FITSBytes.emptyPrimary).bytes.prefix(4 * 80 + 3))
        #expect(try FITSFile(bytes: bytes, name: "x").hdus.count == 1)
    }

    @Test(
        "axes whose product is beyond any file are refused",
        arguments: [
            ["BITPIX  = -64", "NAXIS   = 2", "NAXIS1  = 4294967296", "NAXIS2  = 4294967296"],
            ["BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = -1"], ["BITPIX  = 8", "NAXIS   = 1000"],
            ["BITPIX  = 7", "NAXIS   = 0"],
            ["BITPIX  = 8", "NAXIS   = 'two'"], ["BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 5"], ["NAXIS   = 0"],
            ["BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 99999999999999999999"],
        ])
    func sizes(_ cards: [String]) {
        #expect(throws: FITSError.self) { try primary(cards) }
    }

    @Test("a data unit that is cut short has a header, and says what is missing when touched")
    func truncated() throws {
        let file = try primary(
            ["BITPIX  = 16", "NAXIS   = 2", "NAXIS1  = 1000000", "NAXIS2  = 1000000"], data: [0, 1, 0, 2])
        let image = file.hdus[0]
        #expect(image.imageShape == [1_000_000, 1_000_000])
        #expect(throws: FITSError.truncated(file: "lie.fits", hdu: 0, need: 2_000_000_000_000, have: 2880)) {
            try image.pixels()
        }
        #expect(try image.pixels(in: 0..<2) == [1, 2])
    }

    @Test("rows beyond the end of the file are missing, those before it are there")
    func truncatedTable() throws {
        let bytes = FITSBytes.table(
            4, rows: 1_000_000_000, ["TFIELDS = 1", "TFORM1  = 'J'", "TTYPE1  = 'a'"], data: bigEndian([Int32(7), 8]))
        let table = try FITSFile(bytes: bytes, name: "x").hdus[1]
        let column = try table.requiredColumn("a")
        #expect(try table.integers(column, rows: 0..<2) == [7, 8])
        #expect(throws: FITSError.truncated(file: "x", hdu: 1, need: 4_000_000_000, have: 2880)) {
            try table.floats(column)
        }
    }

    @Test(
        "column descriptions that do not fit the row are refused when the table is touched",
        arguments: [
            ["TFIELDS = 1", "TFORM1  = '9J'"], ["TFIELDS = 1", "TFORM1  = '99999999999999999999J'"], ["TFIELDS = 1"],
            ["TFIELDS = 1", "TFORM1  = '9223372036854775807M'"], ["TFIELDS = 2", "TFORM1  = '8A'", "TFORM2  = 'A'"],
            ["TFIELDS = 1", "TFORM1  = 'Z'"], ["TFIELDS = 1", "TFORM1  = ''"], ["TFIELDS = 1", "TFORM1  = 'P'"],
            ["TFIELDS = -1"], ["TFIELDS = 1000000"], ["TFIELDS = 1", "TFORM1  = '8A'", "THEAP   = -5"],
            ["TFIELDS = 1", "TFORM1  = '8A'", "THEAP   = 999999999999"],
        ])
    func columns(_ cards: [String]) throws {
        let bytes = FITSBytes.table(8, rows: 1, cards + ["TTYPE1  = 'a'"], data: [UInt8](repeating: 1, count: 8))
        let table = try FITSFile(bytes: bytes, name: "x").hdus[1]
        #expect(table.columns.isEmpty)
        #expect(throws: FITSError.self) { try table.requiredColumn("a") }
        let column = FITSColumn(index: 0, name: "a", format: "J", unit: nil, repeatCount: 1, shape: [1])
        #expect(throws: FITSError.self) { try table.floats(column) }
    }

    @Test("a small heap pointed to a thousand times does not fill the memory")
    func heapBomb() throws {
        let heap = 1 << 17
        let rows = 1000
        let pointers = (0..<rows).flatMap { _ in bigEndian([Int32(heap), 0]) }
        let bytes = FITSBytes.table(
            8, rows: rows, ["TFIELDS = 1", "TTYPE1  = 'v'", "TFORM1  = 'PB'"],
            data: pointers + [UInt8](repeating: 0, count: heap), pcount: heap)
        let table = try FITSFile(bytes: bytes, name: "x").hdus[1]
        #expect(throws: FITSError.self) { try table.doubles(table.requiredColumn("v")) }
    }

    @Test("rows of no bytes are no rows")
    func emptyRows() throws {
        let bytes = FITSBytes.table(0, rows: 1 << 40, ["TFIELDS = 1", "TTYPE1  = 'v'", "TFORM1  = '0A'"], data: [])
        let table = try FITSFile(bytes: bytes, name: "x").hdus[1]
        #expect(try table.texts(table.requiredColumn("v")).isEmpty)
    }

    @Test("a damaged second header leaves the first and says why")
    func damage() throws {
        var file = FITSBytes(["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = 2"], data: [1, 2])
        file.append(["XTENSION= 'IMAGE'", "BITPIX  = 8", "NAXIS   = 1", "NAXIS1  = -4"])
        let read = try FITSFile(bytes: file.bytes, name: "x")
        #expect(read.hdus.count == 1)
        #expect(read.damage == .badHeader(file: "x", hdu: 1, keyword: "NAXIS1", reason: "-4 is not allowed"))
    }

    @Test("a damaged second header after an empty first is the file's error")
    func damageOnly() throws {
        var file = FITSBytes(FITSBytes.emptyPrimary)
        file.append(["XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 4", "NAXIS2  = 'x'"])
        #expect(
            throws: FITSError.badHeader(file: "x", hdu: 1, keyword: "NAXIS2", reason: "a whole number is missing")
        ) { try FITSFile(bytes: file.bytes, name: "x") }
    }

    @Test("what follows the last HDU and is no header is left alone")
    func trailing() throws {
        let bytes = FITSBytes(FITSBytes.emptyPrimary).bytes + [UInt8](repeating: 0, count: 5000)
        #expect(try FITSFile(bytes: bytes, name: "x").hdus.count == 1)
    }

    @Test("an error says what, where and what to do, with its code")
    func message() {
        let error = FITSError.truncated(file: "a.fits", hdu: 1, need: 10, have: 4)
        #expect(
            "\(error)" == "FIT002: the data of HDU 1 in a.fits are cut short: 10 bytes needed, 4 there; "
                + "fetch the file again from its archive")
    }

    @Test("a file over 16 MiB is read piece by piece with the same values")
    func large() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("large.fits")
        let writer = try FITSWriter(path: path)
        try writer.beginTable([.init("x", .double, count: 512), .init("n", .int32)])
        for block in 0..<10 {
            try writer.append(
                rows: 500,
                [
                    .doubles((0..<500 * 512).map { Double($0 + block) }),
                    .integers((0..<500).map { block * 500 + $0 }),
                ])
        }
        try writer.finish()
        let table = try FITSFile(contentsOf: path).hdus[1]
        #expect(try table.integers(table.requiredColumn("n")) == (0..<5000).map { $0 })
        #expect(try table.doubles(table.requiredColumn("x"), rows: 4999..<5000).last == Double(500 * 512 - 1 + 9))
    }
}
