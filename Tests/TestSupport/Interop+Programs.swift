// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Interop {
    /// Whether all of this is here: scripts below `shared/`, programs on the PATH, files by absolute path.
    public static func has(scripts: [String] = [], programs: [String] = [], files: [String] = []) -> Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return scripts.allSatisfy {
            SharedData.isAvailable && FileManager.default.fileExists(atPath: SharedData.path($0))
        }
            && programs.allSatisfy { name in
                folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
            } && files.allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    /// Foundation knows the end of a program by a socket that closes; one that is left running would inherit it and keep it open.
    private static let closer = """
        for fd in $(ls /proc/$$/fd); do [ "$fd" -gt 2 ] && eval "exec $fd>&-"; done 2>/dev/null; exec "$@"
        """

    /// Runs a program to its end and gives its exit status and what it printed, errors included.
    @discardableResult
    public static func run(
        _ arguments: [String], environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String) {
        let folder = try TemporaryFolder()
        let log = folder.appending("log")
        try Data().write(to: URL(filePath: log))
        let handle = try FileHandle(forWritingTo: URL(filePath: log))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["bash", "-c", closer, "bash"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // A file, because programs left running would keep a pipe open.
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let output = FileManager.default.contents(atPath: log) ?? Data()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
