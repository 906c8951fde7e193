// SPDX-License-Identifier: Apache-2.0

extension TableReader {
    func reals<Real: NativeReal>() throws(FITSError) -> [Real] {
        if isText { return try textReals() }
        if field.format.descriptor != nil { return try heapReals() }
        let perRow = numbers(in: field.format.repeatCount)
        var place = 0
        return try Self.array(of: rows.count * perRow) { (values) throws(FITSError) in
            guard perRow > 0 else { return }
            try forEachBlock { (bytes, stride, count) throws(FITSError) in
                if let source = bytes.baseAddress { decode(source, stride, count, perRow, into: values + place) }
                place += count * perRow
            }
        }
    }

    /// An array that `fill` writes every element of; without a loop over generic elements, which is slow unless
    /// specialised.
    static func array<Real: NativeReal>(
        of count: Int, _ fill: (UnsafeMutablePointer<Real>) throws(FITSError) -> Void
    ) throws(FITSError) -> [Real] {
        var values = [Real](unsafeUninitializedCapacity: count) { _, filled in filled = count }
        try values.withUnsafeMutableBufferPointer { (buffer) throws(FITSError) in
            if let base = buffer.baseAddress { try fill(base) }
        }
        return values
    }

    /// Numbers that `count` elements give.
    func numbers(in count: Int) -> Int {
        element == .complex || element == .doubleComplex ? 2 * count : count
    }

    /// The values of `rows` fields of `perRow` numbers each.
    func decode<Real: NativeReal>(
        _ source: UnsafeRawPointer, _ stride: Int, _ rows: Int, _ perRow: Int, into values: UnsafeMutablePointer<Real>
    ) {
        switch element {
        case .logical:
            for index in 0..<rows * perRow {
                values[index] = Self.logical(source[index / perRow * stride + index % perRow])
            }
        case .bit:
            for index in 0..<rows * perRow {
                let bit = index % perRow
                values[index] = source[index / perRow * stride + bit / 8] >> UInt8(7 - bit % 8) & 1 == 1 ? 1 : 0
            }
        case .text:
            break
        default:
            if perRow == 1 {
                Real.decode(element, source, stride: stride, count: rows, scaling, into: values)
            } else {
                for row in 0..<rows {
                    Real.decode(
                        element, source + row * stride, stride: element.width, count: perRow, scaling,
                        into: values + row * perRow)
                }
            }
            guard element.isInteger, let null else { return }
            let stored = integers(source, stride, rows, perRow)
            for index in stored.indices where stored[index] == null { values[index] = .nan }
        }
    }

    private func textReals<Real: NativeReal>() throws(FITSError) -> [Real] {
        var values: [Real] = []
        if field.format.descriptor != nil {
            try forEachArray { (bytes, _) throws(FITSError) in values.append(number(in: bytes)) }
        } else {
            try forEachRow { (bytes) throws(FITSError) in values.append(number(in: bytes)) }
        }
        return values
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
