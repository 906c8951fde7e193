// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// A file that appears whole or not at all: written aside, synchronised, then renamed.
///
/// ```swift
/// let file = try WholeFile(path: "scores.csv")
/// try file.write(Data("id,score\n".utf8))
/// try file.commit()      // now, and only now, scores.csv is there
/// ```
///
/// A file that is not committed is removed when the value goes. What a killed process leaves behind ends in `.partial`.
/// Use one value from one thread at a time.
public final class WholeFile {
    /// Where the file will appear.
    public let path: String
    private let partialPath: String
    private var descriptor: Int32

    /// - Throws: ``FileFailure`` if the folder cannot be written.
    public init(path: String) throws(FileFailure) {
        self.path = path
        partialPath = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).partial"
        descriptor = open(partialPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileFailure(action: "create", path: path, code: errno) }
    }

    deinit {
        if descriptor >= 0 {
            close(descriptor)
            unlink(partialPath)
        }
    }

    /// Appends bytes to the file written aside.
    ///
    /// - Throws: ``FileFailure``, such as for a full disk, or after ``commit()``.
    public func write(_ bytes: some ContiguousBytes) throws(FileFailure) {
        let code = bytes.withUnsafeBytes { writeAll($0) }
        guard code == 0 else { throw FileFailure(action: "write", path: path, code: code) }
    }

    /// Overwrites bytes written before, to fill in what is known only at the end (a row count in a header).
    ///
    /// - Throws: ``FileFailure``.
    public func write(_ bytes: some ContiguousBytes, at offset: Int) throws(FileFailure) {
        let code: Int32 = bytes.withUnsafeBytes { buffer in
            let written = pwrite(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            return written == buffer.count ? 0 : written < 0 ? errno : EIO
        }
        guard code == 0 else { throw FileFailure(action: "write", path: path, code: code) }
    }

    /// Makes the file appear under its name, safely on disk.
    ///
    /// - Throws: ``FileFailure``; the file written aside is removed then, and one of that name from before stays.
    public func commit() throws(FileFailure) {
        guard fsync(descriptor) == 0 else { throw FileFailure(action: "synchronise", path: path, code: errno) }
        close(descriptor)
        descriptor = -1
        guard rename(partialPath, path) == 0 else {
            let code = errno
            unlink(partialPath)
            throw FileFailure(action: "rename", path: path, code: code)
        }
        synchroniseFolder()
    }

    /// Writes a whole file in one go.
    ///
    /// - Throws: ``FileFailure``.
    public static func write(_ bytes: some ContiguousBytes, to path: String) throws(FileFailure) {
        let file = try WholeFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    private func writeAll(_ buffer: UnsafeRawBufferPointer) -> Int32 {
        var rest = buffer[...]
        while !rest.isEmpty {
            let written = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written > 0 {
                rest = rest.dropFirst(written)
            } else if written == 0 {
                return EIO
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    private func synchroniseFolder() {
        let folder = open(
            (path as NSString).deletingLastPathComponent.isEmpty
                ? "." : (path as NSString).deletingLastPathComponent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }
}

/// A file operation that the system refused.
public struct FileFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The verb of the message: "create", "write", "rename".
    public var action: String
    /// The file as its user names it, not the one written aside.
    public var path: String
    /// The system's `errno`.
    public var code: Int32

    public init(action: String, path: String, code: Int32) {
        self.action = action
        self.path = path
        self.code = code
    }

    public var description: String {
        "cannot \(action) \(path): \(String(cString: strerror(code)))"
    }
}
