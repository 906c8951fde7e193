// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB

extension Catalogue {
    /// The rows that meet a query, in catalogue order.
    ///
    /// - Complexity: by index for a name, a cone or a label within a collection; otherwise a pass over the catalogue.
    /// - Throws: ``DataError``
    public func search(_ query: CatalogueQuery) throws -> [CatalogueEntry] {
        var entries: [CatalogueEntry] = []
        try search(query) { entries.append($0) }
        return entries
    }

    /// Hands over the rows that meet a query one by one, in catalogue order, in memory that does not grow with them.
    ///
    /// The rows are those of one moment, whatever is added meanwhile.
    ///
    /// - Throws: ``DataError``; what `body` throws, which ends the search.
    public func search(_ query: CatalogueQuery, _ body: (CatalogueEntry) throws -> Void) throws {
        guard query.limit > 0 else { return }
        var skip = max(0, query.offset)
        var left = query.limit
        try read { database in
            let filter = RowFilter(query)
            /// - Returns: whether to go on.
            func take(_ rows: RowCursor) throws -> Bool {
                while let row = try rows.next() {
                    if let cone = query.cone {
                        // ra and dec in the order of the selection.
                        guard let ra: Double = row[9], let dec: Double = row[10],
                            Sky.separation(cone.ra, cone.dec, ra, dec) <= cone.radius
                        else { continue }
                    }
                    if skip > 0 {
                        skip -= 1
                        continue
                    }
                    try body(CatalogueEntry(row))
                    left -= 1
                    if left == 0 { return false }
                }
                return true
            }
            guard let candidates = try candidates(query, in: database) else {
                _ = try take(filter.rows(in: database))
                return
            }
            for start in stride(from: 0, to: candidates.count, by: 500) {
                let ids = candidates[start..<min(start + 500, candidates.count)]
                guard try take(filter.rows(among: ids, in: database)) else { return }
            }
        }
    }

    /// Rows by rising id, among which all are that the query wants; `nil` if no index helps.
    private func candidates(_ query: CatalogueQuery, in database: Database) throws -> [Int64]? {
        if let name = query.name {
            let find = try database.cachedStatement(sql: IndexBatch.spectraByHash)
            return Set(try Int64.fetchAll(find, arguments: [IndexKey.name(name)])).sorted()
        }
        guard let cone = query.cone, cone.radius <= Self.largestIndexedRadius else { return nil }
        let rows = try Row.fetchCursor(database, sql: Self.positions(query, around: cone))
        var ids: [Int64] = []
        while let row = try rows.next() {
            if Sky.separation(cone.ra, cone.dec, row[1], row[2]) <= cone.radius { ids.append(row[0]) }
        }
        return ids.sorted()
    }

    /// Degrees; a larger cone is a good part of the sky, and found by a pass over the rows.
    private static let largestIndexedRadius = 20.0

    /// The index entries within a box around the cone: id, ra, dec.
    static func positions(_ query: CatalogueQuery, around cone: CatalogueQuery.Cone) -> String {
        var sql = """
            SELECT spectrum, ra, dec FROM segment CROSS JOIN position_index ON position_index.segment = segment.id
            WHERE \(box(around: cone))
            """
        if let band = query.band {
            sql += " AND wave_high >= \(band.lowerBound)"
            if band.upperBound.isFinite { sql += " AND wave_low <= \(band.upperBound)" }
        }
        return sql
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
        let zones = "zone IN (\((first...last).map(String.init).joined(separator: ",")))"
        let (sine, cosine) = (sin(min(cone.radius, 90) * .pi / 180), cos(cone.dec * .pi / 180))
        guard low > -90, high < 90, sine < cosine else { return zones }
        let width = asin(sine / cosine) * 180 / .pi + 1e-9
        let (west, east) = (cone.ra - width, cone.ra + width)
        var ranges = ["ra BETWEEN \(west) AND \(east)"]
        if west < 0 { ranges.append("ra BETWEEN \(west + 360) AND 360") }
        if east > 360 { ranges.append("ra BETWEEN 0 AND \(east - 360)") }
        return "\(zones) AND (\(ranges.joined(separator: " OR ")))"
    }
}
