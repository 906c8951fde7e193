// SPDX-License-Identifier: Apache-2.0

/// Reads one column of a table, or some rows of it.
struct TableReader {
    let field: TableField
    let layout: TableLayout
    let data: DataUnit
    let rows: Range<Int>
    let scaling: Scaling

    init(_ hdu: FITSHDU, _ column: FITSColumn, _ rows: Range<Int>?) throws(FITSError) {
        layout = try hdu.layout()
        field = try layout.field(column)
        data = hdu.data
        self.rows = rows ?? 0..<hdu.rowCount
        guard self.rows.lowerBound >= 0, self.rows.upperBound <= hdu.rowCount else {
            throw .outOfRange(file: data.name, hdu: hdu.index, what: "rows", range: self.rows, count: hdu.rowCount)
        }
        scaling = Scaling(
            scale: layout.number(on: field.cards.scale) ?? 1, zero: layout.number(on: field.cards.zero) ?? 0)
        try data.require(self.rows.isEmpty ? 0 : self.rows.upperBound * layout.rowLength)
    }

    var element: ElementType { field.format.element }
    var isText: Bool { element == .text }

    /// Of an integer column, the stored value that means null.
    var null: Int64? { layout.integer(on: field.cards.null).map(Int64.init) }

    /// Lends the bytes of this column row by row: a few rows at a time, `stride` apart.
    func forEachBlock(
        _ body: (_ bytes: UnsafeRawBufferPointer, _ stride: Int, _ count: Int) throws(FITSError) -> Void
    ) throws(FITSError) {
        let length = field.format.length
        let size = max(1, Self.blockLength / max(1, layout.rowLength))
        var row = rows.lowerBound
        while row < rows.upperBound {
            let count = min(size, rows.upperBound - row)
            let start = row * layout.rowLength + field.offset
            try data.withBytes(at: start, count: (count - 1) * layout.rowLength + length) { (bytes) throws(FITSError) in
                try body(bytes, layout.rowLength, count)
            }
            row += count
        }
    }

    /// Lends the field of each row.
    func forEachRow(_ body: (UnsafeRawBufferPointer) throws(FITSError) -> Void) throws(FITSError) {
        let length = field.format.length
        try forEachBlock { (bytes, stride, count) throws(FITSError) in
            for row in 0..<count {
                try body(UnsafeRawBufferPointer(rebasing: bytes[row * stride..<row * stride + length]))
            }
        }
    }

    /// Bytes of a table looked at in one go.
    private static let blockLength = 4 << 20
}
