// SPDX-License-Identifier: Apache-2.0

import Foundation
import Learning
import Parameters

/// The values that a search tries, read from words as a user types them.
///
/// `trees=100,300;featureShare=0.05..0.5`: names as in job documents or as flags; values parted by commas, or by bars
/// where a value is a list; or a range of numbers.
struct SearchedSettings: Sendable {
    /// Parameter names, in the order in which they stand.
    let names: [String]
    private let values: [Values]

    private enum Values: Sendable {
        case words([String])
        case range(SearchSpace.Axis, isInteger: Bool)
    }

    /// - Parameter declarations: of the parameters that can be searched.
    /// - Throws: `ParameterError`.
    init(_ text: String, declarations: [ParameterDeclaration]) throws(ParameterError) {
        var names: [String] = [], values: [Values] = []
        for part in text.split(separator: ";") where !part.allSatisfy(\.isWhitespace) {
            let halves = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard halves.count == 2, !halves[1].isEmpty else { throw Self.malformed(String(part)) }
            let word = halves[0]
            guard
                let declaration = declarations.first(where: {
                    $0.name == word || $0.flag == word || $0.flag == "--" + word
                })
            else { throw .unknown(name: word, known: declarations.map(\.name)) }
            guard !names.contains(declaration.name) else { throw Self.malformed("\(word) twice") }
            names.append(declaration.name)
            values.append(try Self.values(halves[1], of: declaration))
        }
        guard !names.isEmpty else { throw Self.malformed(text) }
        self.names = names
        self.values = values
    }

    private static func malformed(_ text: String) -> ParameterError {
        .outOfRange(
            name: "searchSpace", text: text, allowed: "name=value,value or name=from..to, parted by semicolons")
    }

    private static func values(
        _ text: String, of declaration: ParameterDeclaration
    ) throws(ParameterError) -> Values {
        let isInteger = declaration.kind == .integer
        if let dots = text.range(of: ".."), isInteger || declaration.kind == .real {
            guard let low = Double(text[..<dots.lowerBound]), let high = Double(text[dots.upperBound...]),
                low.isFinite, high.isFinite, low < high, abs(low) < 1e15, abs(high) < 1e15
            else { throw malformed(text) }
            let isLogarithmic = low > 0 && high >= 10 * low
            guard isInteger else { return .range(.numbers(low...high, isLogarithmic: isLogarithmic), isInteger: false) }
            guard low == low.rounded(), high == high.rounded() else { throw malformed(text) }
            return .range(.integers(Int(low)...Int(high), isLogarithmic: isLogarithmic), isInteger: true)
        }
        let parting: Character = declaration.kind == .list || text.contains("|") ? "|" : ","
        let words = text.split(separator: parting).map { $0.trimmingCharacters(in: .whitespaces) }
        guard !words.isEmpty, words.count <= 1000 else { throw malformed(text) }
        return .words(words)
    }

    /// All combinations, with as many steps of each range as the budget allows.
    ///
    /// - Throws: `ParameterError` for a budget below the number of combinations with one step each.
    func grid(budget: Int) throws -> [[String: String]] {
        let fixed = axes.reduce(1) { product, axis in
            guard case .choices(let count) = axis else { return product }
            return min(product * count, 1_000_000)
        }
        let ranges = axes.count { if case .choices = $0 { false } else { true } }
        guard fixed <= budget else {
            throw ParameterError.outOfRange(
                name: "searchBudget", text: "\(budget)", allowed: "at least \(fixed) for this grid, or search at random"
            )
        }
        var steps = 1
        while ranges > 0, steps < budget, Double(fixed) * pow(Double(steps + 1), Double(ranges)) <= Double(budget) {
            steps += 1
        }
        return try SearchSpace(axes).grid(steps: steps).map(settings)
    }

    /// Combinations drawn independently.
    func random(_ count: Int, seed: UInt64) throws -> [[String: String]] {
        try SearchSpace(axes).random(count, seed: seed).map(settings)
    }

    private var axes: [SearchSpace.Axis] {
        values.map {
            switch $0 {
            case .words(let words): .choices(words.count)
            case .range(let axis, _): axis
            }
        }
    }

    private func settings(at point: SearchSpace.Point) -> [String: String] {
        var settings: [String: String] = [:]
        for (place, name) in names.enumerated() {
            settings[name] =
                switch values[place] {
                case .words(let words): words[Int(point[place])]
                case .range(_, isInteger: true): String(Int(point[place]))
                // Four digits: a table can show the very number that was tried.
                case .range: String(format: "%.4g", point[place])
                }
        }
        return settings
    }
}
