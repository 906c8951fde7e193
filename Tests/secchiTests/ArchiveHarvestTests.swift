// SPDX-License-Identifier: Apache-2.0

import DemoArchive
import Foundation
import Spectra
import TestSupport
import Testing

/// A query to an archive on loopback, through the program, into a collection.
@Suite struct ArchiveHarvestTests {
    private func archive(in folder: TemporaryFolder) async throws -> DemoArchiveServer {
        var parameters = SimulationParameters()
        parameters.spectra = 24
        parameters.seed = 4
        _ = try Simulation.run(parameters, into: folder.appending("survey"))
        return try await DemoArchiveServer(folder: folder.appending("survey"))
    }

    /// Away from the threads that serve the archive.
    private func secchi(_ words: [String], home: String) async throws -> SecchiProgram.Result {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try SecchiProgram.run(words, home: home) })
            }
        }
    }

    private func rows(_ collection: String, home: String) async throws -> [Substring] {
        let table = try await secchi(
            ["search", "catalogue", "--collection", collection, "--format", "csv"], home: home)
        #expect(table.status == 0, "\(table.errors)")
        return table.output.split(whereSeparator: \.isNewline)
    }

    @Test("what a query finds becomes a collection, and asking again adds nothing")
    func ingest() async throws {
        let folder = try TemporaryFolder()
        let archive = try await archive(in: folder)
        let home = folder.appending("home")
        let words = ["search", "ssa", archive.ssaURL, "--ingest", "--collection", "found"]
        for _ in 0..<2 {
            let result = try await secchi(words, home: home)
            #expect(result.status == 0, "\(result.errors)")
            #expect(try await rows("found", home: home).count == 1 + archive.spectrumCount)
        }
        await archive.stop()
    }

    @Test("with --cut the archive cuts: every spectrum in the collection lies within the band")
    func cut() async throws {
        let folder = try TemporaryFolder()
        let archive = try await archive(in: folder)
        let home = folder.appending("home")
        let result = try await secchi(
            [
                "search", "ssa", archive.ssaURL, "--band", "6500/6600", "--ingest", "--collection", "halpha", "--cut",
                "--soda", "FLUXCALIB=RELATIVE",
            ], home: home)
        #expect(result.status == 0, "\(result.errors)")
        let table = try await rows("halpha", home: home)
        let names = try #require(table.first).split(separator: ",", omittingEmptySubsequences: false)
        let low = try #require(names.firstIndex { $0.contains("wave_low") })
        let high = try #require(names.firstIndex { $0.contains("wave_high") })
        #expect(table.count == 1 + archive.spectrumCount)
        for row in table.dropFirst() {
            let cells = row.split(separator: ",", omittingEmptySubsequences: false)
            // The catalogue is in metres.
            let first = try #require(Double(cells[low])) * 1e10, last = try #require(Double(cells[high])) * 1e10
            #expect(first >= 6499 && last <= 6602 && last - first > 90, "\(row)")
        }
        await archive.stop()
    }

    @Test("an archive that is away fails the command and leaves no collection with anything in it")
    func away() async throws {
        let folder = try TemporaryFolder()
        let home = folder.appending("home")
        let result = try await secchi(
            ["search", "ssa", "http://127.0.0.1:9/ssa", "--ingest", "--collection", "none"], home: home)
        #expect(result.status == 1)
        #expect(result.errors.contains("127.0.0.1:9"))
    }
}
