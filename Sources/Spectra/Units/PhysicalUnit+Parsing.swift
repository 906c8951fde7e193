// SPDX-License-Identifier: Apache-2.0

import Foundation

extension PhysicalUnit {
    /// Words for "no unit".
    private static let plain: Set<String> = [
        "", "none", "relative", "normalized", "normalised", "normalized flux", "relative flux", "arbitrary",
        "arbitrary units",
        "unitless", "dimensionless", "no unit", "nounit", "-", "--", "---", "n/a", "null", "unknown", "1", "unity",
        "continuum",
    ]

    /// A unit from its spelling, by recursive descent; `nil` if a part of it is not understood.
    static func parse(_ text: String) -> PhysicalUnit? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.utf8.count <= 200 else { return nil }
        if plain.contains(trimmed.lowercased()) { return PhysicalUnit(scale: 1, dimension: Dimension(), spelling: "") }
        for name in ["log10(", "log(", "lg(", "dex(", "log10 (", "log ("]
        where trimmed.lowercased().hasPrefix(name) && trimmed.hasSuffix(")") {
            guard let inner = parse(String(trimmed.dropFirst(name.count).dropLast())) else { return nil }
            return PhysicalUnit(
                scale: inner.scale, dimension: inner.dimension, spelling: "log(\(inner.spelling))", isLogarithmic: true)
        }
        var parser = UnitParser(trimmed)
        guard let product = parser.product(depth: 0), parser.isAtEnd else { return nil }
        return product.unit
    }
}

/// Factors of a unit in the order in which they were written.
struct UnitProduct {
    var number = 1.0
    var factors: [(symbol: UnitSymbol, exponent: Double)] = []

    mutating func multiply(by other: UnitProduct, exponent: Double) {
        number *= pow(other.number, exponent)
        for factor in other.factors {
            let power = factor.exponent * exponent
            if let index = factors.firstIndex(where: { $0.symbol.spelling == factor.symbol.spelling }) {
                factors[index].exponent += power
            } else {
                factors.append((factor.symbol, power))
            }
        }
        factors.removeAll { $0.exponent == 0 }
    }

    var unit: PhysicalUnit? {
        var scale = number
        var dimension = PhysicalUnit.Dimension()
        for (symbol, exponent) in factors {
            scale *= pow(symbol.scale, exponent)
            dimension.length += symbol.dimension.length * exponent
            dimension.mass += symbol.dimension.mass * exponent
            dimension.time += symbol.dimension.time * exponent
            dimension.current += symbol.dimension.current * exponent
            dimension.temperature += symbol.dimension.temperature * exponent
            dimension.angle += symbol.dimension.angle * exponent
            for (item, power) in symbol.dimension.items { dimension.items[item, default: 0] += power * exponent }
        }
        dimension.items = dimension.items.filter { $0.value != 0 }
        guard scale.isFinite, scale > 0 else { return nil }
        return PhysicalUnit(scale: scale, dimension: dimension, spelling: spelling)
    }

    /// VOUnits 1.0 §2: `10**-17erg/(s.cm**2.Angstrom)`, in an order of its own so that equal units are spelled alike.
    private var spelling: String {
        let factors = factors.enumerated().sorted { first, second in
            let (a, b) = (Self.rank(first.element), Self.rank(second.element))
            return a != b ? a < b : first.offset < second.offset
        }.map(\.element)
        let above = factors.filter { $0.exponent > 0 }.map { Self.spell($0.symbol, $0.exponent) }
        let below = factors.filter { $0.exponent < 0 }.map { Self.spell($0.symbol, -$0.exponent) }
        if above.isEmpty && !below.isEmpty {
            return scaleSpelling + factors.map { Self.spell($0.symbol, $0.exponent) }.joined(separator: ".")
        }
        let denominator = below.count > 1 ? "/(" + below.joined(separator: ".") + ")" : below.map { "/" + $0 }.joined()
        return scaleSpelling + above.joined(separator: ".") + denominator
    }

    /// Energy, power and things without dimension, time, area, length, frequency, angle, things counted.
    private static func rank(_ factor: (symbol: UnitSymbol, exponent: Double)) -> Int {
        let dimension = factor.symbol.dimension
        if !dimension.items.isEmpty { return 6 }
        if dimension.angle != 0 { return 5 }
        if dimension.mass != 0 { return 0 }
        if dimension.length == 1 { return abs(factor.exponent) >= 2 ? 2 : 3 }
        return dimension.time == 1 ? 1 : dimension.time == -1 ? 4 : 0
    }

    private var scaleSpelling: String {
        if number == 1 { return "" }
        let power = log10(number).rounded()
        if abs(number / pow(10, power) - 1) < 1e-12 { return power == 1 ? "10" : "10**\(Int(power))" }
        return "\(number)"
    }

    private static func spell(_ symbol: UnitSymbol, _ exponent: Double) -> String {
        if exponent == 1 { return symbol.spelling }
        let base = symbol.spelling.contains { "./(".contains($0) } ? "(\(symbol.spelling))" : symbol.spelling
        if let whole = Int(exactly: exponent) { return "\(base)**\(whole)" }
        return "\(base)**(\(exponent))"
    }
}
