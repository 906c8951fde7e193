// SPDX-License-Identifier: Apache-2.0

import Foundation

extension PartialFile {
    /// The first 4096 bytes of a finished file.
    static func start(of path: String) -> Data {
        guard let file = FileHandle(forReadingAtPath: path) else { return Data() }
        return (try? file.read(upToCount: 4096)) ?? Data()
    }
}
