// SPDX-License-Identifier: Apache-2.0

import FITS
import Testing

@Suite("images")
struct FITSImageTests {
    private func image(_ bitpix: Int, _ count: Int, _ cards: [String] = [], _ data: [UInt8]) throws -> FITSHDU {
        let file = FITSBytes(
            ["SIMPLE  = T", "BITPIX  = \(bitpix)", "NAXIS   = 1", "NAXIS1  = \(count)"] + cards, data: data)
        return try FITSFile(bytes: file.bytes, name: "image").hdus[0]
    }

    @Test("every BITPIX is read")
    func types() throws {
        #expect(try image(8, 3, [], [0, 1, 255]).pixels() == [0, 1, 255])
        #expect(try image(16, 2, [], bigEndian([Int16(-2), 300])).pixels() == [-2, 300])
        #expect(try image(32, 2, [], bigEndian([Int32(-70000), 5])).pixels() == [-70000, 5])
        #expect(try image(64, 1, [], bigEndian([Int64(1) << 40])).pixels() == [0x1p40])
        #expect(try image(-32, 2, [], bigEndian([Float(1.5).bitPattern, Float(-2).bitPattern])).pixels() == [1.5, -2])
        #expect(try image(-64, 1, [], bigEndian([Double.pi.bitPattern])).pixelsAsDoubles() == [.pi])
        #expect(try image(-64, 1, [], bigEndian([Double.pi.bitPattern])).pixels() == [Float(Double.pi)])
    }

    @Test("BSCALE and BZERO are applied, also as strings, and BLANK is NaN")
    func scaling() throws {
        let pixels = try image(
            16, 3, ["BSCALE  = '2'", "BZERO   = 32768.5", "BLANK   = -1"], bigEndian([Int16(-1), 0, 4])
        ).pixelsAsDoubles()
        #expect(pixels[0].isNaN)
        #expect(pixels[1...] == [32768.5, 32776.5])
    }

    @Test("a range of pixels is read alone")
    func range() throws {
        let image = try image(16, 5, [], bigEndian([Int16(0), 1, 2, 3, 4]))
        #expect(try image.pixels(in: 1..<3) == [1, 2])
        #expect(try image.pixels(in: 5..<5) == [])
        #expect(throws: FITSError.outOfRange(file: "image", hdu: 0, what: "pixels", range: 4..<6, count: 5)) {
            try image.pixels(in: 4..<6)
        }
    }

    @Test("a long image is decoded the same in vectors and in the rest", arguments: [1, 15, 16, 17, 63, 64, 65, 1000])
    func lengths(_ count: Int) throws {
        let values = (0..<count).map { Int32($0 * 7919 - 1000) }
        #expect(try image(32, count, [], bigEndian(values)).pixelsAsDoubles() == values.map(Double.init))
    }
}
