// SPDX-License-Identifier: Apache-2.0

import CZlib

/// Unpacks gzip data piece by piece, in constant memory.
///
/// Several members in a row are one stream (RFC 1952 §2.2), zero bytes after the last are padding, anything else after
/// it is an error. Call ``inflate(_:into:)`` until the input is used up, then ``finish()``.
public struct GzipInflater: ~Copyable {
    private enum State { case start, insideMember, betweenMembers, padding }

    // zlib keeps the address of the stream, so it lives outside the value.
    private let stream: UnsafeMutablePointer<z_stream>
    private var state = State.start
    /// zlib may hold unpacked bytes that did not fit into the last output.
    private var mayHoldOutput = false
    /// Compressed bytes used so far.
    public private(set) var consumed = 0
    /// Bytes unpacked so far.
    public private(set) var produced = 0
    /// No more than this many bytes are unpacked.
    public let limit: Int

    /// - Parameter limit: unpacked bytes allowed, over all members; more are an ``InflateError/tooLarge(limit:)``.
    public init(limit: Int) {
        self.limit = limit
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 16 + 15: gzip wrapper, largest window. Fails only without memory; the stream then reports Z_STREAM_ERROR.
        inflateInit2_(stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks as much of `input` as fits into `output`.
    ///
    /// - Returns: how many bytes of `input` were used and how many of `output` were filled. When `output` was not
    ///   filled, all of `input` was used.
    /// - Throws: ``InflateError/notGzip``, ``InflateError/corrupt(offset:reason:)``, ``InflateError/tooLarge(limit:)``.
    public mutating func inflate(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) throws(InflateError) -> (used: Int, filled: Int) {
        var used = 0
        var filled = 0
        while filled < output.count, used < input.count || mayHoldOutput {
            if state == .betweenMembers || state == .padding {
                try startNextMember(input, &used)
                continue
            }
            let step = try advance(
                UnsafeRawBufferPointer(rebasing: input[used...]),
                UnsafeMutableRawBufferPointer(rebasing: output[filled...]))
            used += step.used
            filled += step.filled
        }
        return (used, filled)
    }

    /// Call when the input is used up.
    ///
    /// - Throws: ``InflateError/truncated(produced:)`` if it ended inside a member.
    public func finish() throws(InflateError) {
        switch state {
        case .start where consumed == 0: throw .notGzip
        case .start, .insideMember: throw .truncated(produced: produced)
        case .betweenMembers, .padding: return
        }
    }

    private mutating func startNextMember(_ input: UnsafeRawBufferPointer, _ used: inout Int) throws(InflateError) {
        let byte = input[used]
        if byte == 0 {
            state = .padding
            used += 1
            consumed += 1
        } else if byte == 0x1F, state == .betweenMembers {
            inflateReset(stream)
            state = .insideMember
        } else {
            throw .corrupt(offset: consumed, reason: "bytes follow the end that are not gzip")
        }
    }

    private mutating func advance(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
    ) throws(InflateError) -> (used: Int, filled: Int) {
        let chunk = min(input.count, 1 << 30)
        let room = min(output.count, 1 << 30)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(chunk)
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        let used = chunk - Int(stream.pointee.avail_in)
        let filled = room - Int(stream.pointee.avail_out)
        consumed += used
        produced += filled
        state = status == Z_STREAM_END ? .betweenMembers : .insideMember
        mayHoldOutput = status == Z_OK && filled == room
        // A buffer error only says that there was nothing left to hand out.
        guard status == Z_OK || status == Z_STREAM_END || (status == Z_BUF_ERROR && chunk == 0) else {
            if status == Z_DATA_ERROR, consumed < 3 { throw .notGzip }
            throw .corrupt(
                offset: consumed, reason: stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)")
        }
        guard produced <= limit else { throw .tooLarge(limit: limit) }
        return (used, filled)
    }
}
