// SPDX-License-Identifier: Apache-2.0

import CFITSShim

/// Tile-compressed images and tables (FITS 4.0 §10) are unpacked by CFITSIO, all of a file at once, before they are
/// read. It works in a child process, because a damaged tile can make it read beyond its memory.
enum TileUnpacking {
    static func isNeeded(_ hdus: [FITSHDU]) -> Bool { hdus.contains(where: isCompressed) }

    private static func isCompressed(_ hdu: FITSHDU) -> Bool {
        hdu.kind == .binaryTable && (hdu.header["ZIMAGE"] == .logical(true) || hdu.header["ZTABLE"] == .logical(true))
    }

    /// - Throws: ``FITSError/tooLarge(file:what:limit:)``, ``FITSError/badData(file:hdu:reason:)``, and for what
    ///   CFITSIO should not be trusted with ``FITSError/badHeader(file:hdu:keyword:reason:)``.
    static func unpacked(_ hdus: [FITSHDU], in bytes: FileBytes) throws(FITSError) -> FileBytes {
        let limit = Unpacking.limit(forPacked: bytes.count)
        for hdu in hdus where isCompressed(hdu) { try check(hdu, limit) }
        let packed = try bytes.bytes(count: bytes.count)
        let result = packed.withUnsafeBytes { secchi_unpack_tiles($0.baseAddress, $0.count, limit) }
        guard let result else { throw .system(file: bytes.name, reason: "no memory or process to unpack it with") }
        defer { secchi_release(result, limit) }
        guard result.pointee.finished == 1, result.pointee.status == 0, result.pointee.size <= limit else {
            throw .badData(
                file: bytes.name, hdu: hdus.firstIndex(where: isCompressed) ?? 0,
                reason: "CFITSIO cannot unpack it\(explanation(result.pointee))")
        }
        // One mapping, shared with the child, holds the structure and right behind it the bytes.
        let start = UnsafeRawPointer(result) + MemoryLayout<secchi_unpacked>.size
        return FileBytes([UInt8](UnsafeRawBufferPointer(start: start, count: result.pointee.size)), name: bytes.name)
    }

    private static func explanation(_ result: secchi_unpacked) -> String {
        guard result.finished == 1 else { return " and failed while it tried" }
        let message = withUnsafeBytes(of: result.message) { $0.prefix { $0 != 0 }.map { 32...126 ~= $0 ? $0 : 63 } }
        return ", status \(result.status): \(String(decoding: message, as: UTF8.self))"
    }

    /// Everything that says how much memory is needed must be there and make sense.
    private static func check(_ hdu: FITSHDU, _ limit: Int) throws(FITSError) {
        let header = hdu.header
        _ = try hdu.layout()
        try hdu.data.require(hdu.data.size)
        func number(_ keyword: String, in range: ClosedRange<Int>) throws(FITSError) -> Int {
            guard let value = header.integer(keyword), range.contains(value) else {
                throw hdu.data.badHeader(keyword, "missing or not from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        let isImage = header["ZIMAGE"] == .logical(true)
        let axes = isImage ? try number("ZNAXIS", in: 0...6) : 2
        var size = isImage ? abs(try number("ZBITPIX", in: -64...64)) / 8 : 1
        if !isImage { _ = try number("ZTILELEN", in: 1...limit) }
        var tile = 1
        for axis in 0..<axes {
            let length = try number("ZNAXIS\(axis + 1)", in: 0...limit)
            // A tile may stick out of a small image, but not by much: CFITSIO makes room for all of it.
            if header["ZTILE\(axis + 1)"] != nil {
                tile *= try number("ZTILE\(axis + 1)", in: 1...max(4096, length))
                guard tile <= limit else { throw .tooLarge(file: hdu.data.name, what: "a tile", limit: limit) }
            }
            // Both factors are at most 2³⁰, so the product cannot overflow.
            size *= length
            guard size <= limit else { throw .tooLarge(file: hdu.data.name, what: "an unpacked image", limit: limit) }
        }
    }
}
