// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Harness {
    /// A peer that failed, with what it printed.
    struct PeerFailure: Error, CustomStringConvertible {
        var description: String
    }

    /// Runs `Benchmarks/Peers/SCRIPT` in the peers' Python environment and reads the seconds it prints on its last line.
    ///
    /// The script imports and warms up before it starts its clock. The environment is made on first use from
    /// `Peers/requirements.txt`; `SECCHI_BENCH_PYTHON` names another interpreter that has the packages.
    func python(_ script: String, _ arguments: [String]) throws -> Double {
        let output = try pythonOutput(script, arguments)
        guard let last = output.split(separator: "\n").last, let seconds = Double(last) else {
            throw PeerFailure(description: "\(script) printed no time:\n\(output)")
        }
        return seconds
    }

    /// The same, for all that a script prints.
    @discardableResult
    func pythonOutput(_ script: String, _ arguments: [String]) throws -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers").path
        return try run(
            try interpreter(requirements: folder + "/requirements.txt"), ["\(folder)/\(script)"] + arguments)
    }

    /// Runs a program and returns its standard output, with `OPENBLAS_CORETYPE` unset, as a user would have it.
    @discardableResult
    func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["-u", "OPENBLAS_CORETYPE", program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw PeerFailure(description: "\(program) \(arguments.joined(separator: " ")) failed:\n\(output)")
        }
        return output
    }

    private func interpreter(requirements: String) throws -> String {
        if let given = ProcessInfo.processInfo.environment["SECCHI_BENCH_PYTHON"] { return given }
        let environment = scratch + "/peers"
        if !FileManager.default.fileExists(atPath: environment + "/ready") {
            try run("python3", ["-m", "venv", environment])
            try run(environment + "/bin/pip", ["install", "--quiet", "--requirement", requirements])
            try Data().write(to: URL(filePath: environment + "/ready"))
        }
        return environment + "/bin/python"
    }
}
