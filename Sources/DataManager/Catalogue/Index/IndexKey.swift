// SPDX-License-Identifier: Apache-2.0

/// Keys of the catalogue's hash indices: 64 bits that equal things share; whoever finds a row compares the thing itself.
///
/// Of the 48 bits that are kept, the last is set for objects and for nothing else: see ``HashEntry/isFiltered``.
enum IndexKey {
    /// Of an identifier, in any case: SQLite's NOCASE folds the letters A to Z only, and so does this.
    static func name(_ name: String) -> Int64 { folded(name, from: basis) & ~objectBit }

    /// Of an object's name, in any case.
    static func object(_ name: String) -> Int64 {
        var hash = basis
        mix(UInt8(ascii: "*"), into: &hash)
        return folded(name, from: hash) | objectBit
    }

    private static func folded(_ name: String, from basis: UInt64) -> Int64 {
        var hash = basis
        var name = name
        name.withUTF8 { bytes in
            for byte in bytes {
                mix(byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte, into: &hash)
            }
        }
        return Int64(bitPattern: hash)
    }

    /// Of an ``ObservationKey``'s text.
    static func observation(_ key: String) -> Int64 {
        var hash = basis
        var key = key
        key.withUTF8 { bytes in for byte in bytes { mix(byte, into: &hash) } }
        return Int64(bitPattern: ~hash) & ~objectBit
    }

    /// Of an original: the beginning of its SHA-256.
    static func original(_ digest: Digest) -> Int64 {
        digest.bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) } & ~objectBit
    }

    private static let objectBit: Int64 = 1 << 16

    // FNV-1a (Fowler, Noll & Vo, RFC 9923). The hashes are stored, so this never changes.
    private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

    private static func mix(_ byte: UInt8, into hash: inout UInt64) {
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
