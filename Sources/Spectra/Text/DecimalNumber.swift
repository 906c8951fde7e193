// SPDX-License-Identifier: Apache-2.0

internal import CKernels

/// Numbers as text tables write them: "-1.5", "+.5e-3", "1.0D3", "NaN" and "Inf" in any case, correctly rounded.
enum DecimalNumber {
    /// The number that `text` holds, blanks around it ignored; `nil` if it is none.
    static func parse(_ text: UnsafeRawBufferPointer, decimalComma: Bool = false) -> Double? {
        var value = 0.0
        return read(text, decimalComma) { secchi_read_double($0, $1, &value) } ? value : nil
    }

    /// The same, rounded once to single precision.
    static func parseFloat(_ text: UnsafeRawBufferPointer, decimalComma: Bool = false) -> Float? {
        var value: Float = 0
        return read(text, decimalComma) { secchi_read_float($0, $1, &value) } ? value : nil
    }

    /// Longer ones with a decimal comma are no numbers.
    private static let commaLimit = 512

    private typealias Place = UnsafePointer<UInt8>

    /// Whether `number` reads all of the text but the blanks around it.
    @inline(__always)
    private static func read(
        _ text: UnsafeRawBufferPointer, _ decimalComma: Bool, _ number: (Place, Place) -> Place?
    ) -> Bool {
        guard var start = text.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
        var end = start + text.count
        while start < end, start[0] == 0x20 || start[0] == 0x09 { start += 1 }
        while start < end, end[-1] == 0x20 || end[-1] == 0x09 { end -= 1 }
        guard start < end else { return false }
        if decimalComma { return readComma(start, end, number) }
        return number(start, end) == end
    }

    /// With the comma made a point in a copy; a point in the text makes it no number.
    private static func readComma(_ start: Place, _ end: Place, _ number: (Place, Place) -> Place?) -> Bool {
        let count = end - start
        guard count <= commaLimit else { return false }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { copy in
            for index in 0..<count {
                let byte = start[index]
                if byte == UInt8(ascii: ".") { return false }
                copy.initializeElement(at: index, to: byte == UInt8(ascii: ",") ? UInt8(ascii: ".") : byte)
            }
            guard let base = copy.baseAddress else { return false }
            return number(base, base + count) == UnsafePointer(base + count)
        }
    }
}
