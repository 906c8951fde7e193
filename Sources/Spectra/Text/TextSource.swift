// SPDX-License-Identifier: Apache-2.0

import Foundation
internal import Inflate

/// Where text comes from: a file or memory, unpacked on the way if it is gzip-wrapped.
struct TextSource: ~Copyable {
    /// No text table is larger when unpacked, in bytes.
    static let limit = 1 << 40

    private let name: String
    private let descriptor: Int32
    private let memory: [UInt8]
    private var offset = 0
    private var inflater: GzipInflater?
    private var packed: [UInt8] = []
    private var packedOffset = 0

    init(path: String) throws(SpectrumError) {
        name = path
        memory = []
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(file: path, reason: String(cString: strerror(errno))) }
        var start: [UInt8] = [0, 0]
        let count = pread(descriptor, &start, 2, 0)
        guard count >= 0 else { throw .system(file: path, reason: String(cString: strerror(errno))) }
        inflater = Gunzip.isGzip(start.prefix(count)) ? GzipInflater(limit: Self.limit) : nil
    }

    init(bytes: [UInt8], name: String) {
        self.name = name
        memory = bytes
        descriptor = -1
        inflater = Gunzip.isGzip(bytes) ? GzipInflater(limit: Self.limit) : nil
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Fills `target` as far as one reading gives; 0 at the end.
    mutating func read(into target: UnsafeMutableRawBufferPointer) throws(SpectrumError) -> Int {
        guard inflater != nil else { return try readRaw(into: target) }
        while true {
            let filled = try inflate(into: target)
            if filled > 0 { return filled }
            var raw = [UInt8](repeating: 0, count: 1 << 18)
            var count = 0
            var failure: SpectrumError?
            raw.withUnsafeMutableBytes { bytes in
                do throws(SpectrumError) { count = try readRaw(into: bytes) } catch { failure = error }
            }
            if let failure { throw failure }
            raw.removeLast(raw.count - count)
            packed = raw
            packedOffset = 0
            if count == 0 {
                do throws(InflateError) { try inflater?.finish() } catch { throw damaged(error) }
                return 0
            }
        }
    }

    private mutating func inflate(into target: UnsafeMutableRawBufferPointer) throws(SpectrumError) -> Int {
        var failure: InflateError?
        let offset = packedOffset
        let step = packed.withUnsafeBytes { bytes -> (used: Int, filled: Int) in
            do throws(InflateError) {
                return try inflater?.inflate(UnsafeRawBufferPointer(rebasing: bytes[offset...]), into: target) ?? (0, 0)
            } catch {
                failure = error
                return (0, 0)
            }
        }
        if let failure { throw damaged(failure) }
        packedOffset += step.used
        return step.filled
    }

    private mutating func readRaw(into target: UnsafeMutableRawBufferPointer) throws(SpectrumError) -> Int {
        guard descriptor >= 0 else {
            let count = min(target.count, memory.count - offset)
            memory.withUnsafeBytes {
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<(offset + count)]))
            }
            offset += count
            return count
        }
        while true {
            let count = Foundation.read(descriptor, target.baseAddress, target.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .system(file: name, reason: String(cString: strerror(errno))) }
        }
    }

    private func damaged(_ error: InflateError) -> SpectrumError {
        .system(file: name, reason: "the gzip data are damaged (\(error))")
    }
}
