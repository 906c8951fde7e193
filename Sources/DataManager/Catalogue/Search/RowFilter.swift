// SPDX-License-Identifier: Apache-2.0

import GRDB

/// All that a query asks of a row and SQL can answer; a cone's edge is left to the caller.
struct RowFilter {
    private var conditions: [String] = []
    private var arguments: [(any DatabaseValueConvertible)?] = []

    init(_ query: CatalogueQuery) {
        if let collection = query.collection {
            require("spectrum.collection = (SELECT id FROM collection WHERE name = ?)", collection)
        }
        if let name = query.name {
            require("(spectrum.identifier = ? COLLATE NOCASE OR spectrum.object = ? COLLATE NOCASE)", name, name)
        }
        if let label = query.label { require("spectrum.label = ? AND spectrum.label IS NOT NULL", label) }
        if query.cone != nil { require("spectrum.ra IS NOT NULL AND spectrum.dec IS NOT NULL") }
        if let band = query.band {
            require("spectrum.wave_high >= ? AND spectrum.wave_low <= ?", band.lowerBound, band.upperBound)
        }
        if let minimum = query.minimumSNR { require("spectrum.snr >= ?", minimum) }
        if let maximum = query.maximumSNR { require("spectrum.snr <= ?", maximum) }
        if let dates = query.dates { require("spectrum.time BETWEEN ? AND ?", dates.lowerBound, dates.upperBound) }
        if !query.includingTwins { require("spectrum.twin_of IS NULL") }
        for column in query.columns {
            let (text, values) = column.sql
            conditions.append(text)
            arguments += values
        }
    }

    private mutating func require(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
        conditions.append(condition)
        arguments += values
    }

    /// All rows that pass, in catalogue order.
    func rows(in database: Database) throws -> RowCursor {
        try rows(where: conditions, in: database)
    }

    /// Those of some rows that pass, in catalogue order.
    func rows(among ids: ArraySlice<Int64>, in database: Database) throws -> RowCursor {
        let list = "spectrum.id IN (\(ids.map(String.init).joined(separator: ",")))"
        // The plus keeps SQLite from preferring an index to the rows named.
        let others = conditions.map { $0.hasPrefix("spectrum.") ? "+" + $0 : $0 }
        return try rows(where: [list] + others, in: database)
    }

    private func rows(where conditions: [String], in database: Database) throws -> RowCursor {
        let condition = conditions.isEmpty ? "TRUE" : conditions.joined(separator: " AND ")
        return try Row.fetchCursor(
            database, sql: "\(CatalogueEntry.selection) WHERE \(condition) ORDER BY spectrum.id",
            arguments: StatementArguments(arguments))
    }
}
