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
        if let name = query.name { return try Self.spectra(named: name, in: database) }
        guard let cone = query.cone, cone.radius <= Self.largestIndexedRadius else { return nil }
        return try Self.spectra(around: cone, band: query.band, in: database)
    }

    /// Degrees; a larger cone is a good part of the sky, and found by a pass over the rows.
    private static let largestIndexedRadius = 20.0
}
