// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Home {
    /// The file that a user means: by a path, or by its name in a folder of the data directory, with or without `.fits`.
    ///
    /// - Parameters:
    ///   - folder: "datasets", "models".
    ///   - home: the data directory, which need not be there.
    /// - Returns: `nil` if there is no such file.
    public static func file(named name: String, in folder: String, of home: String) -> String? {
        [name, "\(home)/\(folder)/\(name)", "\(home)/\(folder)/\(name).fits"].first { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    /// As ``file(named:in:of:)``, of this data directory.
    public func file(named name: String, in folder: String) -> String? {
        Self.file(named: name, in: folder, of: path)
    }
}
