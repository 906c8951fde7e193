// SPDX-License-Identifier: Apache-2.0

import Foundation
import Inflate

/// The bytes of a document in order, from a file or from memory, with gzip taken off.
final class ByteSource {
    let name: String
    private var descriptor: Int32 = -1
    private var memory: [UInt8] = []
    private var position = 0
    private var inflater: GzipInflater?
    private var packed: [UInt8] = []
    private var packedRange = 0..<0
    private var produced = 0
    private let limit: Int

    init(path: String, limit: Int) throws(VOTableError) {
        name = path
        self.limit = limit
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(file: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            descriptor = -1
            throw .system(file: path, reason: "a folder, not a file")
        }
        try unwrap()
    }

    init(bytes: [UInt8], name: String, limit: Int) throws(VOTableError) {
        self.name = name
        self.limit = limit
        memory = bytes
        try unwrap()
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Fills some of `buffer`; 0 only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(VOTableError) -> Int {
        let count = inflater == nil ? try readPlain(into: buffer) : try readPacked(into: buffer)
        produced += count
        guard produced <= limit else { throw .tooLarge(file: name, what: "bytes of the document", limit: limit) }
        return count
    }

    private func unwrap() throws(VOTableError) {
        packed = [UInt8](repeating: 0, count: 1 << 16)
        try refill()
        if Gunzip.isGzip(packed[packedRange]) { inflater = GzipInflater(limit: limit) }
    }

    private func refill() throws(VOTableError) {
        var count = 0
        var failure: VOTableError?
        packed.withUnsafeMutableBytes {
            do throws(VOTableError) { count = try readRaw(into: $0) } catch { failure = error }
        }
        if let failure { throw failure }
        packedRange = 0..<count
    }

    /// What was read to look for gzip comes first.
    private func readPlain(into buffer: UnsafeMutableRawBufferPointer) throws(VOTableError) -> Int {
        guard !packedRange.isEmpty else { return try readRaw(into: buffer) }
        let piece = packedRange.prefix(buffer.count)
        packed.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[piece])) }
        packedRange = piece.upperBound..<packedRange.upperBound
        return piece.count
    }

    private func readPacked(into buffer: UnsafeMutableRawBufferPointer) throws(VOTableError) -> Int {
        while !buffer.isEmpty {
            if packedRange.isEmpty { try refill() }
            let atEnd = packedRange.isEmpty
            do throws(InflateError) {
                var step = (used: 0, filled: 0)
                var failure: InflateError?
                packed.withUnsafeBytes { bytes in
                    do throws(InflateError) {
                        step =
                            try inflater?.inflate(UnsafeRawBufferPointer(rebasing: bytes[packedRange]), into: buffer)
                            ?? (0, 0)
                    } catch { failure = error }
                }
                if let failure { throw failure }
                packedRange = (packedRange.lowerBound + step.used)..<packedRange.upperBound
                if step.filled > 0 { return step.filled }
                if atEnd {
                    try inflater?.finish()
                    return 0
                }
            } catch {
                if case .tooLarge = error { throw .tooLarge(file: name, what: "bytes of the document", limit: limit) }
                throw .system(file: name, reason: "\(error)")
            }
        }
        return 0
    }

    private func readRaw(into buffer: UnsafeMutableRawBufferPointer) throws(VOTableError) -> Int {
        if descriptor < 0 {
            let piece = memory[position...].prefix(buffer.count)
            memory.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[piece.indices])) }
            position = piece.endIndex
            return piece.count
        }
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .system(file: name, reason: String(cString: strerror(errno))) }
        }
    }
}

/// Unread bytes of a source in one piece.
final class Window {
    private(set) var memory: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private(set) var isAtEnd = false
    private let source: ByteSource

    init(_ source: ByteSource, capacity: Int = 1 << 16) {
        self.source = source
        memory = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { memory.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[start..<end]) }

    func drop(_ count: Int) { start += count }

    /// Reads until `count` bytes are there or the source ends. Memory grows with what really comes.
    func fill(_ count: Int) throws(VOTableError) {
        while end - start < count, !isAtEnd {
            if end == memory.count || memory.count - start < min(count, memory.count) { makeRoom() }
            let got = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[end...]))
            isAtEnd = got == 0
            end += got
        }
    }

    /// Moves what is unread to the front, or doubles the memory when that is full of it.
    private func makeRoom() {
        if end - start > memory.count / 2 {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * memory.count, alignment: 64)
            larger.copyMemory(from: bytes)
            memory.deallocate()
            memory = larger
        } else {
            memory.copyMemory(from: bytes)
        }
        end -= start
        start = 0
    }
}
