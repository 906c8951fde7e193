// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The lock file that a hub of ours keeps as long as it runs (SAMP 1.3 §4.1).
struct HubLockFile: Sendable {
    let path: String
    let secret: String

    /// Writes the file whole, readable by its owner only.
    ///
    /// - Parameter replacing: whether a file may be there: one whose hub is known to be dead.
    /// - Throws: ``SAMPError/cannotLock(lockFile:reason:)``
    static func write(to path: String, secret: String, url: String, replacing: Bool) throws(SAMPError) -> HubLockFile {
        let text = """
            # SAMP lock file, written by a hub of Secchi (process \(getpid())).
            samp.secret=\(secret)
            samp.hub.xmlrpc.url=\(url)
            samp.profile.version=1.3

            """
        let partial = "\(path).\(getpid())-\(Secret.random().prefix(8)).partial"
        func failure(_ action: String) -> SAMPError {
            .cannotLock(lockFile: path, reason: "\(action): \(String(cString: strerror(errno)))")
        }
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create") }
        defer { unlink(partial) }
        let bytes = Array(text.utf8)
        let isWritten = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) } == bytes.count
        guard isWritten, fsync(descriptor) == 0 else {
            let error = failure("write")
            close(descriptor)
            throw error
        }
        close(descriptor)
        if replacing {
            guard rename(partial, path) == 0 else { throw failure("rename") }
        } else {
            // Unlike a renaming, this fails if another hub was quicker.
            guard link(partial, path) == 0 else { throw failure("another hub has just made it") }
        }
        return HubLockFile(path: path, secret: secret)
    }

    /// Removes the file if it is still ours.
    func remove() {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let lock = try? HubLock(text, from: path), lock.secret == secret
        else { return }
        unlink(path)
    }
}
