// SPDX-License-Identifier: Apache-2.0

internal import FITS

/// The attributes of one axis of an IRAF world coordinate system: `wtype=linear label=Wavelength units=angstroms`.
///
/// They are cut into cards WATn_001, WATn_002, … of 68 characters, whose trailing blanks FITS does not keep: each but
/// the last is filled up again before they are joined (Valdes 1993, "The IRAF/NOAO spectral world coordinate systems").
struct WATAttributes {
    private let values: [String: String]

    /// - Parameter number: 0 for the system, else the axis.
    init(_ header: FITSHeader, axis number: Int) {
        var text = ""
        var index = 1
        while index < 10_000, case .text(let part) = header[Self.keyword(number, index)] {
            // Readers strip the blanks at the end of a card, and a word may go on over it.
            let full = (index - 1) * 68
            while text.utf8.count < full { text += " " }
            text += part
            index += 1
        }
        values = Self.parse(text)
    }

    subscript(name: String) -> String? { values[name] }

    private static func keyword(_ axis: Int, _ index: Int) -> String {
        let digits = String(index)
        return "WAT\(axis)_" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    /// `name=value` and `name = "value with blanks"`, separated by blanks.
    static func parse(_ text: String) -> [String: String] {
        var values: [String: String] = [:]
        let bytes = Array(text.utf8)
        var position = 0
        let blank = UInt8(ascii: " ")
        func word(until stop: (UInt8) -> Bool) -> String {
            let first = position
            while position < bytes.count, !stop(bytes[position]) { position += 1 }
            return String(decoding: bytes[first..<position], as: UTF8.self)
        }
        while position < bytes.count {
            if bytes[position] == blank || bytes[position] == UInt8(ascii: "\t") {
                position += 1
                continue
            }
            let name = word { $0 == blank || $0 == UInt8(ascii: "=") }
            while position < bytes.count, bytes[position] == blank { position += 1 }
            guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
                // A word without value; whatever it is, the position must go on, or the loop would not end.
                if name.isEmpty { position += 1 }
                continue
            }
            position += 1
            while position < bytes.count, bytes[position] == blank { position += 1 }
            let value: String
            if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                position += 1
                value = word { $0 == UInt8(ascii: "\"") }
                position += 1
            } else {
                value = word { $0 == blank }
            }
            if values[name] == nil { values[name] = value }
        }
        return values
    }
}
