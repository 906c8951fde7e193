// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A number spelled in ASCII as FITS writes it: `42`, `-1.5`, `6.02D23`, blanks around it.
enum NumberScanner {
    enum Number {
        case integer(Int)
        case real(Double)

        var double: Double {
            switch self {
            case .integer(let value): Double(value)
            case .real(let value): value
            }
        }
    }

    /// The number that `bytes` hold, or `nil` if they hold anything else or nothing. Integers beyond 64 bits are reals.
    static func scan(_ bytes: UnsafeRawBufferPointer) -> Number? {
        let bytes = trimmed(bytes)
        var position = 0
        var negative = false
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            negative = sign == UInt8(ascii: "-")
            position = 1
        }
        var mantissa: UInt64 = 0
        var digits = 0
        var scale = 0
        var isInteger = true
        var isExact = true
        while position < bytes.count {
            let byte = bytes[position]
            if byte &- 48 < 10 {
                digits += 1
                if mantissa < 900_000_000_000_000_000 {
                    mantissa = mantissa * 10 + UInt64(byte &- 48)
                    if !isInteger { scale -= 1 }
                } else {
                    isExact = false
                }
            } else if byte == UInt8(ascii: "."), isInteger {
                isInteger = false
            } else {
                break
            }
            position += 1
        }
        guard digits > 0 else { return nil }
        if position < bytes.count {
            guard let exponent = exponent(bytes, from: position + 1), isExponentLetter(bytes[position]) else {
                return nil
            }
            isInteger = false
            scale += exponent
        }
        if isInteger, isExact, mantissa <= UInt64(Int.max) {
            return .integer(negative ? -Int(mantissa) : Int(mantissa))
        }
        // Below 2⁵³ and with a power of ten that is exact, one rounding gives the nearest double.
        if isExact, mantissa < 1 << 53, abs(scale) <= 22 {
            let value = scale < 0 ? Double(mantissa) / powersOfTen[-scale] : Double(mantissa) * powersOfTen[scale]
            return .real(negative ? -value : value)
        }
        return exactInteger(bytes, isInteger) ?? .real(slowly(bytes))
    }

    /// As a double; NaN where there is no number.
    static func double(_ bytes: UnsafeRawBufferPointer) -> Double { scan(bytes)?.double ?? .nan }

    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 32 { start += 1 }
        while end > start, bytes[end - 1] <= 32 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    fileprivate static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]

    private static func isExponentLetter(_ byte: UInt8) -> Bool {
        let letter = byte | 32
        return letter == UInt8(ascii: "e") || letter == UInt8(ascii: "d")
    }

    /// Everything from `start` must be a signed whole number, small enough not to overflow later sums.
    private static func exponent(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        var position = start
        var sign = 1
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: "+") {
            sign = bytes[position] == UInt8(ascii: "-") ? -1 : 1
            position += 1
        }
        guard position < bytes.count else { return nil }
        var value = 0
        while position < bytes.count {
            guard bytes[position] &- 48 < 10 else { return nil }
            value = min(value * 10 + Int(bytes[position] &- 48), 100_000)
            position += 1
        }
        return sign * value
    }

    private static func exactInteger(_ bytes: UnsafeRawBufferPointer, _ isInteger: Bool) -> Number? {
        guard isInteger, let value = Int(String(decoding: bytes, as: UTF8.self)) else { return nil }
        return .integer(value)
    }

    private static func slowly(_ bytes: UnsafeRawBufferPointer) -> Double {
        let spelled = String(
            decoding: bytes.map { $0 | 32 == UInt8(ascii: "d") ? UInt8(ascii: "e") : $0 }, as: UTF8.self)
        return strtod(spelled, nil)
    }
}

extension NumberScanner {
    /// `value` with its last `decimals` digits behind the point, as Fw.d reads a field without one.
    static func shifted(_ value: Double, byDecimals decimals: Int) -> Double {
        decimals < powersOfTen.count ? value / powersOfTen[decimals] : value * pow(10, Double(-decimals))
    }
}
