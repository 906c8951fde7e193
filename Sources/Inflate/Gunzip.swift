// SPDX-License-Identifier: Apache-2.0

/// Gzip data in memory (RFC 1952).
///
/// ```swift
/// let bytes = Gunzip.isGzip(file) ? try Gunzip.inflate(file, limit: 1 << 30) : file
/// ```
public enum Gunzip {
    /// Whether the bytes begin like gzip, 1f 8b: at every layer, whatever a suffix or header says.
    public static func isGzip(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// Unpacks all members of `bytes`.
    ///
    /// Memory stays below twice the smaller of the result and `limit`, whatever the data claim.
    ///
    /// - Parameter limit: the largest result accepted, in bytes.
    /// - Throws: ``InflateError``.
    public static func inflate(_ bytes: [UInt8], limit: Int) throws(InflateError) -> [UInt8] {
        var inflater = GzipInflater(limit: limit)
        var output: [UInt8] = []
        let failure: InflateError? = bytes.withUnsafeBytes { input in
            do throws(InflateError) {
                try inflateAll(input, &inflater, &output)
                try inflater.finish()
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        return output
    }

    private static func inflateAll(
        _ input: UnsafeRawBufferPointer, _ inflater: inout GzipInflater, _ output: inout [UInt8]
    ) throws(InflateError) {
        try withScratch { (scratch) throws(InflateError) in
            var position = 0
            while true {
                let rest = UnsafeRawBufferPointer(rebasing: input[position...])
                let step = try inflater.inflate(rest, into: scratch)
                output.append(contentsOf: scratch[..<step.filled])
                position += step.used
                if step.filled < scratch.count, position == input.count { return }
            }
        }
    }

    private static func withScratch(
        _ body: (UnsafeMutableRawBufferPointer) throws(InflateError) -> Void
    ) throws(InflateError) {
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
        defer { scratch.deallocate() }
        try body(scratch)
    }
}
