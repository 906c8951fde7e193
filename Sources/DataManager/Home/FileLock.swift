// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

/// A lock on a file of the data directory, given back when the value goes or the process dies, however it dies.
final class FileLock: Sendable {
    enum Mode { case shared, exclusive }

    private let descriptor: Int32

    /// - Parameter wait: whether to wait for other processes; without, a lock held elsewhere throws `EWOULDBLOCK`.
    /// - Throws: `FileFailure`
    init(path: String, mode: Mode, wait: Bool = true) throws(FileFailure) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileFailure(action: "open", path: path, code: errno) }
        let operation = (mode == .shared ? LOCK_SH : LOCK_EX) | (wait ? 0 : LOCK_NB)
        while flock(descriptor, operation) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            throw FileFailure(action: "lock", path: path, code: code)
        }
    }

    deinit { close(descriptor) }
}

extension Home {
    /// Held while the catalogue is opened, made or upgraded.
    static func lockForOpening(_ path: String) throws -> FileLock {
        do {
            return try FileLock(path: path + "/catalogue.lock", mode: .exclusive)
        } catch {
            throw DataError.home(path: path, reason: String(cString: strerror(error.code)))
        }
    }

    /// Held while originals are added: they stand without a row for a moment.
    func lockForAdding() throws -> FileLock { try FileLock(path: path + "/lock", mode: .shared) }

    /// Held while originals without a row are cleared away; `nil` if another process is adding some.
    func lockForClearing() -> FileLock? { try? FileLock(path: path + "/lock", mode: .exclusive, wait: false) }
}
