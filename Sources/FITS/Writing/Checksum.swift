// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The checksum of an HDU in 16 letters and digits (FITS 4.0 appendix J).
enum Checksum {
    /// The value of CHECKSUM that makes the one's-complement sum of the HDU all ones.
    ///
    /// - Parameter header: with sixteen zeros as CHECKSUM.
    static func text(of header: [UInt8], dataSum: UInt32) -> [UInt8] {
        let sum = header.withUnsafeBytes { secchi_fits_checksum($0.baseAddress, $0.count, dataSum) }
        return encode(~sum)
    }

    private static func encode(_ value: UInt32) -> [UInt8] {
        var text = [UInt8](repeating: 0, count: 16)
        for byte in 0..<4 {
            let bits = Int(value >> UInt32(24 - 8 * byte) & 0xFF)
            // Four characters whose codes above "0" add up to the byte, kept clear of punctuation.
            var letters = [Int](repeating: bits / 4 + 0x30, count: 4)
            letters[0] += bits % 4
            while letters.contains(where: isPunctuation) {
                for pair in [0, 2] where isPunctuation(letters[pair]) || isPunctuation(letters[pair + 1]) {
                    letters[pair] += 1
                    letters[pair + 1] -= 1
                }
            }
            for place in 0..<4 { text[4 * place + byte] = UInt8(letters[place]) }
        }
        // In the card the text begins in column 12, one byte after a multiple of four.
        return [text[15]] + text[..<15]
    }

    private static func isPunctuation(_ code: Int) -> Bool { 0x3A...0x40 ~= code || 0x5B...0x60 ~= code }
}
