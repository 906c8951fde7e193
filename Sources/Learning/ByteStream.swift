// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// Puts little-endian integers and text one after another.
package struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    package init() {}

    package var data: Data { Data(bytes) }
    package var checksum: UInt64 { fowlerNollVo(bytes[...]) }

    package mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func append(text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}

/// Takes them back, never beyond the end; the last eight bytes are a checksum of the rest.
package struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0
    private var end: Int { bytes.count - 8 }

    package init(_ data: Data) {
        bytes = Array(data)
    }

    package var isAtChecksum: Bool { position == end }

    package var hasValidChecksum: Bool {
        guard end >= 0 else { return false }
        return (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[end + $1]) << UInt64(8 * $1) }
            == fowlerNollVo(bytes[..<end])
    }

    package mutating func text(_ count: Int) -> String? {
        guard count <= end - position else { return nil }
        defer { position += count }
        return String(bytes: bytes[position..<(position + count)], encoding: .utf8)
    }

    package mutating func next<Value: FixedWidthInteger>(_ type: Value.Type) throws(LearningError) -> Value {
        try array(type, count: 1)[0]
    }

    /// `count · width` integers.
    package mutating func array<Value: FixedWidthInteger>(
        _ type: Value.Type, count: Int, per width: Int = 1
    ) throws(LearningError) -> [Value] {
        let (values, overflow) = count.multipliedReportingOverflow(by: width)
        let size = MemoryLayout<Value>.size
        guard count >= 0, !overflow, values <= (end - position) / size else {
            throw .damagedForest(reason: "it ends too early")
        }
        let start = position
        position += values * size
        return bytes.withUnsafeBytes { raw in
            (0..<values).map {
                Value(littleEndian: raw.loadUnaligned(fromByteOffset: start + $0 * size, as: Value.self))
            }
        }
    }
}

/// FNV-1a, 64 bit (draft-eastlake-fnv): finds accidents, not malice.
private func fowlerNollVo(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}
