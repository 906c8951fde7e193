// SPDX-License-Identifier: Apache-2.0

import GRDB
public import Spectra

/// A collection in numbers: enough to suggest a recipe for it.
public struct CollectionSummary: Sendable, Hashable, Codable {
    public var name: String
    /// Catalogue rows.
    public var spectra: Int
    /// Of these, spectra with a preferred twin.
    public var twins: Int
    /// Different originals, and their bytes.
    public var originals: Int
    public var bytes: Int
    public var rejectedFiles: Int
    /// Spectra by dialect; twins are counted here, and nowhere below.
    public var dialects: [String: Int]
    /// Spectra by label; those without one are not counted.
    public var labels: [String: Int]
    /// Different objects: groups, or names where no group is given.
    public var groups: Int
    /// Spectra by the unit and medium of their axes, the most frequent first.
    public var axes: [Axes]

    /// Spectra whose axes have one unit and medium.
    public struct Axes: Sendable, Hashable, Codable {
        public var unit: String
        public var medium: SpectralMedium
        public var spectra: Int
        /// All that any of the spectra covers, in ``unit``.
        public var widest: ClosedRange<Double>?
        /// What 95 % of the spectra begin before and 95 % end after; `nil` if these do not overlap.
        public var common: ClosedRange<Double>?
        /// Median number of pixels.
        public var points: Int
        public var withErrors: Int
    }
}

extension SpectrumCollection {
    /// - Complexity: a few passes over the collection's rows.
    public func summary() throws -> CollectionSummary {
        try catalogue.read { database in
            let totals = try Row.fetchOne(
                database,
                sql: "SELECT count(*), count(twin_of), count(DISTINCT coalesce(object_group, object)) FROM spectrum "
                    + "WHERE collection = ?",
                arguments: [id])
            let originals = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*), total(size) FROM original
                    WHERE id IN (SELECT original FROM spectrum WHERE collection = ?)
                    """, arguments: [id])
            return CollectionSummary(
                name: name, spectra: totals?[0] ?? 0, twins: totals?[1] ?? 0, originals: originals?[0] ?? 0,
                bytes: Int(originals?[1] as Double? ?? 0),
                rejectedFiles: try Int.fetchOne(
                    database, sql: "SELECT count(*) FROM rejected WHERE collection = ?", arguments: [id]) ?? 0,
                dialects: try counts(of: "dialect", where: "TRUE", in: database),
                labels: try counts(of: "label", where: "twin_of IS NULL AND label IS NOT NULL", in: database),
                groups: totals?[2] ?? 0,
                axes: try axes(in: database))
        }
    }

    private func counts(of column: String, where condition: String, in database: Database) throws -> [String: Int] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT \(column), count(*) FROM spectrum WHERE collection = ? AND \(condition) GROUP BY \(column)",
            arguments: [id])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, $0[1] as Int) })
    }

    private func axes(in database: Database) throws -> [CollectionSummary.Axes] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT wave_unit, medium, count(*) AS n, count(wave_min) AS ranged, min(wave_min), max(wave_max),
                    sum(has_error)
                FROM spectrum WHERE collection = ? AND twin_of IS NULL GROUP BY wave_unit, medium ORDER BY n DESC, 1, 2
                """, arguments: [id])
        return try rows.map { row in
            let (unit, medium, ranged): (String, String, Int) = (row[0], row[1], row[3])
            func quantile<Value: DatabaseValueConvertible>(
                _ column: String, _ fraction: Double, of count: Int
            ) throws -> Value? {
                try Value.fetchOne(
                    database,
                    sql: """
                        SELECT \(column) FROM spectrum WHERE collection = ? AND twin_of IS NULL AND wave_unit = ?
                            AND medium = ? AND \(column) IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET ?
                        """, arguments: [id, unit, medium, Int(Double(count - 1) * fraction)])
            }
            let begin: Double? = try quantile("wave_min", 0.95, of: ranged)
            let end: Double? = try quantile("wave_max", 0.05, of: ranged)
            return CollectionSummary.Axes(
                unit: unit, medium: SpectralMedium(rawValue: medium) ?? .unknown, spectra: row[2],
                widest: Self.range(row[4], row[5]), common: Self.range(begin, end),
                points: try quantile("n_points", 0.5, of: row[2]) ?? 0, withErrors: row[6])
        }
    }

    private static func range(_ low: Double?, _ high: Double?) -> ClosedRange<Double>? {
        guard let low, let high, low <= high else { return nil }
        return low...high
    }
}
