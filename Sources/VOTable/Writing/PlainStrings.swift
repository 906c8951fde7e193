// SPDX-License-Identifier: Apache-2.0

/// The usual column of strings, one a row and nothing but plain ASCII, copied without looking at each character.
struct PlainStrings {
    let texts: VOTableTexts
    let column: VOTableColumn
    let rows: Range<Int>

    /// Whether all characters are ASCII, and for XML also none that must be escaped.
    func arePlain(forXML: Bool) -> Bool {
        let range = texts.starts[rows.lowerBound]..<texts.starts[rows.upperBound]
        return texts.bytes.withUnsafeBufferPointer { bytes in
            var odd: UInt8 = 0
            for byte in bytes[range] {
                odd |= byte & 0x80
                if forXML {
                    let special = byte < 0x20 || byte == 0x7F || byte == 0x26 || byte == 0x3C || byte == 0x3E
                    odd |= special ? 1 : 0
                }
            }
            return odd == 0
        }
    }

    /// The longest string, in characters.
    var longest: Int { rows.reduce(0) { max($0, texts.starts[$1 + 1] - texts.starts[$1]) } }

    /// Appends the strings; returns where each ends. `fixed`: filled up with NUL; `counted`: a 4-byte count before
    /// each.
    func append(to arena: ByteArena, fixed: Int?, counted: Bool) -> [UInt32] {
        let bytesInAll = texts.starts[rows.upperBound] - texts.starts[rows.lowerBound]
        let size = (fixed.map { $0 * rows.count } ?? bytesInAll) + (counted ? 4 * rows.count : 0)
        let out = arena.reserve(size)
        var at = 0
        let ends = [UInt32](unsafeUninitializedCapacity: rows.count) { ends, endCount in
            texts.bytes.withUnsafeBufferPointer { bytes in
                for (index, row) in rows.enumerated() {
                    let from = texts.starts[row]
                    let length = column.isNull(row) ? 0 : texts.starts[row + 1] - from
                    if counted {
                        let count = UInt32(truncatingIfNeeded: length).bigEndian
                        UnsafeMutableRawPointer(out + at).storeBytes(of: count, as: UInt32.self)
                        at += 4
                    }
                    if let source = bytes.baseAddress { (out + at).update(from: source + from, count: length) }
                    at += length
                    if let fixed, length < fixed {
                        (out + at).initialize(repeating: 0, count: fixed - length)
                        at += fixed - length
                    }
                    ends[index] = UInt32(truncatingIfNeeded: at)
                }
            }
            endCount = rows.count
        }
        arena.commit(at)
        return ends
    }
}
