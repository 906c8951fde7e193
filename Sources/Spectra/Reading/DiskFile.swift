// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A regular file on disk: its first bytes now, the rest when asked for.
struct DiskFile {
    let path: String
    let size: Int
    /// The first 4096 bytes, or all of a shorter file.
    let start: [UInt8]

    /// - Throws: ``SpectrumError/system(file:reason:)`` for what cannot be opened, a folder, a pipe or a device.
    init(path: String) throws(SpectrumError) {
        self.path = path
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw .system(file: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .system(file: path, reason: String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .system(
                file: path, reason: status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is not a regular file")
        }
        size = Int(status.st_size)
        start = try Self.read(descriptor, count: min(size, 4096), path: path)
    }

    /// The whole file.
    ///
    /// - Throws: ``SpectrumError/tooLarge(file:what:limit:)`` if it has more than `limit` bytes.
    func bytes(limit: Int) throws(SpectrumError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(file: path, what: "\(size) bytes", limit: limit) }
        guard size > start.count else { return start }
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw .system(file: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        return try Self.read(descriptor, count: size, path: path)
    }

    /// Up to `count` bytes; fewer if the file ends before.
    private static func read(_ descriptor: Int32, count: Int, path: String) throws(SpectrumError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = Foundation.read(descriptor, base + filled, count - filled)
                if got < 0 && errno == EINTR { continue }
                if got < 0 { failure = errno }
                if got <= 0 { break }
                filled += got
            }
        }
        guard failure == 0 else { throw .system(file: path, reason: String(cString: strerror(failure))) }
        return bytes
    }
}
