// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A file on its way in: `NAME.part`, and beside it, for large ones, `NAME.part-info`, which says which version of the remote file the
/// beginning belongs to, so that a later attempt, in this process or the next, asks for the rest only.
///
/// Used by one task, which lends it to the transfer thread while a hop runs: never by two at once, hence unchecked.
final class PartialFile: @unchecked Sendable {
    let path: String
    let resumes: Bool
    private(set) var info: PartialInfo?
    /// Bytes of the file that are there.
    private(set) var count = 0
    private var descriptor: Int32 = -1
    private var buffer: [UInt8] = []
    private var hasInfoFile = false
    private var lastSync = 0

    private var partPath: String { path + ".part" }
    private var infoPath: String { path + ".part-info" }
    private static let bufferSize = 256 << 10
    private static let syncInterval = 32 << 20

    /// With `resumes`, takes up what an earlier process left.
    init(path: String, resumes: Bool, url: String) {
        self.path = path
        self.resumes = resumes
        guard resumes, access(infoPath, F_OK) == 0, let data = FileManager.default.contents(atPath: infoPath),
            let info = try? JSONDecoder().decode(PartialInfo.self, from: data), info.url == url, info.canResume
        else { return }
        var status = stat()
        guard stat(partPath, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        // After a crash of the machine, only what was synchronised is sure to be there.
        let size = Int(status.st_size)
        let sure = info.boot == PartialInfo.thisBoot ? size : min(size, info.synchronised)
        guard sure > 0 else { return }
        self.info = info
        count = sure
        hasInfoFile = true
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// From where an attempt may ask for the rest; 0 for all.
    var offset: Int { resumes && info?.canResume == true ? count : 0 }

    /// The body that comes belongs at `offset` of the remote file's version `info`; what is there from an earlier version goes.
    func begin(at offset: Int, info: PartialInfo) throws(FileFailure) {
        if descriptor < 0, offset > 0 || count > 0 { try open() }
        if descriptor >= 0, ftruncate(descriptor, off_t(offset)) != 0 || lseek(descriptor, off_t(offset), SEEK_SET) < 0
        {
            throw FileFailure(action: "write", path: partPath, code: errno)
        }
        buffer.removeAll(keepingCapacity: true)
        count = offset
        lastSync = min(lastSync, offset)
        if offset == 0 {
            if hasInfoFile { unlink(infoPath) }
            hasInfoFile = false
        }
        self.info = info
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(FileFailure) {
        buffer += bytes
        count += bytes.count
        if buffer.count >= Self.bufferSize { try flush() }
    }

    /// An attempt ended early: what came stays for the next one.
    func interrupt() throws(FileFailure) {
        if count > 0 { try flush() }
    }

    /// Nothing of what is there can be used.
    func discard() {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        buffer = []
        count = 0
        info = nil
        hasInfoFile = false
        unlink(infoPath)
        unlink(partPath)
    }

    /// Gives the file its name.
    func finish(synchronised: Bool) throws(FileFailure) {
        if descriptor < 0 { try open() }
        try writeOut()
        if synchronised, fsync(descriptor) != 0 {
            throw FileFailure(action: "synchronise", path: partPath, code: errno)
        }
        close(descriptor)
        descriptor = -1
        guard rename(partPath, path) == 0 else { throw FileFailure(action: "rename", path: partPath, code: errno) }
        if hasInfoFile { unlink(infoPath) }
    }

    private func open() throws(FileFailure) {
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (count > 0 && info != nil && hasInfoFile ? 0 : O_TRUNC)
        descriptor = Foundation.open(partPath, flags, 0o644)
        guard descriptor >= 0 else { throw FileFailure(action: "create", path: partPath, code: errno) }
    }

    private func flush() throws(FileFailure) {
        if descriptor < 0 { try open() }
        if !hasInfoFile, resumes, info?.canResume == true { try writeInfo() }
        try writeOut()
        if count - lastSync >= Self.syncInterval, hasInfoFile {
            guard fdatasync(descriptor) == 0 else {
                throw FileFailure(action: "synchronise", path: partPath, code: errno)
            }
            lastSync = count
            info?.synchronised = count
            try writeInfo()
        }
    }

    private func writeInfo() throws(FileFailure) {
        guard let data = try? JSONEncoder().encode(info) else { return }
        try WholeFile.write(data, to: infoPath)
        hasInfoFile = true
    }

    private func writeOut() throws(FileFailure) {
        let code: Int32 = buffer.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let written = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written > 0 { rest = rest.dropFirst(written) } else if written == 0 { return EIO }
                if written < 0, errno != EINTR { return errno }
            }
            return 0
        }
        guard code == 0 else { throw FileFailure(action: "write", path: partPath, code: code) }
        buffer.removeAll(keepingCapacity: true)
    }
}

/// Which version of a remote file a beginning belongs to.
struct PartialInfo: Sendable, Codable, Hashable {
    var url: String
    /// Only a strong tag says that the bytes are the same (RFC 9110 §8.8.1).
    var entityTag: String?
    var lastModified: String?
    /// Modification time of an FTP file, in seconds.
    var fileTime: Int?
    /// Length of the whole.
    var length: Int?
    /// So many bytes are surely on the disk.
    var synchronised = 0
    var boot = PartialInfo.thisBoot

    var canResume: Bool { entityTag != nil || lastModified != nil || fileTime != nil }

    static let thisBoot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
}
