// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The cells of one column as TABLEDATA text.
struct TextCells {
    let plan: ColumnPlan
    let column: VOTableColumn
    let rows: Range<Int>
    let arena: ByteArena

    func format() throws(RowFormatter.Failure) -> RowFormatter.Cells {
        let start = arena.count
        var ends: [UInt32]
        switch column.values {
        case .integers(let values) where plan.isScalar:
            if plan.shape.datatype != .long, let wrong = values[rows].first(where: { !plan.integerRange.contains($0) })
            {
                throw plan.failure("\(wrong) does not fit \(plan.shape.datatype.rawValue)")
            }
            try checkNull(values)
            ends = kernel { out, ends, nulls in
                values.withUnsafeBufferPointer {
                    secchi_format_integers($0.baseAddress.map { $0 + rows.lowerBound }, nulls, rows.count, out, ends)
                }
            }
        case .reals(let values) where plan.isScalar:
            ends = kernel { out, ends, nulls in
                values.withUnsafeBufferPointer {
                    let first = $0.baseAddress.map { $0 + rows.lowerBound }
                    if plan.shape.datatype == .float {
                        secchi_format_floats(first, nulls, rows.count, out, ends)
                    } else {
                        secchi_format_doubles(first, nulls, rows.count, out, ends)
                    }
                }
            }
        case .texts(let texts)
        where plan.isScalar && PlainStrings(texts: texts, column: column, rows: rows).arePlain(forXML: true):
            let strings = PlainStrings(texts: texts, column: column, rows: rows)
            try XMLText.checkLength(strings.longest, plan)
            ends = strings.append(to: arena, fixed: nil, counted: false)
        case .booleans(let values) where plan.isScalar && column.nulls.isEmpty:
            let out = arena.reserve(rows.count)
            let (yes, no): (UInt8, UInt8) = plan.shape.element == .bit ? (0x31, 0x30) : (0x54, 0x46)
            for (index, row) in rows.enumerated() { out[index] = values[row] == 1 ? yes : no }
            arena.commit(rows.count)
            return RowFormatter.Cells(start: start, ends: [], size: 1)
        default:
            ends = []
            ends.reserveCapacity(rows.count)
            for row in rows {
                if column.isNull(row) { appendNull() } else { try append(row) }
                ends.append(UInt32(truncatingIfNeeded: arena.count - start))
            }
        }
        return RowFormatter.Cells(start: start, ends: ends, size: 0)
    }

    /// A value that happens to be the null of the column would be read as null.
    private func checkNull(_ values: [Int64]) throws(RowFormatter.Failure) {
        guard let null = plan.nullInteger else { return }
        for row in rows where values[row] == null && !column.isNull(row) {
            throw plan.failure("the value \(null) stands for null")
        }
    }

    private func kernel(
        _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>?, UnsafePointer<UInt8>?) -> Void
    ) -> [UInt32] {
        let out = arena.reserve(32 * rows.count)
        let ends = [UInt32](unsafeUninitializedCapacity: rows.count) { ends, count in
            column.nulls.withUnsafeBufferPointer { nulls in
                let flags = column.nulls.isEmpty ? nil : nulls.baseAddress.map { $0 + rows.lowerBound }
                body(out, ends.baseAddress, flags)
            }
            count = rows.count
        }
        arena.commit(Int(ends.last ?? 0))
        return ends
    }

    /// Empty; in a fixed array that has null elements, so many of those, which every reader takes.
    private func appendNull() {
        guard plan.shape.isArray || plan.shape.element == .complex, let count = plan.shape.fixedCount else { return }
        let word: String
        switch plan.shape.element {
        case .real, .complex: word = "NaN"
        case .boolean: word = "?"
        case .integer:
            guard let null = plan.nullInteger else { return }
            word = String(null)
        case .bit, .text: return
        }
        let elements = [String](repeating: word, count: plan.shape.element == .complex ? 2 * count : count)
        var text = elements.joined(separator: " ")
        text.withUTF8 { arena.append($0) }
    }

    private func append(_ row: Int) throws(RowFormatter.Failure) {
        let range = column.elements(of: row)
        switch column.values {
        case .integers(let values):
            try plan.checkCount(range.count)
            for index in range {
                guard plan.integerRange.contains(values[index]) else {
                    throw plan.failure("\(values[index]) does not fit \(plan.shape.datatype.rawValue)")
                }
                appendNumber(first: index == range.lowerBound) { secchi_write_integer(values[index], $0) }
            }
        case .reals(let values):
            try plan.checkCount(column.isComplex ? range.count / 2 : range.count)
            let isSingle = plan.shape.datatype == .float || plan.shape.datatype == .floatComplex
            for index in range {
                appendNumber(first: index == range.lowerBound) {
                    isSingle ? secchi_write_float(Float(values[index]), $0) : secchi_write_double(values[index], $0)
                }
            }
        case .booleans(let values):
            if plan.shape.isArray { try plan.checkCount(range.count) }
            for index in range {
                if index != range.lowerBound { arena.append(UInt8(ascii: " ")) }
                if plan.shape.element == .bit {
                    guard values[index] < 2 else { throw plan.failure("a bit cannot be unknown") }
                    arena.append(UInt8(ascii: "0") + values[index])
                } else {
                    arena.append(
                        values[index] == 2
                            ? UInt8(ascii: "?") : values[index] == 1 ? UInt8(ascii: "T") : UInt8(ascii: "F"))
                }
            }
        case .texts(let texts):
            for index in range { try appendText(texts.bytes[texts.starts[index]..<texts.starts[index + 1]]) }
        }
    }

    private func appendNumber(first: Bool, _ write: (UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>?) {
        if !first { arena.append(UInt8(ascii: " ")) }
        let out = arena.reserve(32)
        if let end = write(out) { arena.commit(end - out) }
    }

    private func appendText(_ bytes: ArraySlice<UInt8>) throws(RowFormatter.Failure) {
        var length = bytes.count
        if plan.shape.isArray || plan.shape.fixedCount != nil {
            let text = VOTableTexts.decode(bytes)
            length = plan.shape.datatype == .unicodeChar ? text.utf16.count : text.unicodeScalars.count
        }
        try XMLText.checkLength(length, plan)
        XMLText.append(bytes, to: arena)
        if plan.shape.isArray, let full = plan.shape.stringLength {
            for _ in length..<max(length, full) { arena.append(UInt8(ascii: " ")) }
        }
    }
}
