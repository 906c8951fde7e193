// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Deflated data without a wrapper (RFC 1951), as zip members are.
enum RawDeflate {
    /// Unpacks data whose unpacked size is known; memory is that of the result, and stops growing there.
    ///
    /// - Throws: ``InflateError/corrupt(offset:reason:)``, ``InflateError/truncated(produced:)``.
    static func inflate(_ packed: ArraySlice<UInt8>, size: Int) throws(InflateError) -> [UInt8] {
        // zlib keeps the address of the stream.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative: no wrapper. Fails only without memory; inflate then reports Z_STREAM_ERROR.
        inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer {
            inflateEnd(stream)
            stream.deallocate()
        }
        var output: [UInt8] = []
        var scratch = [UInt8](repeating: 0, count: 1 << 17)
        var status = Z_OK
        packed.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(clamping: input.count)
            repeat {
                let filled = scratch.withUnsafeMutableBufferPointer { room -> Int in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = UInt32(room.count)
                    status = CZlib.inflate(stream, Z_NO_FLUSH)
                    return room.count - Int(stream.pointee.avail_out)
                }
                output += scratch[..<filled]
                if filled == 0 && status == Z_OK { status = Z_BUF_ERROR }
            } while status == Z_OK && output.count <= size
        }
        switch status {
        case Z_STREAM_END: return output
        case Z_OK: throw .corrupt(offset: packed.startIndex, reason: "more data than announced")
        case Z_BUF_ERROR: throw .truncated(produced: output.count)
        default:
            throw .corrupt(
                offset: packed.startIndex + packed.count - Int(stream.pointee.avail_in), reason: "invalid deflate data")
        }
    }

    /// CRC-32 (ISO 3309).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            var sum = crc32(0, nil, 0)
            var offset = 0
            while offset < buffer.count {
                let count = min(buffer.count - offset, 1 << 30)
                sum = crc32(sum, buffer.baseAddress.map { $0 + offset }, UInt32(count))
                offset += count
            }
            return UInt32(truncatingIfNeeded: sum)
        }
    }
}
