// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension Catalogue {
    /// The rows that meet a query, in catalogue order.
    ///
    /// - Complexity: by index for a name, a cone or a label within a collection; otherwise a pass over the catalogue.
    /// - Throws: ``DataError``
    public func search(_ query: CatalogueQuery) throws -> [CatalogueEntry] {
        var conditions = ["TRUE"]
        var arguments: [(any DatabaseValueConvertible)?] = []
        func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
            conditions.append(condition)
            arguments += values
        }
        if let collection = query.collection {
            // The plus keeps SQLite from preferring the collection's index to a more selective one.
            let plus = query.name == nil && query.cone == nil ? "" : "+"
            require("\(plus)spectrum.collection = (SELECT id FROM collection WHERE name = ?)", collection)
        }
        if let name = query.name {
            require(
                "(spectrum.identifier = ? COLLATE NOCASE OR "
                    + "(spectrum.object = ? COLLATE NOCASE AND spectrum.object IS NOT NULL))", name, name)
        }
        if let label = query.label { require("spectrum.label = ? AND spectrum.label IS NOT NULL", label) }
        if let minimum = query.minimumSNR { require("spectrum.snr >= ?", minimum) }
        if !query.includingTwins { require("spectrum.twin_of IS NULL") }
        // A cone leaves few rows, of which those in its corners are dropped here; hence no limit in SQL then.
        if let cone = query.cone { require(Self.box(around: cone)) }
        let limit = query.cone == nil ? " LIMIT \(max(0, query.limit))" : ""
        let sql =
            "\(CatalogueEntry.selection) WHERE \(conditions.joined(separator: " AND ")) ORDER BY spectrum.id\(limit)"
        return try read { database in
            let rows = try Row.fetchCursor(database, sql: sql, arguments: StatementArguments(arguments))
            var entries: [CatalogueEntry] = []
            while entries.count < query.limit, let row = try rows.next() {
                if let cone = query.cone {
                    guard let ra: Double = row["ra"], let dec: Double = row["dec"],
                        Sky.separation(cone.ra, cone.dec, ra, dec) <= cone.radius
                    else { continue }
                }
                entries.append(CatalogueEntry(row))
            }
            return entries
        }
    }

    /// SQL for the zones and right ascensions that a cone can touch.
    ///
    /// Half the width of a cone of radius r at declination δ is asin(sin r / cos δ), or all the way round if it holds a pole.
    static func box(around cone: CatalogueQuery.Cone) -> String {
        let (low, high) = (max(-90, cone.dec - cone.radius), min(90, cone.dec + cone.radius))
        guard low <= high, let first = zone(ofDeclination: low), let last = zone(ofDeclination: high) else {
            return "FALSE"
        }
        // A list of zones makes SQLite seek the right ascensions in each; a range would read the zones whole.
        let zones =
            last - first < 400
            ? "spectrum.zone IN (\((first...last).map(String.init).joined(separator: ",")))"
            : "spectrum.zone BETWEEN \(first) AND \(last)"
        let (sine, cosine) = (sin(min(cone.radius, 90) * .pi / 180), cos(cone.dec * .pi / 180))
        guard low > -90, high < 90, sine < cosine else { return zones }
        let width = asin(sine / cosine) * 180 / .pi + 1e-9
        let (west, east) = (cone.ra - width, cone.ra + width)
        var ranges = ["spectrum.ra BETWEEN \(west) AND \(east)"]
        if west < 0 { ranges.append("spectrum.ra BETWEEN \(west + 360) AND 360") }
        if east > 360 { ranges.append("spectrum.ra BETWEEN 0 AND \(east - 360)") }
        return "\(zones) AND (\(ranges.joined(separator: " OR ")))"
    }
}
