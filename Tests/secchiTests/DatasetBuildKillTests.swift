// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import TestSupport
import Testing

/// Kills `secchi dataset build` at random moments, as a crash, a reboot or an operator would.
///
/// `SECCHI_KILLS` sets how many kills; 4 by default.
@Suite struct DatasetBuildKillTests {
    private let recipe = #"""
        [{"step": "rebin", "spacing": "linear", "start": 6300.5, "stop": 6312, "width": 0.005}, {"step": "continuum"}]
        """#

    @Test("a build killed again and again shows no half dataset, and ends with the bytes of one that was left alone")
    func killed() throws {
        let kills = Int(ProcessInfo.processInfo.environment["SECCHI_KILLS"] ?? "") ?? 4
        let folder = try TemporaryFolder()
        let home = folder.appending("home")
        let sources = folder.appending("files")
        try FileManager.default.createDirectory(atPath: sources, withIntermediateDirectories: true)
        for number in 0..<1500 {
            try TinyFITS.spectrum(object: "Star \(number)", flux: (0..<50).map { Float($0 * number % 37 + 1) }).write(
                to: URL(filePath: "\(sources)/\(number).fits"))
        }
        try recipe.write(toFile: folder.appending("recipe.json"), atomically: true, encoding: .utf8)
        let ingest = try SecchiProgram.run(["ingest", sources, "--collection", "c"], home: home)
        #expect(ingest.status == 0, "\(ingest.errors)")
        for name in ["whole", "killed"] {
            try FileManager.default.createDirectory(atPath: folder.appending(name), withIntermediateDirectories: true)
        }
        func arguments(_ output: String) -> [String] {
            ["dataset", "build", "--collection", "c", "--recipe", folder.appending("recipe.json"), "--output", output]
        }
        // The name of a dataset is that of its file, so both have the same.
        let whole = folder.appending("whole/d.fits")
        let alone = try SecchiProgram.run(arguments(whole), home: home)
        #expect(alone.status == 0, "\(alone.errors)")
        let expected = try #require(FileManager.default.contents(atPath: whole))

        let output = folder.appending("killed/d.fits")
        var random = SeededGenerator(seed: 11)
        for _ in 0..<kills {
            let log = try TemporaryFolder()
            let process = try SecchiProgram.start(arguments(output) + ["--threads", "1"], home: home, log: log)
            usleep(UInt32(10_000 + random.index(below: 1_000_000)))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if let data = FileManager.default.contents(atPath: output) { #expect(data == expected) }
        }
        let last = try SecchiProgram.run(arguments(output), home: home)
        #expect(last.status == 0, "\(last.errors)")
        #expect(FileManager.default.contents(atPath: output) == expected)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.appending("killed")) == ["d.fits"])
    }
}
