// SPDX-License-Identifier: Apache-2.0

/// What one element of a column is, by its TFORM letter (FITS 4.0 tables 18 and 15).
enum ElementType: Sendable, Hashable {
    case logical, bit, byte, int16, int32, int64, text, float, double, complex, doubleComplex

    init?(letter: UInt8) {
        switch letter & ~32 {
        case UInt8(ascii: "L"): self = .logical
        case UInt8(ascii: "X"): self = .bit
        case UInt8(ascii: "B"): self = .byte
        case UInt8(ascii: "I"): self = .int16
        case UInt8(ascii: "J"): self = .int32
        case UInt8(ascii: "K"): self = .int64
        case UInt8(ascii: "A"): self = .text
        case UInt8(ascii: "E"): self = .float
        case UInt8(ascii: "D"): self = .double
        case UInt8(ascii: "C"): self = .complex
        case UInt8(ascii: "M"): self = .doubleComplex
        default: return nil
        }
    }

    /// Bytes that `count` elements take.
    func length(of count: Int) -> Int? {
        switch self {
        case .bit: count.addedExactly(to: 7).map { $0 / 8 }
        case .logical, .byte, .text: count
        case .int16: count.multipliedExactly(by: 2)
        case .int32, .float: count.multipliedExactly(by: 4)
        case .int64, .double, .complex: count.multipliedExactly(by: 8)
        case .doubleComplex: count.multipliedExactly(by: 16)
        }
    }
}

/// A TFORM of a binary table: `1024E`, `12A`, `1PE(300)`.
struct ColumnFormat: Sendable, Hashable {
    enum Descriptor: Sendable, Hashable {
        /// P: two 32-bit integers.
        case short
        /// Q: two 64-bit integers.
        case long

        var length: Int { self == .short ? 8 : 16 }
    }

    var element: ElementType
    /// As written before the letter.
    var repeatCount: Int
    /// Set for a variable-length array.
    var descriptor: Descriptor?
    /// Bytes within a row.
    var length: Int

    init?(_ text: UnsafeRawBufferPointer) {
        var count = 0
        var position = 0
        while position < text.count, text[position] &- 48 < 10 {
            guard let tens = count.multipliedExactly(by: 10)?.addedExactly(to: Int(text[position] &- 48)) else {
                return nil
            }
            count = tens
            position += 1
        }
        if position == 0 { count = 1 }
        guard position < text.count else { return nil }
        repeatCount = count
        switch text[position] & ~32 {
        case UInt8(ascii: "P"): descriptor = .short
        case UInt8(ascii: "Q"): descriptor = .long
        default: descriptor = nil
        }
        if descriptor != nil { position += 1 }
        guard position < text.count, let element = ElementType(letter: text[position]) else { return nil }
        self.element = element
        if let descriptor {
            length = count == 0 ? 0 : descriptor.length
        } else {
            guard let length = element.length(of: count) else { return nil }
            self.length = length
        }
    }
}
