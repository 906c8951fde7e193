// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Reads the spelling of a unit: numbers, symbols, powers, products, quotients and parentheses.
///
/// A product may be written with a blank, ".", "*" or "·"; a power as `cm2`, `cm-2`, `cm^2`, `cm**2`, `cm**(-2)`,
/// `cm^{-2}` or `cm⁻²`. A quotient sign counts for the next factor only, as in FITS and VOUnits.
struct UnitParser {
    private var rest: Substring

    init(_ text: String) {
        var plain = ""
        for character in text {
            if let digit = Self.superscripts[character] { plain.append(digit) } else { plain.append(character) }
        }
        rest = plain[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func product(depth: Int) -> UnitProduct? {
        guard depth < 8 else { return nil }
        var result = UnitProduct()
        var divides = false
        var count = 0
        while true {
            skipBlanks()
            if rest.isEmpty || rest.first == ")" { break }
            if count > 0 || rest.first == "/" {
                if rest.hasPrefix("/") {
                    rest.removeFirst()
                    divides = true
                } else if rest.hasPrefix("*") || rest.hasPrefix(".") || rest.hasPrefix("·") || rest.hasPrefix("×") {
                    rest.removeFirst()
                }
                skipBlanks()
            }
            if rest.lowercased().hasPrefix("per ") {
                rest.removeFirst(4)
                divides = true
                skipBlanks()
            }
            guard let factor = factor(depth: depth) else { return nil }
            result.multiply(by: factor, exponent: divides ? -1 : 1)
            divides = false
            count += 1
            guard count <= 32 else { return nil }
        }
        return count > 0 && !divides ? result : nil
    }

    private mutating func factor(depth: Int) -> UnitProduct? {
        guard let first = rest.first else { return nil }
        var base: UnitProduct
        if first == "(" {
            rest.removeFirst()
            guard let inner = product(depth: depth + 1), rest.first == ")" else { return nil }
            rest.removeFirst()
            base = inner
        } else if first.isASCII && (first.isNumber || first == "+") {
            guard let number = number() else { return nil }
            base = UnitProduct(number: number)
        } else {
            guard let symbol = symbol() else { return nil }
            base = UnitProduct(factors: [(symbol, 1)])
        }
        guard let exponent = exponent(after: base) else { return base }
        var power = UnitProduct()
        power.multiply(by: base, exponent: exponent)
        return power
    }

    /// "1E-17", "1.0e-16", "10": the sign of an exponent after "E" belongs to the number.
    private mutating func number() -> Double? {
        var text = rest.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+") }
        var after = rest[text.endIndex...]
        if let mark = after.first, "eEdD".contains(mark) {
            var digits = after.dropFirst()
            if let sign = digits.first, "+-".contains(sign) { digits = digits.dropFirst() }
            let count = digits.prefix { $0.isASCII && $0.isNumber }.count
            if count > 0 {
                after = digits.dropFirst(count)
                text = rest[rest.startIndex..<after.startIndex]
            }
        }
        guard let value = Double(text.replacing("D", with: "e").replacing("d", with: "e")), value > 0 else {
            return nil
        }
        rest = after
        return value
    }

    private mutating func symbol() -> UnitSymbol? {
        let quoted = rest.first == "'"
        if quoted { rest.removeFirst() }
        var word = rest.prefix { $0.isLetter || $0 == "_" || $0 == "%" }
        guard !word.isEmpty else { return nil }
        // "e-" is the electron only if no number follows.
        if word == "e", rest.dropFirst().first == "-", !(rest.dropFirst(2).first?.isNumber ?? false) {
            word = rest.prefix(2)
        }
        rest = rest[word.endIndex...]
        if quoted, rest.first == "'" { rest.removeFirst() }
        return UnitSymbol.named(String(word))
    }

    /// A power after a factor; `nil` if there is none. Bare digits count for symbols only.
    private mutating func exponent(after base: UnitProduct) -> Double? {
        var marked = false
        var look = rest
        if look.hasPrefix("**") {
            look.removeFirst(2)
            marked = true
        } else if look.hasPrefix("^") {
            look.removeFirst()
            marked = true
        } else if base.factors.isEmpty {
            // FITS lets "10(-17)" and "10-17" stand for a power of ten.
            guard base.number == 10, look.hasPrefix("(-") || look.hasPrefix("-") || look.hasPrefix("+") else {
                return nil
            }
        }
        look = look.drop { $0 == " " && marked }
        let bracket: Character? = look.first == "(" ? ")" : look.first == "{" ? "}" : nil
        if bracket != nil {
            guard
                marked || base.factors.isEmpty
                    || look.dropFirst().first.map({ "+-".contains($0) || $0.isNumber }) == true
            else { return nil }
            look.removeFirst()
        }
        let text = look.prefix { $0.isASCII && ($0.isNumber || "+-".contains($0) || ($0 == "." && bracket != nil)) }
        look = look[text.endIndex...]
        var value = Double(text)
        if bracket != nil, look.first == "/" {
            let divisor = look.dropFirst().prefix { $0.isASCII && $0.isNumber }
            look = look[divisor.endIndex...]
            value = Double(divisor).flatMap { below in below == 0 ? nil : value.map { $0 / below } }
        }
        if let bracket {
            guard look.first == bracket else { return nil }
            look.removeFirst()
        }
        guard let value, abs(value) <= 400 else { return nil }
        rest = look
        return value
    }

    private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace || $0 == "~" } }

    private static let superscripts: [Character: Character] = [
        "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9", "⁻": "-",
        "−": "-",
    ]
}
