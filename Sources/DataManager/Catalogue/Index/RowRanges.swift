// SPDX-License-Identifier: Apache-2.0

import GRDB

/// A set of row numbers, in little memory where many follow one another.
struct RowRanges {
    private var ranges: [ClosedRange<Int64>] = []

    var isEmpty: Bool { ranges.isEmpty }

    /// - Parameter sql: gives rising numbers.
    init(_ sql: String, _ arguments: Int64..., in database: Database) throws {
        let rows = try Int64.fetchCursor(database, sql: sql, arguments: StatementArguments(arguments))
        while let row = try rows.next() {
            if let last = ranges.last, last.upperBound + 1 == row {
                ranges[ranges.count - 1] = last.lowerBound...row
            } else {
                ranges.append(row...row)
            }
        }
    }

    func contains(_ row: Int64) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < row { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(row)
    }
}

extension IndexMerge {
    /// Writes those segments anew that say something of removed rows.
    static func remove(spectra: RowRanges, originals: RowRanges, in database: Database) throws {
        for segment in try SegmentList.numbers(in: database) {
            let mentions =
                try mentions(spectra, .names, segment, in: database)
                || mentions(originals, .originals, segment, in: database)
            guard mentions else { continue }
            try merge(
                [segment], keepsSpectrum: { !spectra.contains($0) }, keepsOriginal: { !originals.contains($0) },
                in: database)
        }
    }

    /// Whether a segment has an entry of some rows.
    private static func mentions(
        _ rows: RowRanges, _ table: SegmentTable<HashEntry>, _ segment: Int64, in database: Database
    ) throws -> Bool {
        guard !rows.isEmpty, var source = try SegmentSource(table, segment, in: database) else { return false }
        repeat {
            if rows.contains(source.current.row) { return true }
        } while try source.advance(in: database)
        return false
    }
}
