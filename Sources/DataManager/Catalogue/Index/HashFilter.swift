// SPDX-License-Identifier: Apache-2.0

/// Says of a hash that it is not in a segment, or that it may be; wrong in about one of a hundred of the latter.
///
/// Ten bits for each entry, in blocks of a cache line, so that a question costs one miss: Putze, Sanders & Singler 2009,
/// doi:10.1145/1498698.1594230. Filters are stored, so their form never changes.
struct HashFilter: Sendable {
    /// Eight to a block.
    private var words: [UInt64]
    private static let entriesPerBlock = 51

    /// - Parameter capacity: how many hashes there will be.
    init(capacity: Int) {
        self.init(blocks: (capacity + Self.entriesPerBlock - 1) / Self.entriesPerBlock)
    }

    init(blocks: Int) {
        words = [UInt64](repeating: 0, count: max(1, blocks) * 8)
    }

    /// - Returns: `nil` for what is no filter.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty, bytes.count % Self.blockSize == 0 else { return nil }
        words = stride(from: 0, to: bytes.count, by: 8).map {
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
        }
    }

    /// Bytes of a block.
    static let blockSize = 64

    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(words.count * 8)
        for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
        return bytes
    }

    mutating func insert(_ hash: UInt64) {
        var (start, bits) = place(of: hash)
        for _ in 0..<5 {
            words[start + Int(bits >> 6 & 7)] |= 1 << (bits & 63)
            bits >>= 9
        }
    }

    func mayContain(_ hash: UInt64) -> Bool {
        var (start, bits) = place(of: hash)
        for _ in 0..<5 {
            if words[start + Int(bits >> 6 & 7)] >> (bits & 63) & 1 == 0 { return false }
            bits >>= 9
        }
        return true
    }

    /// The first word of a hash's block, and 45 bits that choose five places in it.
    private func place(of hash: UInt64) -> (start: Int, bits: UInt64) {
        // The finaliser of SplitMix64 (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195).
        var mixed = (hash ^ hash >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        let block = ((mixed >> 32) &* UInt64(words.count / 8)) >> 32
        return (Int(block) * 8, (mixed &* 0x9E37_79B9_7F4A_7C15) >> 19)
    }
}
