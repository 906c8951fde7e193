// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

/// A condition on one column of the catalogue, or on one of the facts that came with the file: `telescope=LAMOST`,
/// `redshift>=0.5`, `PLATEID=412`.
public struct ColumnCondition: Sendable, Hashable, Codable {
    public enum Comparison: String, Sendable, Codable, CaseIterable {
        case notEqual = "!="
        case atLeast = ">="
        case atMost = "<="
        case equal = "="
        case more = ">"
        case less = "<"
    }

    /// In any case: a name of ``columns``, else a keyword of ``CatalogueEntry/metadata``.
    public var column: String
    public var comparison: Comparison
    /// Compared as a number where both sides are numbers; = and != otherwise as text in any case; an order needs numbers.
    public var value: String

    public init(column: String, comparison: Comparison, value: String) {
        self.column = column
        self.comparison = comparison
        self.value = value
    }

    /// Reads "column>=value".
    ///
    /// - Throws: ``DataError/badQuery(reason:)``
    public init(_ text: String) throws {
        guard let start = text.firstIndex(where: { "!<>=".contains($0) }) else {
            throw DataError.badQuery(reason: "\(text) is no condition: write column=value, with =, !=, <, <=, > or >=")
        }
        let rest = text[start...]
        let column = text[..<start].trimmingCharacters(in: .whitespaces)
        guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }), !column.isEmpty else {
            throw DataError.badQuery(reason: "\(text) is no condition: write column=value, with =, !=, <, <=, > or >=")
        }
        let value = rest.dropFirst(comparison.rawValue.count).trimmingCharacters(in: .whitespaces)
        if ![.equal, .notEqual].contains(comparison), Double(value) == nil {
            throw DataError.badQuery(reason: "\(text): only numbers can be compared with \(comparison.rawValue)")
        }
        self.init(column: column, comparison: comparison, value: value)
    }

    /// The columns of the catalogue that can be named, and their SQL.
    static let columns: [String: String] = [
        "identifier": "spectrum.identifier", "object": "object", "dialect": "dialect", "file": "original.name",
        "label": "label", "subclass": "subclass", "group": "object_group", "archive_label": "archive_label",
        "instrument": "instrument", "telescope": "telescope", "date": "date", "medium": "medium",
        "spacing": "spacing", "wave_unit": "wave_unit", "flux_unit": "flux_unit", "ra": "ra", "dec": "dec",
        "redshift": "redshift", "mjd": "mjd", "exposure": "exposure", "snr": "snr", "points": "n_points",
        "wave_min": "wave_min", "wave_max": "wave_max", "has_error": "has_error", "part": "part", "row": "row",
        "id": "spectrum.id",
    ]

    /// Whether a name is that of a catalogue column, and not a keyword of files.
    public static func isCatalogueColumn(_ name: String) -> Bool { columns[name.lowercased()] != nil }

    /// SQL, and what is to be bound.
    var sql: (text: String, arguments: [(any DatabaseValueConvertible)?]) {
        if let known = Self.columns[column.lowercased()] {
            let (text, arguments) = comparison(of: known)
            return (text, arguments)
        }
        let (text, arguments) = comparison(of: "fact.value")
        return (
            "EXISTS (SELECT 1 FROM json_each(spectrum_text.metadata) AS fact "
                + "WHERE fact.key = ? COLLATE NOCASE AND \(text))",
            [column] + arguments
        )
    }

    private func comparison(of left: String) -> (String, [(any DatabaseValueConvertible)?]) {
        let number = Double(value).flatMap { $0.isFinite ? $0 : nil }
        switch comparison {
        case .equal, .notEqual:
            let same =
                number == nil
                ? "\(left) = ? COLLATE NOCASE" : "coalesce(number(\(left)) = ?, \(left) = ? COLLATE NOCASE)"
            let arguments: [(any DatabaseValueConvertible)?] = number == nil ? [value] : [number, value]
            return (comparison == .equal ? same : "NOT (\(same))", arguments)
        case .atLeast, .atMost, .more, .less:
            return ("number(\(left)) \(comparison.rawValue) ?", [number])
        }
    }

    /// SQL's `number(x)`: the number that a value or text is, else null.
    static let number = DatabaseFunction("number", argumentCount: 1, pure: true) { values in
        switch values[0].storage {
        case .int64(let value): value
        case .double(let value): value
        case .string(let text): Double(text.trimmingCharacters(in: .whitespaces)).flatMap { $0.isFinite ? $0 : nil }
        case .null, .blob: nil
        }
    }
}
