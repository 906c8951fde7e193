// SPDX-License-Identifier: Apache-2.0

extension TableReader {
    func integers() throws(FITSError) -> [Int?] {
        guard element.isInteger, scaling.scale == 1, let zero = Int(exactly: scaling.zero) ?? unsignedZero else {
            let values: [Double] = try reals()
            return values.map { Int(exactly: $0) }
        }
        var values: [Int?] = []
        let null = null
        func note(_ raw: [Int64]) {
            if null == nil, zero == 0 {
                values.append(contentsOf: raw.lazy.map { Int($0) })
            } else {
                values.append(contentsOf: raw.lazy.map { $0 == null ? nil : shifted(Int($0), by: zero) })
            }
        }
        if field.format.descriptor != nil {
            try forEachArray { (bytes, count) throws(FITSError) in
                if let source = bytes.baseAddress { note(integers(source, element.width, 1, count)) }
            }
        } else if field.format.repeatCount > 0 {
            try forEachBlock { (bytes, stride, count) throws(FITSError) in
                if let source = bytes.baseAddress { note(integers(source, stride, count, field.format.repeatCount)) }
            }
        }
        return values
    }

    /// Stored integers of `rows` fields of `perRow` each.
    func integers(_ source: UnsafeRawPointer, _ stride: Int, _ rows: Int, _ perRow: Int) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: rows * perRow) { buffer, filled in
            filled = rows * perRow
            guard let target = buffer.baseAddress else { return }
            if perRow == 1 {
                NativeInteger.decode(element, source, stride: stride, count: rows, into: target)
            } else {
                for row in 0..<rows {
                    NativeInteger.decode(
                        element, source + row * stride, stride: element.width, count: perRow,
                        into: target + row * perRow)
                }
            }
        }
    }

    /// TZERO 2⁶³ marks unsigned 64-bit integers and is beyond `Int`.
    private var unsignedZero: Int? { scaling.zero == 0x1p63 ? Int.min : nil }

    /// - Returns: `nil` where the sum is beyond 64 bits.
    private func shifted(_ value: Int, by zero: Int) -> Int? {
        guard zero == Int.min, scaling.zero > 0 else { return value.addedExactly(to: zero) }
        // value + 2⁶³ fits only if the stored value is negative.
        return value < 0 ? value &+ zero : nil
    }
}
