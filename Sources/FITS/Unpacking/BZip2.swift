// SPDX-License-Identifier: Apache-2.0

import CBZip2

/// Unpacks bzip2 data in memory, several streams in a row as parallel packers write them.
struct BZip2: ~Copyable {
    // The library keeps the address of the stream, so it lives outside the value.
    private let stream: UnsafeMutablePointer<bz_stream>

    private init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: bz_stream())
        BZ2_bzDecompressInit(stream, 0, 0)
    }

    deinit {
        BZ2_bzDecompressEnd(stream)
        stream.deallocate()
    }

    static func unpack(_ packed: [UInt8], limit: Int, name: String) throws(FITSError) -> [UInt8] {
        var output: [UInt8] = []
        var position = 0
        repeat {
            let inflater = BZip2()
            try inflater.unpack(packed, &position, into: &output, limit: limit, name: name)
        } while packed[position...].starts(with: "BZh".utf8)
        return output
    }

    private func unpack(
        _ packed: [UInt8], _ position: inout Int, into output: inout [UInt8], limit: Int, name: String
    ) throws(FITSError) {
        let scratch = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 1 << 17)
        defer { scratch.deallocate() }
        var status = BZ_OK
        while status == BZ_OK {
            let before = position
            let filled = packed.withUnsafeBytes { input in
                let room = min(packed.count - position, Int(Int32.max))
                // The library only reads what next_in points to.
                stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
                    .advanced(by: position).assumingMemoryBound(to: CChar.self)
                stream.pointee.avail_in = UInt32(room)
                stream.pointee.next_out = scratch.baseAddress
                stream.pointee.avail_out = UInt32(scratch.count)
                status = BZ2_bzDecompress(stream)
                position += room - Int(stream.pointee.avail_in)
                return scratch.count - Int(stream.pointee.avail_out)
            }
            guard output.count + filled <= limit else {
                throw .tooLarge(file: name, what: "the unpacked file", limit: limit)
            }
            output.append(contentsOf: UnsafeRawBufferPointer(UnsafeMutableBufferPointer(rebasing: scratch[..<filled])))
            if status == BZ_OK, filled == 0, position == before {
                throw .badData(file: name, hdu: 0, reason: "the bzip2 data end too early")
            }
        }
        guard status == BZ_STREAM_END else {
            throw .badData(file: name, hdu: 0, reason: "the bzip2 data are damaged near byte \(position)")
        }
    }
}
