// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A gzip stream without compression (RFC 1952, RFC 1951 §3.2.4).
func storedGzip(_ data: Data) -> Data {
    var result = Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
    let bytes = Array(data)
    var position = 0
    repeat {
        let count = min(bytes.count - position, 0xFFFF)
        let isLast = position + count == bytes.count
        result += [isLast ? 1 : 0] + little(UInt32(count), 2) + little(UInt32(0xFFFF - count), 2)
        result += bytes[position..<position + count]
        position += count
    } while position < bytes.count
    var check: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        check ^= UInt32(byte)
        for _ in 0..<8 { check = check & 1 == 1 ? (check >> 1) ^ 0xEDB8_8320 : check >> 1 }
    }
    return result + little(~check, 4) + little(UInt32(truncatingIfNeeded: bytes.count), 4)
}

private func little(_ value: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
}
