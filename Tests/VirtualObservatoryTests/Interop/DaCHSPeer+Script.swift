// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

extension DaCHSPeer {
    /// Runs one of the peers' scripts to its end.
    ///
    /// The script leaves servers behind. They must not inherit the descriptor by which Foundation learns of the end of a child, or
    /// waiting would last as long as they live.
    static func run(_ script: String) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        let close =
            #"for f in /proc/$$/fd/*; do n=${f##*/}; if [ "$n" -gt 2 ]; then eval "exec $n>&-"; fi; done 2>/dev/null"#
        process.arguments = ["-c", close + "; \"$0\"", SharedData.path("peers/vo/" + script)]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        var environment = ProcessInfo.processInfo.environment
        environment["LAB_VO_STATE"] = environment["LAB_VO_STATE"] ?? "/tmp/secchi-interop-vo"
        process.environment = environment
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
