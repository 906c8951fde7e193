// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A lock on a file, kept from other processes and from other holders in this one (`flock(2)`).
///
/// It is given back when the value goes or the process dies, however it dies.
package final class FileLock: Sendable {
    package enum Mode { case shared, exclusive }

    private let descriptor: Int32

    /// - Parameter wait: whether to wait for other processes; without, a lock held elsewhere throws `EWOULDBLOCK`.
    /// - Throws: `FileFailure`
    package init(path: String, mode: Mode, wait: Bool = true) throws(FileFailure) {
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

    // Unlocked by name, because a child forked meanwhile shares the open file, and closing ours alone would leave it
    // locked.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
