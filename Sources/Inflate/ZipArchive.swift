// SPDX-License-Identifier: Apache-2.0

/// The files inside of a zip archive that is in memory (PKWARE APPNOTE 6.3.3: stored and deflated members, no ZIP64).
///
/// Only the central directory is believed, and nothing that it says goes unchecked: places, sizes and checksums.
public struct ZipArchive: Sendable {
    /// One file in the archive.
    public struct Member: Sendable, Hashable {
        /// With "/" between folders; for showing, never for writing to disk.
        public let name: String
        /// Size when unpacked, as the archive says.
        public let size: Int
        let packedSize: Int
        let method: Int
        let checksum: UInt32
        let headerOffset: Int
        let isEncrypted: Bool
    }

    /// In the order of the central directory; folders left out.
    public let members: [Member]
    private let bytes: [UInt8]

    private static let memberLimit = 10_000

    /// Reads the directory of an archive.
    ///
    /// - Throws: ``InflateError/notZip(reason:)``.
    public init(_ bytes: [UInt8]) throws(InflateError) {
        self.bytes = bytes
        guard let end = Self.endOfDirectory(bytes) else {
            throw .notZip(reason: "it has no central directory; is it whole?")
        }
        let count = Self.number(bytes, end + 10, 2)
        var offset = Self.number(bytes, end + 16, 4)
        guard count <= Self.memberLimit, offset < 0xFFFF_FFFF else {
            throw .notZip(reason: "it is a ZIP64 archive or too large")
        }
        var members: [Member] = []
        for _ in 0..<count {
            guard offset >= 0, offset + 46 <= end, Self.number(bytes, offset, 4) == 0x0201_4B50 else {
                throw .notZip(reason: "its central directory is damaged")
            }
            let nameLength = Self.number(bytes, offset + 28, 2)
            let next =
                offset + 46 + nameLength + Self.number(bytes, offset + 30, 2) + Self.number(bytes, offset + 32, 2)
            guard next <= end else { throw .notZip(reason: "its central directory is damaged") }
            let name = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameLength)], as: UTF8.self)
            if !name.hasSuffix("/") {
                members.append(
                    Member(
                        name: name, size: Self.number(bytes, offset + 24, 4),
                        packedSize: Self.number(bytes, offset + 20, 4), method: Self.number(bytes, offset + 10, 2),
                        checksum: UInt32(Self.number(bytes, offset + 16, 4)),
                        headerOffset: Self.number(bytes, offset + 42, 4),
                        isEncrypted: Self.number(bytes, offset + 8, 2) & 1 == 1))
            }
            offset = next
        }
        self.members = members
    }

    /// Unpacks one member and checks its size and checksum.
    ///
    /// - Parameter limit: the largest result accepted, in bytes.
    /// - Throws: ``InflateError``.
    public func bytes(of member: Member, limit: Int) throws(InflateError) -> [UInt8] {
        guard !member.isEncrypted else { throw .notZip(reason: "\(member.name) is encrypted") }
        guard member.size <= limit else { throw .tooLarge(limit: limit) }
        let header = member.headerOffset
        guard header + 30 <= bytes.count, Self.number(bytes, header, 4) == 0x0403_4B50 else {
            throw .corrupt(offset: header, reason: "no local header of \(member.name)")
        }
        let start = header + 30 + Self.number(bytes, header + 26, 2) + Self.number(bytes, header + 28, 2)
        guard start <= bytes.count, member.packedSize <= bytes.count - start else {
            throw .truncated(produced: 0)
        }
        let packed = bytes[start..<(start + member.packedSize)]
        let unpacked: [UInt8]
        switch member.method {
        case 0: unpacked = Array(packed)
        case 8: unpacked = try RawDeflate.inflate(packed, size: member.size)
        default: throw .notZip(reason: "\(member.name) is packed by method \(member.method); only deflate is read")
        }
        guard unpacked.count == member.size, RawDeflate.checksum(unpacked) == member.checksum else {
            throw .corrupt(offset: start, reason: "size or checksum of \(member.name) do not match")
        }
        return unpacked
    }

    /// Searches backwards: a comment of up to 64 kB may follow the end of the directory.
    private static func endOfDirectory(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 65_535)
        return stride(from: bytes.count - 22, through: first, by: -1).first { number(bytes, $0, 4) == 0x0605_4B50 }
    }

    /// A little-endian number; the caller has checked that it lies within.
    private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> Int {
        guard offset >= 0, offset + width <= bytes.count else { return -1 }
        return (0..<width).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
