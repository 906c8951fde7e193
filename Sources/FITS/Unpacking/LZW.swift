// SPDX-License-Identifier: Apache-2.0

/// Unpacks what the Unix program `compress` wrote (`.Z`): LZW with codes of 9 to 16 bits.
///
/// - SeeAlso: Welch 1984, doi:10.1109/MC.1984.1659158.
struct LZW {
    private static let clear = 256

    /// For each code the code before it and its last byte.
    private var prefixes = [UInt16](repeating: 0, count: 1 << 16)
    private var suffixes = [UInt8](repeating: 0, count: 1 << 16)
    private var reversed: [UInt8] = []

    static func unpack(_ packed: [UInt8], limit: Int, name: String) throws(FITSError) -> [UInt8] {
        var decoder = LZW()
        return try decoder.unpack(packed, limit, name)
    }

    private mutating func unpack(_ packed: [UInt8], _ limit: Int, _ name: String) throws(FITSError) -> [UInt8] {
        guard packed.count >= 3, 9...16 ~= packed[2] & 0x1F else {
            throw .badData(file: name, hdu: 0, reason: "the compress data begin wrongly")
        }
        let largestWidth = Int(packed[2] & 0x1F)
        let mayClear = packed[2] & 0x80 != 0
        let firstFree = mayClear ? Self.clear + 1 : Self.clear
        var output: [UInt8] = []
        var codes = CodeReader(packed, from: 3)
        var free = firstFree
        var previous: Int?
        var firstByte: UInt8 = 0
        while let code = codes.next() {
            if code == Self.clear, mayClear {
                codes.restart()
                free = firstFree
                previous = nil
                continue
            }
            guard code < free || (code == free && previous != nil), previous != nil || code < 256 else {
                throw .badData(file: name, hdu: 0, reason: "the compress data are damaged near byte \(codes.position)")
            }
            // A code that is only now being defined is the last text and its first byte.
            reversed.removeAll(keepingCapacity: true)
            var rest = code
            if code == free, let previous {
                reversed.append(firstByte)
                rest = previous
            }
            while rest >= 256 {
                reversed.append(suffixes[rest])
                rest = Int(prefixes[rest])
            }
            firstByte = UInt8(rest)
            guard output.count + reversed.count < limit else {
                throw .tooLarge(file: name, what: "the unpacked file", limit: limit)
            }
            output.append(firstByte)
            output.append(contentsOf: reversed.reversed())
            if let previous, free < 1 << largestWidth {
                prefixes[free] = UInt16(previous)
                suffixes[free] = firstByte
                free += 1
                if free == 1 << codes.width, codes.width < largestWidth { codes.widen() }
            }
            previous = code
        }
        return output
    }
}

/// Codes of growing width, lowest bit first, in groups of eight that start at whole bytes.
private struct CodeReader {
    private let bytes: [UInt8]
    private var groupStart: Int
    private var taken = 0
    private(set) var width = 9

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        groupStart = start
    }

    var position: Int { groupStart + taken * width / 8 }

    mutating func next() -> Int? {
        let bit = taken * width
        let byte = groupStart + bit / 8
        guard groupStart * 8 + bit + width <= bytes.count * 8 else { return nil }
        var window = 0
        for place in 0..<3 where byte + place < bytes.count { window |= Int(bytes[byte + place]) << (8 * place) }
        taken += 1
        if taken == 8 {
            groupStart += width
            taken = 0
        }
        return window >> (bit % 8) & ((1 << width) - 1)
    }

    /// The rest of a group is skipped when the width changes.
    private mutating func endGroup() {
        if taken > 0 { groupStart += width }
        taken = 0
    }

    mutating func widen() {
        endGroup()
        width += 1
    }

    mutating func restart() {
        endGroup()
        width = 9
    }
}
