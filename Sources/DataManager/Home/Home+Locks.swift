// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation

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
