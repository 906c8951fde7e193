// SPDX-License-Identifier: Apache-2.0

public import Foundation

/// The built `secchi` program, run as a user runs it.
public enum SecchiProgram {
    public struct Result: Sendable {
        public var status: Int32
        public var output: String
        public var errors: String
    }

    /// Beside the test bundle; a test target that uses it depends on the target `secchi`.
    public static let path: String = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        let besideBundle = bundle.bundleURL.deletingLastPathComponent().appending(path: "secchi").path
        let besideExecutable = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "secchi").path
        return FileManager.default.isExecutableFile(atPath: besideBundle) ? besideBundle : besideExecutable
    }()

    /// Starts the program with its own data directory and waits for its end.
    public static func run(
        _ arguments: [String], home: String, folder: String? = nil, environment: [String: String] = [:]
    ) throws -> Result {
        let outputFile = try TemporaryFolder()
        let process = try start(arguments, home: home, folder: folder, environment: environment, log: outputFile)
        process.waitUntilExit()
        func text(_ name: String) -> String {
            String(decoding: FileManager.default.contents(atPath: outputFile.appending(name)) ?? Data(), as: UTF8.self)
        }
        return Result(status: process.terminationStatus, output: text("out"), errors: text("err"))
    }

    /// Starts the program and leaves it running; its output goes to the files `out` and `err` in `log`.
    public static func start(
        _ arguments: [String], home: String, folder: String? = nil, environment: [String: String] = [:],
        log: TemporaryFolder
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging(["SECCHI_HOME": home]) { $1 }
            .merging(environment) { $1 }
        for (name, isError) in [("out", false), ("err", true)] {
            try Data().write(to: log.url.appending(path: name))
            let handle = try FileHandle(forWritingTo: log.url.appending(path: name))
            if isError { process.standardError = handle } else { process.standardOutput = handle }
        }
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }
}
