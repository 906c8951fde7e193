// SPDX-License-Identifier: Apache-2.0

import DemoArchive
import Foundation
import TestSupport
import Testing

/// The archive as pyvo and the lab's SSA validator see it.
@Suite(.enabled(if: Interop.isOn), .serialized) struct ArchivePeersInteropTests {
    /// Runs a script of the peers with their own Python; both are set up by the first call.
    private func run(_ script: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let folder = SharedData.path("peers/vo")
        let command =
            "python=$('\(folder)/venv.sh')/bin/python; "
            + "\"$python\" -c 'import lxml, requests' 2>/dev/null || \"$python\" -m pip install -q lxml requests; "
            + "exec \"$python\" '\(folder)/\(script)' \"$@\""
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", command, "peers"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// The place of the first spectrum, with a circle that holds some more.
    private func circle(_ survey: SmallSurvey) async throws -> [String] {
        let row = try #require(try await survey.rows([]).first)
        return ["\(row["ra"]?.real ?? 0)", "\(row["dec"]?.real ?? 0)", "4"]
    }

    @Test("the SSA validator finds neither errors nor warnings")
    func validator() async throws {
        let survey = try await SmallSurvey()
        let result = try run("ssalint.py", [survey.archive.ssaURL] + (try await circle(survey)))
        #expect(result.status == 0 && result.output.contains("0 errors, 0 warnings"), "\(result.output)")
    }

    @Test("pyvo finds spectra, follows DataLink, cuts and normalises")
    func pyvo() async throws {
        let survey = try await SmallSurvey()
        let result = try run("ssa_check.py", [survey.archive.ssaURL] + (try await circle(survey)))
        #expect(result.status == 0 && result.output.hasSuffix("OK\n"), "\(result.output)")
    }
}
