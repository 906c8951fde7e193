// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Numbers as text tables write them.
enum DecimalNumber {
    /// The number that `text` holds, blanks around it ignored; `nil` if it is none.
    ///
    /// Taken are "-1.5", "+.5e-3", "1.0D3", "NaN" and "Inf" in any case. Correctly rounded: up to 2^53 and 22 powers of ten in
    /// one step (Clinger 1990, doi:10.1145/93542.93557), the rest by the C library.
    static func parse(_ text: UnsafeRawBufferPointer, decimalComma: Bool = false) -> Double? {
        var bytes = text[...]
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        guard !bytes.isEmpty else { return nil }
        let point = decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
        let base = UnsafeRawBufferPointer(rebasing: bytes)
        var scan = Scan(base, point: point)
        guard scan.run() else { return special(base) }
        if let exact = scan.exact { return exact }
        return slow(base, decimalComma: decimalComma)
    }

    private struct Scan {
        let bytes: UnsafeRawBufferPointer
        let point: UInt8
        var mantissa: UInt64 = 0
        var exponent = 0
        var isNegative = false
        /// Whether digits had to be left out of the mantissa.
        var isInexact = false

        init(_ bytes: UnsafeRawBufferPointer, point: UInt8) {
            self.bytes = bytes
            self.point = point
        }

        /// Reads the whole text; false if it is no plain number.
        mutating func run() -> Bool {
            var index = 0
            let count = bytes.count
            if bytes[0] == UInt8(ascii: "-") {
                isNegative = true
                index = 1
            } else if bytes[0] == UInt8(ascii: "+") {
                index = 1
            }
            var digits = 0
            while index < count, bytes[index] &- 0x30 < 10 {
                add(bytes[index], isFraction: false)
                digits += 1
                index += 1
            }
            if index < count, bytes[index] == point {
                index += 1
                while index < count, bytes[index] &- 0x30 < 10 {
                    add(bytes[index], isFraction: true)
                    digits += 1
                    index += 1
                }
            }
            guard digits > 0 else { return false }
            return index == count || readExponent(from: index)
        }

        private mutating func add(_ digit: UInt8, isFraction: Bool) {
            if mantissa < 1_000_000_000_000_000_000 {
                mantissa = mantissa &* 10 &+ UInt64(digit &- 0x30)
                if isFraction { exponent -= 1 }
            } else {
                if digit != 0x30 { isInexact = true }
                if !isFraction { exponent += 1 }
            }
        }

        private mutating func readExponent(from start: Int) -> Bool {
            var index = start
            let letter = bytes[index] | 0x20
            guard letter == UInt8(ascii: "e") || letter == UInt8(ascii: "d") else { return false }
            index += 1
            var isNegativeExponent = false
            if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                isNegativeExponent = bytes[index] == UInt8(ascii: "-")
                index += 1
            }
            guard index < bytes.count else { return false }
            var value = 0
            while index < bytes.count, bytes[index] &- 0x30 < 10 {
                value = min(value * 10 + Int(bytes[index] &- 0x30), 100_000)
                index += 1
            }
            exponent += isNegativeExponent ? -value : value
            return index == bytes.count
        }

        var exact: Double? {
            if mantissa == 0, !isInexact { return isNegative ? -0.0 : 0 }
            guard !isInexact, mantissa <= 1 << 53, exponent >= -22, exponent <= 22 else { return nil }
            let size = Double(mantissa)
            let value = exponent < 0 ? size / powers[-exponent] : size * powers[exponent]
            return isNegative ? -value : value
        }
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20,
        1e21, 1e22,
    ]

    private static func slow(_ bytes: UnsafeRawBufferPointer, decimalComma: Bool) -> Double? {
        var spelled = String(decoding: bytes, as: UTF8.self).replacing("d", with: "e").replacing("D", with: "e")
        if decimalComma { spelled = spelled.replacing(",", with: ".") }
        return Double(spelled)
    }

    private static func special(_ bytes: UnsafeRawBufferPointer) -> Double? {
        guard bytes.count <= 9 else { return nil }
        switch String(decoding: bytes, as: UTF8.self).lowercased() {
        case "nan", "+nan", "-nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: return nil
        }
    }
}
