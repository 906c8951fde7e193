// SPDX-License-Identifier: Apache-2.0

import Execution
import FITS
import Foundation
import Parameters
import TestSupport
import Testing

@testable import Spectra

@Suite("A simulated survey")
struct SimulationTests {
    private func parameters(_ spectra: Int, layouts: [String]? = nil) -> SimulationParameters {
        var parameters = SimulationParameters()
        parameters.spectra = spectra
        parameters.layouts = layouts ?? SurveyLayouts.all.map { $0.name }
        return parameters
    }

    /// Relative path and content of each file below a folder.
    private func files(_ folder: TemporaryFolder) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try names.reduce(into: [:]) { files, name in
            let path = folder.appending(name)
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            if exists, !isFolder.boolValue { files[name] = try Data(contentsOf: URL(filePath: path)) }
        }
    }

    private func labels(_ folder: TemporaryFolder) throws -> [[String: String]] {
        let text = try String(contentsOfFile: folder.appending("labels.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return lines.dropFirst().map { line in
            Dictionary(uniqueKeysWithValues: zip(lines[0].map(String.init), line.map(String.init)))
        }
    }

    @Test("one thread and three give the same bytes, another seed others")
    func deterministic() throws {
        var parameters = parameters(60)
        parameters.duplicates = 0.1
        parameters.badFiles = 0.1
        let (first, second, third) = (try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder())
        _ = try Simulation.run(parameters, into: first.path, context: ExecutionContext(threads: 1))
        _ = try Simulation.run(parameters, into: second.path, context: ExecutionContext(threads: 3))
        #expect(try files(first) == files(second))
        parameters.seed = 2
        _ = try Simulation.run(parameters, into: third.path, context: ExecutionContext(threads: 1))
        #expect(try files(first)["labels.csv"] != files(third)["labels.csv"])
    }

    @Test("the tables name every file, each once, and the summary counts them")
    func tables() throws {
        let folder = try TemporaryFolder()
        let summary = try Simulation.run(parameters(80), into: folder.path, context: ExecutionContext(threads: 2))
        let rows = try labels(folder)
        #expect(rows.count == 80 && summary.spectra == 80)
        #expect(Set(rows.map { $0["id"] }).count == 80)
        #expect(Set(rows.map { $0["object"] }).count == summary.objects)
        #expect(summary.objects < 80)
        #expect(summary.spectraOfClass.values.reduce(0, +) == 80)
        for row in rows {
            let file = try #require(row["file"])
            #expect(FileManager.default.fileExists(atPath: folder.appending(file)))
            #expect(FileContent.stem(of: file) == row["id"])
        }
        let written = try files(folder)
        #expect(written.keys.count { $0.hasPrefix("spectra/") } == 80)
        #expect(written.filter { $0.key.hasPrefix("spectra/") }.values.reduce(0) { $0 + $1.count } == summary.bytes)
    }

    @Test("classes come as often as their weights say")
    func mix() throws {
        var parameters = parameters(1)
        parameters.mix = ["absorption=3", "m-star=1"]
        let mix = try ClassMix(mix: parameters.mix, layouts: parameters.layouts)
        let labels = (0..<4000).map { SimulatedObject(number: $0, parameters: parameters, mix: mix).label }
        // Binomial with p = 1/4: 1000 ± 27.
        #expect(abs(labels.count { $0 == "m-star" } - 1000) < 110)
    }

    @Test("exposures of one object are of one class and layout, on different nights")
    func exposures() throws {
        var parameters = parameters(40, layouts: ["ondrejov"])
        parameters.repeated = 1
        let folder = try TemporaryFolder()
        _ = try Simulation.run(parameters, into: folder.path)
        for (_, rows) in Dictionary(grouping: try labels(folder), by: { $0["object"] }) {
            #expect(Set(rows.map { $0["label"] }).count == 1)
            #expect(Set(rows.map { $0["mjd"].flatMap(Double.init)?.rounded(.down) }).count == rows.count)
        }
    }

    @Test("objects are planted as often as told, evenly, alone and well exposed; the others are as without them")
    func plantedObjects() throws {
        var parameters = parameters(400, layouts: ["sdss"])
        parameters.planted = ["polar=3", "symbiotic=2"]
        let (plain, folder) = (try TemporaryFolder(), try TemporaryFolder())
        let summary = try Simulation.run(parameters, into: folder.path)
        #expect(summary.spectraOfClass["polar"] == 3 && summary.spectraOfClass["symbiotic"] == 2)
        let rows = try labels(folder)
        let rare = rows.indices.filter { ["polar", "symbiotic"].contains(rows[$0]["label"]) }
        for (number, row) in rare.enumerated() {
            #expect(try #require(rows[row]["snr"].flatMap(Double.init)) >= 15)
            #expect(rows.count { $0["object"] == rows[row]["object"] } == 1)
            #expect((70 * number..<90 * (number + 1)).contains(row))
        }
        parameters.planted = []
        _ = try Simulation.run(parameters, into: plain.path)
        let common = Set(try labels(plain).prefix(rows.count - 40).map { $0["file"] })
        #expect(common.subtracting(rows.map { $0["file"] }).count <= 5 * parameters.maximumExposures)
    }

    @Test("planted classes that are unknown, too many or no target of the layout are refused")
    func refusedPlanted() throws {
        let folder = try TemporaryFolder()
        for (planted, layouts) in [
            (["polars=1"], ["sdss"]), (["polar"], ["sdss"]), (["polar=-1"], ["sdss"]), (["polar=21"], ["sdss"]),
            (["qso=1"], ["ondrejov"]), (["polar=15", "symbiotic=15"], ["sdss"]),
        ] {
            var parameters = parameters(20, layouts: layouts)
            parameters.planted = planted
            #expect(throws: ParameterError.self) { try Simulation.run(parameters, into: folder.path) }
        }
    }

    @Test("an H alpha spectrograph is given no galaxies")
    func stellarSurvey() throws {
        let folder = try TemporaryFolder()
        let summary = try Simulation.run(parameters(60, layouts: ["ondrejov"]), into: folder.path)
        #expect(summary.spectraOfClass["galaxy"] == nil && summary.spectraOfClass["qso"] == nil)
    }

    @Test("twins, copies and broken files are planted and listed")
    func planted() throws {
        var parameters = parameters(60, layouts: ["sdss", "ssa-fits"])
        parameters.duplicates = 0.3
        parameters.badFiles = 0.3
        let folder = try TemporaryFolder()
        let summary = try Simulation.run(parameters, into: folder.path)
        let text = try String(contentsOfFile: folder.appending("planted.csv"), encoding: .utf8)
        let rows = text.split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
        #expect(rows.count == summary.duplicates + summary.badFiles)
        #expect(summary.duplicates > 5 && summary.badFiles > 5)
        for row in rows {
            let planted = try Data(contentsOf: URL(filePath: folder.appending(row[0])))
            let original = try Data(contentsOf: URL(filePath: folder.appending(row[2])))
            #expect((planted == original) == (row[1] == "copy"), "\(row)")
        }
    }

    @Test(
        "wrong mixes and layouts are refused by name",
        arguments: [
            (["absorbtion=1"], ["sdss"], "mix"), (["absorption"], ["sdss"], "mix"),
            (["absorption=-1"], ["sdss"], "mix"),
            (["absorption=nan"], ["sdss"], "mix"), (["qso=1"], ["ondrejov"], "mix"), (["qso=1"], ["sds"], "layouts"),
            (["qso=1"], [], "layouts"),
        ])
    func refused(mix: [String], layouts: [String], name: String) throws {
        var parameters = parameters(10, layouts: layouts)
        parameters.mix = mix
        let folder = try TemporaryFolder()
        let error = #expect(throws: ParameterError.self) { try Simulation.run(parameters, into: folder.path) }
        guard case .outOfRange(let named, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(named == name)
    }

    @Test("a cancelled simulation stops")
    func cancelled() throws {
        let context = ExecutionContext(threads: 2)
        context.cancellation.cancel()
        let folder = try TemporaryFolder()
        #expect(throws: CancellationError.self) {
            try Simulation.run(parameters(50), into: folder.path, context: context)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.appending("labels.csv")))
    }
}
