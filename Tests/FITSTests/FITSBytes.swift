// SPDX-License-Identifier: Apache-2.0

/// A FITS file spelled card by card, so that it may also be wrong.
struct FITSBytes {
    private(set) var bytes: [UInt8] = []

    /// One header of `cards`, END added, and its data.
    mutating func append(_ cards: [String], data: [UInt8] = []) {
        for card in cards + ["END"] {
            bytes += Array(card.utf8.prefix(80)) + [UInt8](repeating: 32, count: max(0, 80 - card.utf8.count))
        }
        pad(with: 32)
        bytes += data
        pad(with: 0)
    }

    init(_ cards: [String], data: [UInt8] = []) {
        append(cards, data: data)
    }

    static let emptyPrimary = ["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"]

    /// An empty primary HDU and one table.
    static func table(_ rowLength: Int, rows: Int, _ cards: [String], data: [UInt8], pcount: Int = 0) -> [UInt8] {
        var file = FITSBytes(emptyPrimary)
        file.append(
            [
                "XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = \(rowLength)", "NAXIS2  = \(rows)",
                "PCOUNT  = \(pcount)", "GCOUNT  = 1",
            ] + cards, data: data)
        return file.bytes
    }

    private mutating func pad(with byte: UInt8) {
        while bytes.count % 2880 != 0 { bytes.append(byte) }
    }
}

func bigEndian<Value: FixedWidthInteger>(_ values: [Value]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bigEndian) { Array($0) } }
}
