// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The bytes of a file: small ones in memory, large ones on disk and read piece by piece.
///
/// Files are read, not mapped, so that one cut short by somebody else while we read gives an error and not a signal.
final class FileBytes: Sendable {
    private enum Backing: Sendable {
        case memory([UInt8])
        case descriptor(Int32)
    }

    /// Files up to this size are read in one go.
    static let wholeFileLimit = 16 << 20

    let name: String
    let count: Int
    private let backing: Backing

    init(_ bytes: [UInt8], name: String) {
        self.name = name
        count = bytes.count
        backing = .memory(bytes)
    }

    init(contentsOf path: String) throws(FITSError) {
        name = path
        // Not to wait for a pipe that has no writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(file: path, reason: String(cString: strerror(errno))) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .system(file: path, reason: "not a regular file")
        }
        let size = Int(status.st_size)
        guard size <= Self.wholeFileLimit else {
            count = size
            backing = .descriptor(descriptor)
            return
        }
        defer { close(descriptor) }
        // The file may have become shorter since; then what is there counts.
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            filled = max(0, Self.read(descriptor, at: 0, into: UnsafeMutableRawBufferPointer(buffer)))
        }
        count = bytes.count
        backing = .memory(bytes)
    }

    deinit {
        if case .descriptor(let descriptor) = backing { close(descriptor) }
    }

    /// The whole file where it is in memory.
    var inMemory: [UInt8]? {
        if case .memory(let bytes) = backing { bytes } else { nil }
    }

    /// All or some of the bytes as an array; fewer than `length` where the file ends.
    func bytes(at offset: Int = 0, count length: Int) throws(FITSError) -> [UInt8] {
        try withBytes(at: offset, count: max(0, min(length, count - offset))) { [UInt8]($0) }
    }

    /// Lends `length` bytes from `offset`, which must lie within the file.
    func withBytes<Result>(
        at offset: Int, count length: Int, _ body: (UnsafeRawBufferPointer) throws(FITSError) -> Result
    ) throws(FITSError) -> Result {
        guard offset >= 0, length >= 0, offset <= count, length <= count - offset else {
            throw .system(file: name, reason: "bytes \(offset)+\(length) of \(count) asked for")
        }
        switch backing {
        case .memory(let bytes):
            return try bytes.withUnsafeBufferPointer { (buffer) throws(FITSError) -> Result in
                try body(UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[offset..<offset + length])))
            }
        case .descriptor(let descriptor):
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
            defer { piece.deallocate() }
            let filled = Self.read(descriptor, at: offset, into: piece)
            guard filled == length else {
                throw .system(file: name, reason: filled < 0 ? String(cString: strerror(errno)) : "became shorter")
            }
            return try body(UnsafeRawBufferPointer(piece))
        }
    }

    /// - Returns: bytes read, fewer than asked for at the end of the file; -1 with `errno` after a failure.
    private static func read(_ descriptor: Int32, at offset: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var filled = 0
        while filled < buffer.count {
            let got = pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, off_t(offset + filled))
            if got > 0 {
                filled += got
            } else if got == 0 {
                break
            } else if errno != EINTR {
                return -1
            }
        }
        return filled
    }
}
