// SPDX-License-Identifier: Apache-2.0

/// Some consecutive rows of one table, by columns. Where a batch ends says nothing about the document.
public struct VOTableBatch: Sendable, Hashable {
    /// The number of the first row in its table, from 0.
    public internal(set) var firstRow: Int
    /// Rows in each of ``columns``.
    public let rowCount: Int
    /// As many as the table has fields.
    public let columns: [VOTableColumn]

    /// Columns of equal length, to be written.
    public init(columns: [VOTableColumn]) {
        self.init(firstRow: 0, rowCount: columns.first?.rowCount ?? 0, columns: columns)
    }

    init(firstRow: Int, rowCount: Int, columns: [VOTableColumn]) {
        self.firstRow = firstRow
        self.rowCount = rowCount
        self.columns = columns
    }

    /// The values of one row (0 is the first of the batch).
    public func row(_ index: Int) -> [VOTableValue] { columns.map { $0[index] } }
}
