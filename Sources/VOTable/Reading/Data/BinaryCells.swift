// SPDX-License-Identifier: Apache-2.0

import CKernels

/// The cells of one column in binary rows.
struct BinaryCells {
    let plan: ColumnPlan
    let isVariable: Bool
    let fixedCount: Int
    let column: Int
    let fieldCount: Int
    let layout: BinaryScanner.Layout
    let bytes: UnsafeBufferPointer<UInt8>

    func column(nulls: [UInt8]) -> VOTableColumn {
        guard plan.isScalar else { return arrays(nulls: nulls) }
        switch plan.shape.element {
        case .integer: return integers(nulls: nulls)
        case .real: return reals(nulls: nulls)
        case .boolean, .bit: return booleans(nulls: nulls)
        case .text, .complex: return VOTableColumn(texts: texts(nulls: nulls), nulls: nulls)
        }
    }

    private var type: Int32 {
        let type =
            switch plan.shape.datatype {
            case .short: SECCHI_BINARY_SHORT
            case .int: SECCHI_BINARY_INT
            case .long: SECCHI_BINARY_LONG
            case .float, .floatComplex: SECCHI_BINARY_FLOAT
            case .double, .doubleComplex: SECCHI_BINARY_DOUBLE
            default: SECCHI_BINARY_UBYTE
            }
        return Int32(type.rawValue)
    }

    private func start(_ row: Int) -> Int { Int(layout.starts[row * fieldCount + column]) }

    private func count(_ row: Int) -> Int {
        isVariable ? Int(layout.counts[row * fieldCount + column]) : fixedCount
    }

    private func cell(_ row: Int, size: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[start(row)..<(start(row) + count(row) * size)])
    }

    private func fill<Value: BitwiseCopyable>(_ initial: Value) -> [Value] {
        [Value](unsafeUninitializedCapacity: layout.rows) { buffer, count in
            layout.starts.withUnsafeBufferPointer { starts in
                guard let start = starts.baseAddress, layout.rows > 0 else { return }
                secchi_binary_column(
                    bytes.baseAddress, start + column, fieldCount, layout.rows, type, buffer.baseAddress)
            }
            count = layout.rows
        }
    }

    private func integers(nulls: [UInt8]) -> VOTableColumn {
        var values = fill(Int64(0))
        var nulls = nulls
        if let null = plan.nullInteger, values.contains(null) {
            if nulls.isEmpty { nulls = [UInt8](repeating: 0, count: values.count) }
            for row in values.indices where values[row] == null { nulls[row] = 1 }
        }
        for row in nulls.indices where nulls[row] != 0 { values[row] = 0 }
        return VOTableColumn(integers: values, nulls: nulls)
    }

    private func reals(nulls: [UInt8]) -> VOTableColumn {
        var values = fill(0.0)
        var nulls = nulls
        if let null = plan.nullReal {
            if nulls.isEmpty { nulls = [UInt8](repeating: 0, count: values.count) }
            for row in values.indices where values[row] == null || (null.isNaN && values[row].isNaN) { nulls[row] = 1 }
        }
        for row in nulls.indices where nulls[row] != 0 { values[row] = .nan }
        return VOTableColumn(reals: values, nulls: nulls)
    }

    /// The letters of VOTable 1.4 §6; anything else is unknown.
    private static func truth(_ byte: UInt8) -> UInt8 {
        switch byte {
        case UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: "1"): 1
        case UInt8(ascii: "F"), UInt8(ascii: "f"), UInt8(ascii: "0"): 0
        default: 2
        }
    }

    private func booleans(nulls: [UInt8]) -> VOTableColumn {
        var nulls = nulls
        var values = [UInt8](repeating: 0, count: layout.rows)
        for row in 0..<layout.rows {
            let byte = bytes[start(row)]
            // The first bit by the standard; astropy writes the fifth.
            values[row] = plan.shape.element == .bit ? (byte == 0 ? 0 : 1) : Self.truth(byte)
            guard values[row] == 2 else { continue }
            values[row] = 0
            if nulls.isEmpty { nulls = [UInt8](repeating: 0, count: layout.rows) }
            nulls[row] = 1
        }
        return VOTableColumn(booleans: values, nulls: nulls)
    }

    private func texts(nulls: [UInt8]) -> VOTableTexts {
        var total = 0
        for row in 0..<layout.rows { total += count(row) }
        var out: [UInt8] = []
        out.reserveCapacity(total)
        var starts = [0]
        starts.reserveCapacity(layout.rows + 1)
        let isWide = plan.shape.datatype == .unicodeChar
        for row in 0..<layout.rows {
            let piece = cell(row, size: isWide ? 2 : 1)
            if nulls.isEmpty || nulls[row] == 0 {
                if isWide { Self.appendWide(piece, to: &out) } else { out.append(contentsOf: trimmed(piece)) }
            }
            starts.append(out.count)
        }
        return VOTableTexts(bytes: out, starts: starts)
    }

    /// Up to the first NUL; of fixed strings without the blanks at the end.
    private func trimmed(_ piece: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var end = 0
        while end < piece.count, piece[end] != 0 { end += 1 }
        if !isVariable, piece.count > 1 {
            while end > 0, piece[end - 1] == UInt8(ascii: " ") { end -= 1 }
        }
        return UnsafeBufferPointer(rebasing: piece[..<end])
    }

    /// Big-endian UCS-2 or UTF-16, up to the first NUL.
    private static func appendWide(_ piece: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var units: [UInt16] = []
        for index in Swift.stride(from: 0, to: piece.count - 1, by: 2) {
            let unit = UInt16(piece[index]) << 8 | UInt16(piece[index + 1])
            if unit == 0 { break }
            units.append(unit)
        }
        out += Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private func arrays(nulls: [UInt8]) -> VOTableColumn {
        var sink = ElementSink(plan.shape)
        let size = plan.shape.elementSize
        for row in 0..<layout.rows {
            if !nulls.isEmpty, nulls[row] != 0 {
                sink.appendNullCell()
                continue
            }
            switch plan.shape.element {
            case .bit:
                let begin = start(row)
                for bit in 0..<count(row) { sink.booleans.append(bytes[begin + bit / 8] >> (7 - UInt8(bit % 8)) & 1) }
            case .boolean: sink.booleans += cell(row, size: 1).map(Self.truth)
            case .text: appendStrings(cell(row, size: size), to: &sink.texts)
            case .integer: sink.integers += decode(cell(row, size: size), count(row), Int64(0))
            case .real: sink.reals += decode(cell(row, size: size), count(row), 0.0)
            case .complex: sink.reals += decode(cell(row, size: size), 2 * count(row), 0.0)
            }
            sink.endCell()
        }
        let isPair = plan.shape.element == .complex && !plan.shape.isArray
        return VOTableColumn(
            values: sink.values, starts: isPair ? [] : sink.starts, nulls: nulls, rowCount: layout.rows,
            isComplex: plan.shape.element == .complex, nullElement: plan.nullInteger)
    }

    private func decode<Value: BitwiseCopyable>(
        _ piece: UnsafeBufferPointer<UInt8>, _ elements: Int, _ initial: Value
    ) -> [Value] {
        [Value](unsafeUninitializedCapacity: elements) { buffer, count in
            if elements > 0 { secchi_binary_array(piece.baseAddress, elements, type, buffer.baseAddress) }
            count = elements
        }
    }

    private func appendStrings(_ piece: UnsafeBufferPointer<UInt8>, to texts: inout VOTableTexts) {
        let width = plan.shape.datatype == .unicodeChar ? 2 : 1
        let length = (plan.shape.stringLength ?? 1) * width
        guard length > 0 else { return }
        for begin in Swift.stride(from: 0, to: piece.count, by: length) {
            let part = UnsafeBufferPointer(rebasing: piece[begin..<min(begin + length, piece.count)])
            var out: [UInt8] = []
            if width == 2 { Self.appendWide(part, to: &out) } else { out += part }
            if let nul = out.firstIndex(of: 0) { out.removeSubrange(nul...) }
            while out.last == UInt8(ascii: " ") { out.removeLast() }
            texts.append(out)
        }
    }
}
