// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@Suite struct UsageTests {
    @Test("wrong usage exits with 2 and says what is wrong on standard error")
    func wrongUsage() throws {
        let home = try TemporaryFolder()
        let result = try SecchiProgram.run(["simulate", "out", "--spectr", "5"], home: home.path)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("there is no parameter --spectr; there are: --spectra"))
    }

    @Test("what a model is to answer is checked by its declaration, and two trainings are compared")
    func declaredFlags() throws {
        let home = try TemporaryFolder()
        for (words, text) in [
            (["classify", "a.fits", "--none-below", "1.5", "--model", "m"], "noneBelow: 1.5 is not allowed"),
            (["classify", "--model", "m", "--none-odd", "1", "a.fits"], "there is no parameter --none-odd"),
            (["classify", "--none-below", "0.5", "--model", "m"], "name files, or --collection, or --dataset"),
            (["classify", "a.fits", "--collection", "c", "--model", "m"], "one of them"),
            (["compare", "one"], "name two trainings, not 1"),
            (["compare", "one", "two", "--resamples", "1"], "resamples: 1 is not allowed"),
        ] {
            let result = try SecchiProgram.run(words, home: home.path)
            #expect(result.status == 2, "\(words)")
            #expect(result.errors.contains(text), "\(words): \(result.errors)")
        }
        let help = try SecchiProgram.run(["classify", "--help"], home: home.path).output
        #expect(help.contains("--none-below") && help.contains("--target-accuracy") && help.contains("--none-odder"))
    }

    @Test("a file that is no spectrum fails with 1 and one error that names it")
    func noSpectrum() throws {
        let home = try TemporaryFolder()
        let file = home.appending("notes.txt")
        try Data("these are not the spectra\nyou are looking for\n".utf8).write(to: URL(filePath: file))
        let result = try SecchiProgram.run(["inspect", file], home: home.path)
        #expect(result.status == 1)
        #expect(result.output.isEmpty)
        #expect(result.errors.split(separator: "\n").count == 1)
        #expect(result.errors.hasPrefix("error: SPE"))
        #expect(result.errors.contains(file))
    }

    @Test("a mistyped path leaves no collection behind, and looking for jobs no data directory")
    func nothingLeftBehind() throws {
        let folder = try TemporaryFolder()
        let home = folder.appending("home")
        let jobs = try SecchiProgram.run(["jobs"], home: home)
        #expect(jobs.status == 0, "\(jobs.errors)")
        let ingest = try SecchiProgram.run(["ingest", folder.appending("nosuch"), "--collection", "c"], home: home)
        #expect(ingest.status == 1)
        #expect(ingest.errors.contains("nosuch"))
        #expect(!FileManager.default.fileExists(atPath: home))
    }

    @Test("every subcommand explains itself")
    func help() throws {
        let home = try TemporaryFolder()
        let overview = try SecchiProgram.run(["--help"], home: home.path)
        let lines = overview.output.components(separatedBy: "SUBCOMMANDS:\n").last?.split(separator: "\n") ?? []
        let names = lines.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap {
            $0.split(separator: " ").first
        }
        #expect(names.count >= 2)
        for name in names {
            let help = try SecchiProgram.run([String(name), "--help"], home: home.path)
            #expect(help.status == 0 && help.output.hasPrefix("OVERVIEW:"), "\(name)")
        }
    }
}
