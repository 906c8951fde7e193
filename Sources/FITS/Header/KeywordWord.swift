// SPDX-License-Identifier: Apache-2.0

/// Up to eight characters as one integer, upper case, blank-padded: what a keyword is compared as.
struct KeywordWord: Hashable {
    var bits: UInt64

    init(bits: UInt64) { self.bits = bits }

    /// Of the first eight characters of `text`; `nil` if there are more, or a blank within.
    init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 8, !text.utf8.contains(32) else { return nil }
        self.init(prefixOf: text.utf8)
    }

    /// Of the first eight of `characters`.
    init(prefixOf characters: some Sequence<UInt8>) {
        bits = Self.blanks
        var shift: UInt64 = 0
        for byte in characters {
            bits = bits & ~(0xFF << shift) | UInt64(byte) << shift
            shift += 8
            if shift == 64 { break }
        }
        bits = Self.upperCased(bits)
    }

    /// Of the card that starts at `offset`, which has at least eight bytes.
    init(card bytes: UnsafeRawBufferPointer, at offset: Int) {
        bits = Self.upperCased(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
    }

    static let blanks: UInt64 = 0x2020_2020_2020_2020
    static let end = KeywordWord(prefixOf: "END".utf8).bits
    static let continuation = KeywordWord(prefixOf: "CONTINUE".utf8).bits
    static let hierarch = KeywordWord(prefixOf: "HIERARCH".utf8).bits
    static let comment = KeywordWord(prefixOf: "COMMENT".utf8).bits
    static let history = KeywordWord(prefixOf: "HISTORY".utf8).bits

    /// The number after a name's letters: 12 for TFORM12 when `letters` is 5; `nil` without one, from 1 to 99999.
    func number(after letters: Int) -> Int? {
        var value = 0
        var rest = bits >> UInt64(8 * letters)
        for _ in letters..<8 {
            let byte = UInt8(truncatingIfNeeded: rest)
            if byte == 32 { break }
            guard byte &- 48 < 10 else { return nil }
            value = value * 10 + Int(byte &- 48)
            rest >>= 8
        }
        return value > 0 ? value : nil
    }

    /// Whether the name begins with `name`, of up to 7 characters.
    func hasPrefix(_ name: KeywordWord, letters: Int) -> Bool {
        (bits ^ name.bits) << UInt64(64 - 8 * letters) == 0
    }

    private static func upperCased(_ bits: UInt64) -> UInt64 {
        // Bytes a…z have bit 5 cleared; seven-bit bytes only, eight at a time.
        let sevenBits = bits & 0x7F7F_7F7F_7F7F_7F7F
        let atLeastA = sevenBits &+ 0x1F1F_1F1F_1F1F_1F1F
        let beyondZ = sevenBits &+ 0x0505_0505_0505_0505
        let lower = atLeastA & ~beyondZ & ~bits & 0x8080_8080_8080_8080
        return bits & ~(lower >> 2)
    }
}
