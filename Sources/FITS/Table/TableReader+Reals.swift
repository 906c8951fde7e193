// SPDX-License-Identifier: Apache-2.0

extension TableReader {
    func reals<Real: NativeReal>() throws(FITSError) -> [Real] {
        if field.format.descriptor != nil { return try heapReals() }
        var values: [Real] = []
        if isText {
            try forEachRow { (bytes) throws(FITSError) in values.append(number(in: bytes)) }
            return values
        }
        let perRow = numbers(in: field.format.repeatCount)
        guard perRow > 0 else { return [] }
        values.reserveCapacity(rows.count * perRow)
        try forEachBlock { (bytes, stride, count) throws(FITSError) in
            append(bytes, stride, rows: count, perRow, to: &values)
        }
        return values
    }

    /// Numbers that `count` elements give.
    func numbers(in count: Int) -> Int {
        element == .complex || element == .doubleComplex ? 2 * count : count
    }

    /// The values of `rows` fields of `perRow` numbers each.
    func append<Real: NativeReal>(
        _ bytes: UnsafeRawBufferPointer, _ stride: Int, rows: Int, _ perRow: Int, to values: inout [Real]
    ) {
        guard let source = bytes.baseAddress else { return }
        switch element {
        case .logical:
            for row in 0..<rows {
                for place in 0..<perRow { values.append(Self.logical(source[row * stride + place])) }
            }
        case .bit:
            for row in 0..<rows {
                for place in 0..<perRow {
                    values.append(source[row * stride + place / 8] >> UInt8(7 - place % 8) & 1 == 1 ? 1 : 0)
                }
            }
        case .text:
            break
        default:
            let first = values.count
            values.append(contentsOf: repeatElement(0, count: rows * perRow))
            values.withUnsafeMutableBufferPointer { all in
                guard let target = all.baseAddress.map({ $0 + first }) else { return }
                if perRow == 1 {
                    Real.decode(element, source, stride: stride, count: rows, scaling, into: target)
                } else {
                    let width = field.format.element.width
                    for row in 0..<rows {
                        Real.decode(
                            element, source + row * stride, stride: width, count: perRow, scaling,
                            into: target + row * perRow)
                    }
                }
            }
            if let null, element.isInteger { blankOut(&values, from: first, source, stride, rows, perRow, null) }
        }
    }

    private func blankOut<Real: NativeReal>(
        _ values: inout [Real], from first: Int, _ source: UnsafeRawPointer, _ stride: Int, _ rows: Int, _ perRow: Int,
        _ null: Int64
    ) {
        let raw = integers(source, stride, rows, perRow)
        for index in raw.indices where raw[index] == null { values[first + index] = .nan }
    }

    private static func logical<Real: NativeReal>(_ byte: UInt8) -> Real {
        switch byte {
        case UInt8(ascii: "T"), UInt8(ascii: "t"), 1: 1
        case UInt8(ascii: "F"), UInt8(ascii: "f"): 0
        default: .nan
        }
    }

    /// What a field of text spells, scaled; NaN where it is blank, TNULL or no number.
    func number<Real: NativeReal>(in bytes: UnsafeRawBufferPointer) -> Real {
        let trimmed = NumberScanner.trimmed(bytes)
        guard !isNullText(trimmed), let number = NumberScanner.scan(trimmed) else { return .nan }
        var value = number.double
        if let decimals = field.impliedDecimals, decimals > 0, !trimmed.contains(UInt8(ascii: ".")) {
            value = NumberScanner.shifted(value, byDecimals: decimals)
        }
        return Real(scaling.isIdentity ? value : scaling.zero + scaling.scale * value)
    }

    private func isNullText(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard layout.isASCII, let null = layout.text(on: field.cards.null) else { return false }
        return null.trimmingTrailingBlanks().utf8.elementsEqual(bytes)
    }
}

extension UnsafeRawPointer {
    subscript(_ offset: Int) -> UInt8 { load(fromByteOffset: offset, as: UInt8.self) }
}

extension ElementType {
    var isInteger: Bool {
        switch self {
        case .byte, .int16, .int32, .int64: true
        default: false
        }
    }

    /// Bytes of one number; half of a complex one.
    var width: Int {
        switch self {
        case .logical, .bit, .byte, .text: 1
        case .int16: 2
        case .int32, .float, .complex: 4
        case .int64, .double, .doubleComplex: 8
        }
    }
}
