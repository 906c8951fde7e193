// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Packs bytes into gzip form (RFC 1952), without a name or time in it, so that equal bytes give equal files.
public enum Gzip {
    /// One gzip member.
    ///
    /// - Parameter level: 1 (fast) to 9 (small).
    /// - Complexity: a few milliseconds for 100 kB at level 1.
    public static func pack(_ bytes: [UInt8], level: Int32 = 1) -> [UInt8] {
        var stream = z_stream()
        // 16 + 15: gzip wrapper, largest window. Fails only without memory.
        let status = deflateInit2_(
            &stream, min(max(level, 1), 9), Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "no memory to compress in")
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, UInt(bytes.count))) + 64
        var input = bytes
        return [UInt8](unsafeUninitializedCapacity: bound) { output, filled in
            input.withUnsafeMutableBufferPointer { source in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(bound)
                let end = deflate(&stream, Z_FINISH)
                precondition(end == Z_STREAM_END, "the bound of the compressed size is one")
            }
            filled = bound - Int(stream.avail_out)
        }
    }
}
