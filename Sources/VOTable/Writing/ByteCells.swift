// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The cells of one column as BINARY or BINARY2 bytes.
struct ByteCells {
    let plan: ColumnPlan
    let column: VOTableColumn
    let rows: Range<Int>
    let arena: ByteArena
    let hasFlags: Bool

    func format() throws(RowFormatter.Failure) -> RowFormatter.Cells {
        let start = arena.count
        if plan.isScalar {
            switch column.values {
            case .integers(let values): return try numbers(of: integersWithNull(values), start)
            case .reals(let values):
                return try numbers(of: column.nulls.isEmpty ? values[rows] : realsWithNull(values), start)
            case .texts(let texts) where plan.shape.datatype == .char:
                let strings = PlainStrings(texts: texts, column: column, rows: rows)
                guard strings.arePlain(forXML: false), strings.longest <= Int(Int32.max) else { break }
                try XMLText.checkLength(strings.longest, plan)
                let fixed = plan.shape.fixedCount
                return RowFormatter.Cells(
                    start: start, ends: strings.append(to: arena, fixed: fixed, counted: fixed == nil), size: 0)
            case .booleans(let values) where plan.shape.element == .boolean:
                let out = arena.reserve(rows.count)
                for (index, row) in rows.enumerated() {
                    out[index] =
                        column.isNull(row)
                        ? UInt8(ascii: "?") : values[row] == 1 ? UInt8(ascii: "T") : UInt8(ascii: "F")
                }
                arena.commit(rows.count)
                return RowFormatter.Cells(start: start, ends: [], size: 1)
            default: break
            }
        }
        var ends: [UInt32] = []
        ends.reserveCapacity(rows.count)
        for row in rows {
            if column.isNull(row) { try appendNull() } else { try append(row) }
            ends.append(UInt32(truncatingIfNeeded: arena.count - start))
        }
        return RowFormatter.Cells(start: start, ends: ends, size: 0)
    }

    private func numbers<Value: BitwiseCopyable>(of values: ArraySlice<Value>, _ start: Int) throws(RowFormatter
        .Failure) -> RowFormatter.Cells
    {
        let size = plan.shape.elementSize
        let out = arena.reserve(size * values.count)
        let wrong = values.withUnsafeBufferPointer { secchi_to_binary($0.baseAddress, $0.count, plan.binaryType, out) }
        if wrong > 0 { throw plan.failure("\(wrong) values do not fit \(plan.shape.datatype.rawValue)") }
        arena.commit(size * values.count)
        return RowFormatter.Cells(start: start, ends: [], size: size)
    }

    private func realsWithNull(_ values: [Double]) -> ArraySlice<Double> {
        var values = values[rows]
        for row in rows where column.isNull(row) { values[row] = .nan }
        return values
    }

    private func integersWithNull(_ values: [Int64]) throws(RowFormatter.Failure) -> ArraySlice<Int64> {
        guard plan.nullInteger != nil || !column.nulls.isEmpty else { return values[rows] }
        var values = values[rows]
        for row in rows {
            if column.isNull(row) {
                guard let null = plan.nullInteger ?? (hasFlags ? 0 : nil) else {
                    throw plan.failure("a null, but no VALUES null to stand for it")
                }
                values[row] = null
            } else if values[row] == plan.nullInteger {
                throw plan.failure("the value \(values[row]) stands for null")
            }
        }
        return values
    }

    /// Bytes are there for a null too; a count is 0.
    private func appendNull() throws(RowFormatter.Failure) {
        guard let count = plan.shape.fixedCount else {
            return arena.append(zeros: 4)
        }
        switch plan.shape.element {
        case .real, .complex:
            try appendReals([Double](repeating: .nan, count: plan.shape.element == .complex ? 2 * count : count)[...])
        case .boolean: for _ in 0..<count { arena.append(UInt8(ascii: "?")) }
        case .bit:
            guard hasFlags else { throw plan.failure("BINARY has no null for bits; use BINARY2") }
            arena.append(zeros: (count + 7) / 8)
        case .integer:
            guard let null = plan.nullInteger ?? (hasFlags ? 0 : nil) else {
                throw plan.failure("a null, but no VALUES null to stand for it")
            }
            try appendIntegers([Int64](repeating: null, count: count)[...])
        case .text: arena.append(zeros: count * plan.shape.elementSize)
        }
    }

    private func appendCount(_ count: Int) throws(RowFormatter.Failure) {
        guard plan.shape.fixedCount == nil else { return }
        guard let count = Int32(exactly: count) else { throw plan.failure("more than 2147483647 elements") }
        withUnsafeBytes(of: count.bigEndian) { bytes in bytes.withMemoryRebound(to: UInt8.self) { arena.append($0) } }
    }

    private func append(_ row: Int) throws(RowFormatter.Failure) {
        let range = column.elements(of: row)
        switch column.values {
        case .integers(let values):
            try plan.checkCount(range.count)
            try appendCount(range.count)
            try appendIntegers(values[range])
        case .reals(let values):
            let count = column.isComplex ? range.count / 2 : range.count
            if plan.shape.isArray { try plan.checkCount(count) }
            try appendCount(count)
            try appendReals(values[range])
        case .booleans(let values):
            if plan.shape.isArray { try plan.checkCount(range.count) }
            try appendCount(range.count)
            if plan.shape.element == .bit { try appendBits(values[range]) } else { appendBooleans(values[range]) }
        case .texts(let texts):
            try appendTexts(texts, range)
        }
    }

    private func appendReals(_ values: ArraySlice<Double>) throws(RowFormatter.Failure) {
        let size = plan.shape.datatype == .float || plan.shape.datatype == .floatComplex ? 4 : 8
        let out = arena.reserve(size * values.count)
        values.withUnsafeBufferPointer { _ = secchi_to_binary($0.baseAddress, $0.count, plan.binaryType, out) }
        arena.commit(size * values.count)
    }

    private func appendIntegers(_ values: ArraySlice<Int64>) throws(RowFormatter.Failure) {
        let size = plan.shape.elementSize
        let out = arena.reserve(size * values.count)
        let wrong = values.withUnsafeBufferPointer { secchi_to_binary($0.baseAddress, $0.count, plan.binaryType, out) }
        if wrong > 0 { throw plan.failure("\(wrong) values do not fit \(plan.shape.datatype.rawValue)") }
        arena.commit(size * values.count)
    }

    private func appendBooleans(_ values: ArraySlice<UInt8>) {
        for value in values {
            arena.append(value == 2 ? UInt8(ascii: "?") : value == 1 ? UInt8(ascii: "T") : UInt8(ascii: "F"))
        }
    }

    private func appendBits(_ values: ArraySlice<UInt8>) throws(RowFormatter.Failure) {
        var byte: UInt8 = 0
        for (index, value) in values.enumerated() {
            guard value < 2 else { throw plan.failure("a bit cannot be unknown") }
            byte |= value << (7 - UInt8(index % 8))
            if index % 8 == 7 || index == values.count - 1 {
                arena.append(byte)
                byte = 0
            }
        }
    }

    private func appendTexts(_ texts: VOTableTexts, _ range: Range<Int>) throws(RowFormatter.Failure) {
        var out: [UInt8] = []
        var length = 0
        for index in range {
            var piece = try characters(texts.bytes[texts.starts[index]..<texts.starts[index + 1]])
            try XMLText.checkLength(piece.count / plan.shape.elementSize, plan)
            if plan.shape.isArray, let full = plan.shape.stringLength {
                let blank: [UInt8] = plan.shape.elementSize == 2 ? [0, 0x20] : [0x20]
                while piece.count < full * plan.shape.elementSize { piece += blank }
            }
            out += piece
            length = out.count / plan.shape.elementSize
        }
        try appendCount(length)
        out.withUnsafeBufferPointer { arena.append($0) }
        if let fixed = plan.shape.fixedCount {
            guard length <= fixed else { throw plan.failure("\(length) characters where the arraysize says \(fixed)") }
            arena.append(zeros: (fixed - length) * plan.shape.elementSize)
        }
    }

    /// ASCII for char, as VOTable has it before 1.6; big-endian UTF-16 for unicodeChar.
    private func characters(_ bytes: ArraySlice<UInt8>) throws(RowFormatter.Failure) -> [UInt8] {
        if plan.shape.datatype == .unicodeChar {
            return VOTableTexts.decode(bytes).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
        guard bytes.allSatisfy({ $0 < 0x80 }) else {
            throw plan.failure(
                "\"\(VOTableTexts.decode(bytes).prefix(40))\" is beyond ASCII; declare the column as unicodeChar")
        }
        return Array(bytes)
    }
}
