// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A regular file open for reading, with its size and time of change at opening.
struct SourceFile: ~Copyable {
    let path: String
    /// Bytes.
    let size: Int
    /// Nanoseconds since 1970.
    let modified: Int64
    private let descriptor: Int32

    /// Never waits, not even for a named pipe.
    ///
    /// - Throws: `FileFailure`, with `EINVAL` if it is no regular file.
    init(path: String) throws(FileFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw FileFailure(action: "open", path: path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileFailure(action: "read", path: path, code: EINVAL)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
        modified = status.modified
    }

    deinit { close(descriptor) }

    /// The whole file.
    ///
    /// - Throws: `FileFailure`, with `ESTALE` if the file grew or shrank meanwhile.
    func bytes() throws(FileFailure) -> [UInt8] {
        var code: Int32 = 0
        let size = size
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            code = Self.fill(UnsafeMutableRawBufferPointer(buffer), from: descriptor, count: &count)
        }
        if code != 0 { throw FileFailure(action: "read", path: path, code: code) }
        guard bytes.count == size else { throw FileFailure(action: "read", path: path, code: ESTALE) }
        return bytes
    }

    /// The SHA-256 of the rest of the file, a piece at a time.
    func digest() throws(FileFailure) -> Digest {
        var hash = ContentHash()
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            var count = 0
            let code = piece.withUnsafeMutableBytes { Self.fill($0, from: descriptor, count: &count) }
            if code != 0 { throw FileFailure(action: "read", path: path, code: code) }
            piece.withUnsafeBytes { hash.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            if count < piece.count { return hash.finish() }
        }
    }

    /// Reads until the buffer is full or the file ends; returns an error number or 0.
    private static func fill(
        _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32, count: inout Int
    ) -> Int32 {
        count = 0
        while count < buffer.count {
            let got = read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            if got < 0 && errno == EINTR { continue }
            if got < 0 { return errno }
            if got == 0 { return 0 }
            count += got
        }
        return 0
    }
}

extension stat {
    /// Nanoseconds since 1970.
    var modified: Int64 {
        Int64(st_mtim.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ Int64(st_mtim.tv_nsec)
    }
}
