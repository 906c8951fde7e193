// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A hash that tells one computation from another by its data, settings and seed; the same in every run and on every
/// machine.
///
/// Any change of a single word changes it. It is no defence against forgery.
package struct Fingerprint: Sendable, Hashable {
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    /// Both steps are one-to-one, so that words that differ in one place never give one value.
    package mutating func mix(_ word: UInt64) {
        value = (value ^ word) &* 0x100_0000_01B3
        value ^= value >> 32
    }

    package mutating func mix(_ number: Int) { mix(UInt64(bitPattern: Int64(number))) }

    /// The bytes and how many they are.
    package mutating func mix(_ bytes: UnsafeRawBufferPointer) {
        mix(bytes.count)
        let words = bytes.count / 8
        for word in 0..<words {
            mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)))
        }
        var rest: UInt64 = 0
        for byte in bytes[(words * 8)...].reversed() { rest = rest << 8 | UInt64(byte) }
        mix(rest)
    }

    package mutating func mix<Element: BitwiseCopyable>(_ values: [Element]) {
        values.withUnsafeBytes { mix($0) }
    }

    /// What the settings are as JSON.
    ///
    /// - Throws: `EncodingError` for a number that is not finite.
    package mutating func mix(settings: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try encoder.encode(settings).withUnsafeBytes { mix($0) }
    }
}
