// SPDX-License-Identifier: Apache-2.0

import Inflate

/// Takes the wrappers off a file, known by its first bytes and never by its suffix.
enum Unpacking {
    /// The file itself where it is plain.
    static func plain(_ bytes: FileBytes) throws(FITSError) -> FileBytes {
        let start = try bytes.bytes(count: 4)
        if start.starts(with: [0x1F, 0x8B]) { return try gunzip(bytes) }
        return bytes
    }

    private static func gunzip(_ bytes: FileBytes) throws(FITSError) -> FileBytes {
        let packed = try bytes.bytes(count: bytes.count)
        do throws(InflateError) {
            return FileBytes(try Gunzip.inflate(packed, limit: FITSFile.unpackedLimit), name: bytes.name)
        } catch {
            switch error {
            case .tooLarge(let limit): throw .tooLarge(file: bytes.name, what: "the unpacked file", limit: limit)
            default: throw .badData(file: bytes.name, hdu: 0, reason: "\(error)")
            }
        }
    }
}
