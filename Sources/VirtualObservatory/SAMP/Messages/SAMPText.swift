// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Text as SAMP allows it: tab, newline, carriage return and 0x20 to 0x7f (SAMP 1.3 §3.3).
enum SAMPText {
    static func isLegal(_ byte: UInt8) -> Bool {
        (0x20...0x7f).contains(byte) || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    /// The text with what is not allowed written in plain letters: "Hα of ζ Öri" becomes "Halpha of zeta Ori".
    ///
    /// Accents are dropped, Greek letters spelled out, typographic marks made plain; what has no such form becomes "?", and a
    /// control character a blank.
    static func plain(_ text: String) -> String {
        if text.utf8.allSatisfy(isLegal) { return text }
        var result = ""
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if scalar.isASCII {
                result.unicodeScalars.append(isLegal(UInt8(scalar.value)) ? scalar : " ")
            } else if let spelled = spelled[scalar] {
                result += spelled
            } else if scalar.properties.generalCategory != .nonspacingMark {
                result += "?"
            }
        }
        return result
    }

    private static let spelled: [Unicode.Scalar: String] = {
        let names = [
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
        ]
        var table: [Unicode.Scalar: String] = [
            "ß": "ss", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "đ": "d", "Đ": "D", "ł": "l",
            "Ł": "L", "ı": "i", "þ": "th", "ð": "d", "‐": "-", "–": "-", "—": "-", "−": "-", "×": "x", "·": ".",
            "‘": "'", "’": "'", "“": "\"", "”": "\"", "«": "\"", "»": "\"", "±": "+-", "°": " deg", "⊙": "sun",
            "☉": "sun", "′": "'",
        ]
        for (index, name) in names.enumerated() {
            for (first, isCapital) in [(0x3B1, false), (0x391, true)] {
                guard let letter = Unicode.Scalar(UInt32(first + index)) else { continue }
                table[letter] = isCapital ? name.prefix(1).uppercased() + name.dropFirst() : name
            }
        }
        return table
    }()
}
