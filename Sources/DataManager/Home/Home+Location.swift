// SPDX-License-Identifier: Apache-2.0

public import Foundation

extension Home {
    /// Where the data directory is: the option `--home`, else `SECCHI_HOME`, else `secchi` in the XDG data home
    /// (`XDG_DATA_HOME`, by default `~/.local/share`).
    ///
    /// An `XDG_DATA_HOME` that is not absolute is ignored, as the XDG Base Directory Specification 0.8 asks.
    public static func location(
        option: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String {
        if let option, !option.isEmpty { return option }
        if let home = environment["SECCHI_HOME"], !home.isEmpty { return home }
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/secchi" }
        return (environment["HOME"] ?? NSHomeDirectory()) + "/.local/share/secchi"
    }
}
