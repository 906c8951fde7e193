// SPDX-License-Identifier: Apache-2.0

import Inflate
import Testing

@Suite struct ZipArchiveTests {
    /// Made with Python 3.11's zipfile: "a.txt" deflated, "b/c.txt" stored.
    private let archive: [UInt8] = [
        80, 75, 3, 4, 20, 0, 0, 0, 8, 0, 0, 0, 33, 0, 231, 70, 67, 199, 14, 0,
        0, 0, 180, 0, 0, 0, 5, 0, 0, 0, 97, 46, 116, 120, 116, 43, 46, 72, 77, 46,
        41, 42, 205, 85, 40, 30, 58, 12, 0, 80, 75, 3, 4, 20, 0, 0, 0, 0, 0, 0,
        0, 33, 0, 11, 249, 67, 86, 6, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0, 98,
        47, 99, 46, 116, 120, 116, 115, 116, 111, 114, 101, 100, 80, 75, 1, 2, 20, 3, 20, 0,
        0, 0, 8, 0, 0, 0, 33, 0, 231, 70, 67, 199, 14, 0, 0, 0, 180, 0, 0, 0,
        5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 128, 1, 0, 0, 0, 0, 97, 46,
        116, 120, 116, 80, 75, 1, 2, 20, 3, 20, 0, 0, 0, 0, 0, 0, 0, 33, 0, 11,
        249, 67, 86, 6, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 128, 1, 49, 0, 0, 0, 98, 47, 99, 46, 116, 120, 116, 80, 75, 5, 6,
        0, 0, 0, 0, 2, 0, 2, 0, 104, 0, 0, 0, 92, 0, 0, 0, 0, 0,
    ]

    @Test("stored and deflated members come out with their names")
    func members() throws {
        let zip = try ZipArchive(archive)
        #expect(zip.members.map(\.name) == ["a.txt", "b/c.txt"])
        #expect(try zip.bytes(of: zip.members[0], limit: 1000) == Array(String(repeating: "spectrum ", count: 20).utf8))
        #expect(try zip.bytes(of: zip.members[1], limit: 1000) == Array("stored".utf8))
    }

    @Test("a member over the limit is refused")
    func limit() throws {
        let zip = try ZipArchive(archive)
        #expect(throws: InflateError.tooLarge(limit: 10)) { try zip.bytes(of: zip.members[0], limit: 10) }
    }

    @Test("an archive that is cut short anywhere is refused")
    func truncated() {
        for count in 0..<archive.count {
            #expect(throws: InflateError.self) { try ZipArchive(Array(archive.prefix(count))) }
        }
    }

    @Test("each flipped byte gives the same text or an error, never a crash")
    func damaged() {
        for index in archive.indices {
            for mask in [0x01, 0x80, 0xFF] as [UInt8] {
                var bytes = archive
                bytes[index] ^= mask
                guard let zip = try? ZipArchive(bytes) else { continue }
                for member in zip.members { _ = try? zip.bytes(of: member, limit: 1 << 20) }
            }
        }
    }
}
