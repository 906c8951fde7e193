// SPDX-License-Identifier: Apache-2.0

extension VOTableDocument {
    /// Reads a document on disk, gzip-wrapped or not.
    ///
    /// - Throws: ``VOTableError``; ``VOTableError/tooLarge(file:what:limit:)`` for more cells than
    ///   ``VOTableLimits/documentCells``, which ``VOTableReader`` streams.
    public init(contentsOf path: String, limits: VOTableLimits = VOTableLimits()) throws(VOTableError) {
        try self.init(reading: try VOTableReader(path: path, limits: limits))
    }

    /// Reads a document in memory, gzip-wrapped or not. `name` is what errors call it.
    ///
    /// - Throws: ``VOTableError``, as ``init(contentsOf:limits:)``.
    public init(bytes: [UInt8], name: String, limits: VOTableLimits = VOTableLimits()) throws(VOTableError) {
        try self.init(reading: try VOTableReader(bytes: bytes, name: name, limits: limits))
    }

    private init(reading reader: VOTableReader) throws(VOTableError) {
        var found: [(DocumentBuilder.TablePlace, Table)] = []
        var cells = 0
        while var table = try reader.nextTable() {
            while let batch = try reader.nextBatch() {
                cells += batch.rowCount * batch.columns.count
                guard cells <= reader.limits.documentCells else {
                    throw .tooLarge(
                        file: reader.name, what: "cells of the document", limit: reader.limits.documentCells)
                }
                for row in 0..<batch.rowCount { table.rows.append(batch.row(row)) }
            }
            found.append((reader.place, table))
        }
        self = reader.document
        for (place, table) in found {
            Self.update(&resources, place.resources[...], place.table) {
                $0.rows = table.rows
                $0.fields = table.fields
                $0.fitsBytes = table.fitsBytes
                $0.fitsExtension = table.fitsExtension
            }
        }
    }

    private static func update(
        _ resources: inout [Resource], _ path: ArraySlice<Int>, _ table: Int, _ change: (inout Table) -> Void
    ) {
        guard let first = path.first, first < resources.count else { return }
        if path.count > 1 {
            update(&resources[first].resources, path.dropFirst(), table, change)
        } else if table < resources[first].tables.count {
            change(&resources[first].tables[table])
        }
    }
}
