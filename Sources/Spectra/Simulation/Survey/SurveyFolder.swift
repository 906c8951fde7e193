// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Synchronization

/// The folder that a simulation fills, from several threads at once.
///
/// Files appear by renaming. They are not synchronised to disk one by one: a survey that a crash cut short is made
/// again from its seed, and its tables, which end it, are synchronised.
final class SurveyFolder: Sendable {
    let path: String
    private let known = Mutex<Set<String>>([])

    init(path: String) throws {
        self.path = path
        try create("")
    }

    /// Writes one file; missing folders are created.
    ///
    /// - Parameter name: below the folder, with `/` between folders.
    func write(_ bytes: [UInt8], to name: String) throws {
        try create((name as NSString).deletingLastPathComponent)
        let target = path + "/" + name
        let aside = target + ".partial"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileFailure(action: "create", path: target, code: errno) }
        var code: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty, code == 0 {
                let written = Foundation.write(
                    descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if written > 0 { rest = rest.dropFirst(written) } else if errno != EINTR { code = errno }
            }
        }
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, rename(aside, target) != 0 { code = errno }
        guard code == 0 else {
            unlink(aside)
            throw FileFailure(action: "write", path: target, code: code)
        }
    }

    /// Makes a folder once; whoever comes second waits until it is there.
    private func create(_ folder: String) throws {
        try known.withLock { known in
            guard !known.contains(folder) else { return }
            do {
                try FileManager.default.createDirectory(
                    atPath: path + "/" + folder, withIntermediateDirectories: true)
            } catch {
                throw FileFailure(action: "create the folder", path: path + "/" + folder, code: errno)
            }
            known.insert(folder)
        }
    }
}
