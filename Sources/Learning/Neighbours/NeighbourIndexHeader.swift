// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The first 64 bytes of an index: what it is, how large, and the checksums of rows and header.
///
/// `SECCHIKN`, then little-endian: version (4 bytes), 1 for the cosine (4), n (8), m (8), bytes of the attachment (8),
/// checksum of all that follows the header (8), 8 bytes 0, checksum of the 56 bytes before (8).
struct NeighbourIndexHeader: Sendable {
    var rowCount: Int
    var columnCount: Int
    var isCosine: Bool
    var attachmentSize: Int
    var checksum: UInt64 = 0

    static let size = 64
    private static let magic = Array("SECCHIKN".utf8)
    private static let version: UInt32 = 1

    /// Where the scales begin: on a multiple of 8 bytes.
    var scaleOffset: Int { Self.size + (rowCount * columnCount * 4 + 7) / 8 * 8 }
    var attachmentOffset: Int { scaleOffset + (isCosine ? rowCount * 8 : 0) }

    init(rowCount: Int, columnCount: Int, isCosine: Bool, attachmentSize: Int) {
        self.rowCount = rowCount
        self.columnCount = columnCount
        self.isCosine = isCosine
        self.attachmentSize = attachmentSize
    }

    /// - Throws: ``LearningError/damagedIndex(file:reason:)``.
    init(_ data: Data, path: String) throws(LearningError) {
        guard data.count >= Self.size, data.prefix(8).elementsEqual(Self.magic) else {
            throw .damagedIndex(file: path, reason: "it does not begin like one")
        }
        let head = [UInt8](data.prefix(Self.size))
        func field<Value: FixedWidthInteger>(_ offset: Int, _ type: Value.Type) -> Value {
            head.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
        }
        guard field(8, UInt32.self) == Self.version else {
            throw .damagedIndex(file: path, reason: "its format \(field(8, UInt32.self)) is not \(Self.version)")
        }
        guard field(56, UInt64.self) == WordChecksum.of(head[..<56]) else {
            throw .damagedIndex(file: path, reason: "its header was changed")
        }
        let (rows, columns, attachment) = (field(16, UInt64.self), field(24, UInt64.self), field(32, UInt64.self))
        guard rows <= 1 << 30, columns >= 1, columns <= 1 << 20, attachment <= UInt64(data.count) else {
            throw .damagedIndex(file: path, reason: "\(rows) × \(columns) values are not what an index holds")
        }
        self.init(
            rowCount: Int(rows), columnCount: Int(columns), isCosine: field(12, UInt32.self) == 1,
            attachmentSize: Int(attachment))
        checksum = field(40, UInt64.self)
        guard data.count == attachmentOffset + attachmentSize else {
            throw .damagedIndex(
                file: path, reason: "it has \(data.count) of \(attachmentOffset + attachmentSize) bytes")
        }
    }

    var bytes: Data {
        var writer = ByteWriter()
        writer.append(text: String(decoding: Self.magic, as: UTF8.self))
        writer.append(Self.version)
        writer.append(UInt32(isCosine ? 1 : 0))
        for number in [UInt64(rowCount), UInt64(columnCount), UInt64(attachmentSize), checksum, 0] {
            writer.append(number)
        }
        writer.append(WordChecksum.of(writer.bytes[...]))
        return writer.data
    }

    /// 1 / |row| of some rows.
    func scales(_ bytes: UnsafeRawBufferPointer, _ rows: Range<Int>) -> [Double] {
        rows.map { row in
            Double(
                bitPattern: UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: scaleOffset + row * 8, as: UInt64.self)))
        }
    }
}

/// FNV-1a over words of 8 bytes instead of single ones: finds accidents, not malice, at the rate of memory.
struct WordChecksum {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    static func of(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var checksum = WordChecksum()
        bytes.withUnsafeBytes { checksum.add($0) }
        return checksum.value
    }

    var value: UInt64 { state }

    /// Adds bytes; all but the last addition are of a multiple of 8.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let words = bytes.count / 8
        for word in 0..<words {
            let value = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self))
            state = (state ^ value) &* 0x0000_0100_0000_01B3
            state ^= state >> 32
        }
        for byte in bytes[(words * 8)...] { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
}
