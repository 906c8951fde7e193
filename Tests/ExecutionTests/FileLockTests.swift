// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

@Suite struct FileLockTests {
    @Test("a lock given back is free at once, although a forked child still has the file open")
    func shared() throws {
        let folder = try TemporaryFolder()
        let path = folder.appending("lock")
        var lock: FileLock? = try FileLock(path: path, mode: .exclusive)
        #expect(throws: (any Error).self) { try FileLock(path: path, mode: .shared, wait: false) }
        // A duplicate shares the open file, as the descriptor of a forked child does.
        let own = try #require(
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap(Int32.init).first {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
            })
        let child = dup(own)
        defer { close(child) }
        withExtendedLifetime(lock) {}
        lock = nil
        let again = try FileLock(path: path, mode: .exclusive, wait: false)
        withExtendedLifetime(again) {}
    }
}
