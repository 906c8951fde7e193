// SPDX-License-Identifier: Apache-2.0

/// Bytes of a CSV file in the making (RFC 4180).
struct CSVText {
    private(set) var bytes: [UInt8] = []

    /// A text field, quoted where it must be.
    mutating func append(_ text: String) {
        let special: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: "\""), 10, 13]
        guard text.utf8.contains(where: { special.contains($0) }) else {
            bytes += text.utf8
            return
        }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The shortest digits that read back as the same number.
    mutating func append(_ value: Float) { bytes += value.description.utf8 }

    mutating func append(_ value: Double) { bytes += value.description.utf8 }

    mutating func comma() { bytes.append(UInt8(ascii: ",")) }

    mutating func endLine() { bytes.append(10) }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
}
