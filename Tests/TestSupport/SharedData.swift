// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Real archive files that stand beside the checkout on some machines, in `../shared`; tests that need them skip elsewhere.
///
/// `SECCHI_SHARED` names another place.
public enum SharedData {
    /// The folder, if it is there.
    public static let root: String? = {
        let checkout = URL(filePath: #filePath).appending(path: "../../..").standardized
        let path =
            ProcessInfo.processInfo.environment["SECCHI_SHARED"]
            ?? checkout.appending(path: "../shared").standardized.path
        return FileManager.default.fileExists(atPath: path + "/data") ? path : nil
    }()

    public static var isAvailable: Bool { root != nil }

    /// The path of a file below `shared/`, for tests enabled `.enabled(if: SharedData.isAvailable)`.
    public static func path(_ relative: String) -> String { (root ?? "") + "/" + relative }
}
