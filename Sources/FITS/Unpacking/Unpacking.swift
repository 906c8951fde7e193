// SPDX-License-Identifier: Apache-2.0

import Inflate

/// Takes the wrappers off a file, known by its first bytes and never by its suffix.
enum Unpacking {
    /// The file itself where it is plain.
    static func plain(_ bytes: FileBytes) throws(FITSError) -> FileBytes {
        let start = try bytes.bytes(count: 4)
        if start.starts(with: [0x1F, 0x8B]) {
            return try gunzip(bytes)
        } else if start.starts(with: "BZh".utf8) {
            return try unpacked(bytes, by: BZip2.unpack)
        } else if start.starts(with: [0x1F, 0x9D]) {
            return try unpacked(bytes, by: LZW.unpack)
        }
        return bytes
    }

    /// The largest result accepted: no data packs a thousandfold, so more is an attempt to fill the memory.
    static func limit(forPacked size: Int) -> Int {
        min(FITSFile.unpackedLimit, max(64 << 20, (size.multipliedExactly(by: 1100) ?? Int.max)))
    }

    private static func unpacked(
        _ bytes: FileBytes, by unpack: ([UInt8], Int, String) throws(FITSError) -> [UInt8]
    ) throws(FITSError) -> FileBytes {
        let packed = try packedBytes(bytes)
        return FileBytes(try unpack(packed, limit(forPacked: packed.count), bytes.name), name: bytes.name)
    }

    private static func gunzip(_ bytes: FileBytes) throws(FITSError) -> FileBytes {
        let packed = try packedBytes(bytes)
        do throws(InflateError) {
            let plain = try Gunzip.inflate(packed, limit: limit(forPacked: packed.count))
            return FileBytes(plain, name: bytes.name)
        } catch {
            switch error {
            case .tooLarge(let limit): throw .tooLarge(file: bytes.name, what: "the unpacked file", limit: limit)
            default: throw .badData(file: bytes.name, hdu: 0, reason: "\(error)")
            }
        }
    }

    private static func packedBytes(_ bytes: FileBytes) throws(FITSError) -> [UInt8] {
        guard bytes.count <= FITSFile.unpackedLimit else {
            throw .tooLarge(file: bytes.name, what: "the packed file", limit: FITSFile.unpackedLimit)
        }
        return try bytes.bytes(count: bytes.count)
    }
}
