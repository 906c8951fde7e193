// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import TestSupport
import Testing

/// Kills `secchi ingest` at random moments, as a crash, a reboot or an operator would.
///
/// `SECCHI_KILLS` sets how many kills; 6 by default.
@Suite struct IngestKillTests {
    @Test("an ingest killed again and again loses nothing, shows no half file, and takes every file once")
    func killed() throws {
        let kills = Int(ProcessInfo.processInfo.environment["SECCHI_KILLS"] ?? "") ?? 6
        let count = 1200
        let folder = try TemporaryFolder()
        let home = folder.appending("home")
        let sources = try TinyFITS.write(count, to: folder.appending("files"))
        var random = SeededGenerator(seed: 7)
        var before: Set<String> = []
        var interrupted = 0
        for _ in 0..<kills where interrupted == 0 || before.count < count {
            let log = try TemporaryFolder()
            let process = try SecchiProgram.start(
                ["ingest", sources, "--collection", "c", "--threads", "2"], home: home, log: log)
            // From 5 ms, before anything is read, to 1 s, evenly in the logarithm: fast and slow machines are both met midway.
            usleep(UInt32(5000 * pow(200, random.uniform())))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if process.terminationReason == .uncaughtSignal { interrupted += 1 }
            let accepted = try check(home: home)
            #expect(accepted.isSuperset(of: before))
            before = accepted
        }
        #expect(interrupted > 0)
        let last = try SecchiProgram.run(["ingest", sources, "--collection", "c"], home: home)
        #expect(last.status == 0, "\(last.errors)")
        #expect(try check(home: home).count == count)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home + "/incoming") == ["lock"])
    }

    @Test("three processes that ingest the same files at once take every file once")
    func atOnce() throws {
        let folder = try TemporaryFolder()
        let home = folder.appending("home")
        let sources = try TinyFITS.write(300, to: folder.appending("files"))
        let logs = try (0..<3).map { _ in try TemporaryFolder() }
        let processes = try logs.map {
            try SecchiProgram.start(["ingest", sources, "--collection", "c", "--json"], home: home, log: $0)
        }
        for process in processes { process.waitUntilExit() }
        #expect(processes.map(\.terminationStatus) == [0, 0, 0])
        #expect(try check(home: home).count == 300)
    }

    /// What stands in the data directory must be whole at any time: the rows, once each, and their originals.
    private func check(home path: String) throws -> Set<String> {
        let home = try Home(path: path)
        guard try home.collections().contains(where: { $0.name == "c" }) else { return [] }
        let collection = try home.collection(named: "c")
        let reader = try collection.reader(includingTwins: true)
        let objects = try (0..<reader.partCount).flatMap { try reader.entries(part: $0).compactMap(\.object) }
        #expect(Set(objects).count == objects.count)
        #expect(try collection.rejectedFiles() == [])
        let report = try collection.verify(in: ExecutionContext(threads: 2))
        #expect(report.checked == objects.count)
        #expect(report.damage == [])
        let originals = path + "/originals"
        for name in try FileManager.default.contentsOfDirectory(atPath: originals) {
            for original in try FileManager.default.contentsOfDirectory(atPath: originals + "/" + name) {
                let size = try FileManager.default.attributesOfItem(atPath: "\(originals)/\(name)/\(original)")[.size]
                #expect(size as? Int == TinyFITS.size)
            }
        }
        return Set(objects)
    }
}

/// The smallest FITS file that is a spectrum: 50 pixels on a linear axis (FITS 4.0 §8.4).
enum TinyFITS {
    static let size = 5760

    /// Writes files "0.fits", … of objects "Star 0", … and returns the folder.
    static func write(_ count: Int, to folder: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for number in 0..<count {
            try spectrum(object: "Star \(number)", flux: (0..<50).map { Float($0 * number) }).write(
                to: URL(filePath: "\(folder)/\(number).fits"))
        }
        return folder
    }

    static func spectrum(object: String, flux: [Float]) -> Data {
        let cards = [
            "SIMPLE  =                    T", "BITPIX  =                  -32", "NAXIS   =                    1",
            "NAXIS1  =                   \(flux.count)", "CTYPE1  = 'AWAV    '", "CUNIT1  = 'Angstrom'",
            "CRPIX1  =                    1", "CRVAL1  =               6300.0", "CDELT1  =                 0.25",
            "OBJECT  = '\(object)'", "END",
        ]
        var data = Data(cards.map { $0.padding(toLength: 80, withPad: " ", startingAt: 0) }.joined().utf8)
        data.append(Data(repeating: UInt8(ascii: " "), count: 2880 - data.count))
        for value in flux { withUnsafeBytes(of: value.bitPattern.bigEndian) { data.append(contentsOf: $0) } }
        data.append(Data(count: (2880 - data.count % 2880) % 2880))
        return data
    }
}
