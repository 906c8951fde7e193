// SPDX-License-Identifier: Apache-2.0

import CKernels

/// Reads BINARY and BINARY2 rows (VOTable 1.4 §5.4) into columns.
struct BinaryScanner: Sendable {
    /// Where the fields of some rows lie.
    struct Layout: Sendable {
        var rows: Int
        /// The offset of each row, and of each field's elements in each row; counts of variable fields.
        var rowStarts: [UInt32]
        var starts: [UInt32]
        var counts: [UInt32]
    }

    let plans: [ColumnPlan]
    let hasFlags: Bool
    let fields: [secchi_binary_field]
    var flagBytes: Int { hasFlags ? (plans.count + 7) / 8 : 0 }

    init(plans: [ColumnPlan], hasFlags: Bool) {
        self.plans = plans
        self.hasFlags = hasFlags
        fields = plans.map {
            secchi_binary_field(element: Int32($0.shape.elementSize), count: $0.shape.fixedCount.map(Int64.init) ?? -1)
        }
    }

    /// A row that takes no bytes could be there any number of times.
    var smallestRow: Int {
        fields.reduce(flagBytes) { sum, field in
            if field.count < 0 { return sum + 4 }
            return sum + (field.element == 0 ? (Int(field.count) + 7) / 8 : Int(field.element) * Int(field.count))
        }
    }

    /// Finds complete rows from `offset` on. `used` is where the next begins; `tooLarge` a column that claims too much.
    func layout(
        _ bytes: UnsafeRawBufferPointer, from offset: Int, limit: Int
    ) -> (layout: Layout, used: Int, tooLarge: Int?) {
        let most = max(1, min(1 << 15, TableDataScanner.largestBatch / max(1, plans.count)))
        let capacity = max(1, min(most, (bytes.count - offset) / max(1, smallestRow) + 1))
        let cells = (capacity + 1) * plans.count
        var used = 0
        var tooLarge: Int32 = 0
        var rows = 0
        var counts: [UInt32] = []
        let starts = [UInt32](unsafeUninitializedCapacity: cells) { starts, startCount in
            counts = [UInt32](unsafeUninitializedCapacity: cells) { counts, countCount in
                guard let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return }
                counts.initialize(repeating: 0)
                rows = secchi_binary_rows(
                    start + offset, bytes.count - offset, fields, fields.count, flagBytes, capacity, limit,
                    starts.baseAddress,
                    counts.baseAddress, &used, &tooLarge)
                countCount = rows * plans.count
            }
            startCount = rows * plans.count
        }
        var rowStarts: [UInt32] = []
        if hasFlags {
            let lead = fields.first.map { $0.count < 0 ? 4 : 0 } ?? 0
            rowStarts = (0..<rows).map { starts[$0 * plans.count] - UInt32(flagBytes + lead) }
        }
        return (
            Layout(rows: rows, rowStarts: rowStarts, starts: starts, counts: counts), offset + used,
            tooLarge > 0 ? Int(tooLarge) - 1 : nil
        )
    }

    /// The rows of a layout; `bytes` begins where the layout's first row does.
    func batch(_ layout: Layout, _ bytes: UnsafeRawBufferPointer) -> VOTableBatch {
        let columns = plans.indices.map { column($0, layout, bytes) }
        return VOTableBatch(firstRow: 0, rowCount: layout.rows, columns: columns)
    }

    private func column(_ index: Int, _ layout: Layout, _ bytes: UnsafeRawBufferPointer) -> VOTableColumn {
        let plan = plans[index]
        let cells = BinaryCells(
            plan: plan, isVariable: fields[index].count < 0, fixedCount: max(0, Int(fields[index].count)),
            column: index,
            fieldCount: plans.count, layout: layout, bytes: bytes.bindMemory(to: UInt8.self))
        return cells.column(nulls: flags(index, layout, bytes))
    }

    private func flags(_ index: Int, _ layout: Layout, _ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard hasFlags, let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return [] }
        var set = 0
        let flags = [UInt8](unsafeUninitializedCapacity: layout.rows) { buffer, count in
            set = secchi_binary_flags(start, layout.rowStarts, layout.rows, index, buffer.baseAddress)
            count = layout.rows
        }
        return set > 0 ? flags : []
    }
}
