// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// The log of a job: one line per event, with the time in UTC, readable while the job runs.
public final class JobLog: Sendable {
    private let handle: Mutex<FileHandle>

    init(path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else {
            throw JobError.badJobFolder(folder: path, reason: "the log cannot be written")
        }
        try file.seekToEnd()
        handle = Mutex(file)
    }

    /// Adds one line, from any thread; a failure to write (a full disk) is passed over, since the job matters more.
    public func write(_ line: String) {
        let time = Date().formatted(.iso8601)
        handle.withLock { try? $0.write(contentsOf: Data("\(time) \(line)\n".utf8)) }
    }
}
