// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct TutorialTests {
    private static let page = URL(filePath: #filePath).appending(path: "../../../Docs/tutorial.md").standardized

    @Test("every command of the tutorial works, in order")
    func commands() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let blocks = text.matches(of: /(?s)```sh\n(.*?)```/).map(\.output.1)
        #expect(blocks.count >= 7)
        let folder = try TemporaryFolder()
        let bin = URL(filePath: SecchiProgram.path).deletingLastPathComponent().path
        let script = blocks.joined(separator: "\n")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-euo", "pipefail", "-c", script]
        process.currentDirectoryURL = folder.url
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PATH": bin + ":/usr/bin:/bin", "SECCHI_HOME": folder.appending("home"),
        ]) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(printed)")

        let jobs = folder.url.appending(path: "home/jobs")
        let trainings = try FileManager.default.contentsOfDirectory(atPath: jobs.path).filter { $0.contains("-forest") }
        try #require(trainings.count == 2)
        for file in ["candidates.vot", "candidates.csv", "model.secchi", "report.html"] {
            let contents = try trainings.map { try Data(contentsOf: jobs.appending(path: "\($0)/results/\(file)")) }
            #expect(contents[0] == contents[1], "\(file) of a repeated job has the same bytes")
        }
    }
}
