// SPDX-License-Identifier: Apache-2.0

import Inflate

/// Undoes the transport's gzip while the body comes in.
///
/// Not left to libcurl, which takes a gzip stream that ends too early for a whole one. A body that does not begin like gzip is passed on
/// as it is: servers declare a coding that they did not apply.
final class BodyDecoder {
    private enum State { case unknown, plain, gzip }

    private var state: State
    private var inflater: GzipInflater
    private var pending: [UInt8] = []
    private var output = [UInt8](repeating: 0, count: 64 << 10)

    init(limit: Int) {
        state = .unknown
        inflater = GzipInflater(limit: limit)
    }

    /// Hands the decoded bytes on.
    func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, to sink: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(InflateError) -> Bool {
        if state == .unknown {
            pending += bytes
            guard pending.count >= 2 else { return true }
            state = Gunzip.isGzip(pending) ? .gzip : .plain
            let first = pending
            pending = []
            return try pass(first, sink)
        }
        if state == .plain { return sink(bytes) }
        return try unpack(UnsafeRawBufferPointer(bytes), sink)
    }

    /// Call after the last byte.
    func finish(to sink: (UnsafeBufferPointer<UInt8>) -> Bool) throws(InflateError) -> Bool {
        switch state {
        case .unknown: return pending.withUnsafeBufferPointer { $0.isEmpty || sink($0) }
        case .plain: return true
        case .gzip:
            try inflater.finish()
            return true
        }
    }

    private func pass(_ bytes: [UInt8], _ sink: (UnsafeBufferPointer<UInt8>) -> Bool) throws(InflateError) -> Bool {
        var failure: InflateError?
        let isTaken = bytes.withUnsafeBufferPointer { buffer -> Bool in
            if state == .plain { return sink(buffer) }
            do throws(InflateError) { return try unpack(UnsafeRawBufferPointer(buffer), sink) } catch {
                failure = error
            }
            return false
        }
        if let failure { throw failure }
        return isTaken
    }

    private func unpack(
        _ input: UnsafeRawBufferPointer, _ sink: (UnsafeBufferPointer<UInt8>) -> Bool
    ) throws(InflateError) -> Bool {
        var used = 0
        while true {
            var failure: InflateError?
            var filled = 0
            output.withUnsafeMutableBytes { room in
                do throws(InflateError) {
                    let step = try inflater.inflate(UnsafeRawBufferPointer(rebasing: input[used...]), into: room)
                    used += step.used
                    filled = step.filled
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            if filled > 0, !output.withUnsafeBufferPointer({ sink(UnsafeBufferPointer(rebasing: $0[..<filled])) }) {
                return false
            }
            if filled < output.count { return true }
        }
    }
}
