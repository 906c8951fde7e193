// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import HTTPTransport
import Spectra

/// Fetching many small spectra from a server on loopback (nginx), ours and pyvo's with 3 connections.
enum HarvestBenchmark: Benchmark {
    static let name = "harvest"
    static let summary = "\(files) spectra of 13 kB from nginx on loopback over 3 connections into a new collection"
    private static let files = 20_000

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let folder = harness.scratch + "/harvest-files"
        try makeFiles(folder)
        let server = try StaticServer(folder, scratch: harness.scratch)
        try writeAnswer(folder, base: server.base)
        return [
            Comparison(
                task: "harvest", peer: "pyvo + astropy", atLeast: 5,
                ours: { try ours(harness.scratch + "/harvest-home", server, harness) },
                theirs: {
                    let target = harness.scratch + "/harvest-peer"
                    try? FileManager.default.removeItem(atPath: target)
                    defer { try? FileManager.default.removeItem(atPath: target) }
                    let before = server.processorSeconds
                    let seconds = try harness.python("harvest.py", [server.base + "/ssa.vot", target])
                    print(String(format: "    peer: %.2f s of nginx' processor time", server.processorSeconds - before))
                    return seconds
                })
        ]
    }

    private static func ours(_ path: String, _ server: StaticServer, _ harness: Harness) throws -> Double {
        try? FileManager.default.removeItem(atPath: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let collection = try Home(path: path).collection(named: "bench", create: true)
        PeakMemory.reset()
        let before = (server.processorSeconds, ProcessorTime.seconds)
        let done = DispatchSemaphore(value: 0)
        let result = OneResult<HarvestSummary>()
        let address = server.base + "/ssa.vot"
        Task {
            do {
                result.set(
                    .success(
                        try await collection.harvest(
                            .named(address), through: Transport(), in: ExecutionContext(threads: 2))))
            } catch {
                result.set(.failure(error))
            }
            done.signal()
        }
        done.wait()
        let summary = try result.get()
        guard summary.harvest.counts.done == files else {
            let reason = try Home(path: path).items(
                ofHarvest: summary.harvest.id, in: [.gaveUp, .unreadable], limit: 1
            )
            .first?.reason
            throw Harness.PeerFailure(
                description: "of \(files) spectra, these came in: \(summary.harvest.counts); \(reason ?? "")")
        }
        print(
            String(
                format: "    %.0f spectra/s, %.2f s of our processor time, %.2f s of nginx', peak memory %d MB",
                Double(files) / summary.seconds, ProcessorTime.seconds - before.1, server.processorSeconds - before.0,
                PeakMemory.megabytes))
        return summary.seconds
    }

    /// Kept between runs.
    private static func makeFiles(_ folder: String) throws {
        if FileManager.default.fileExists(atPath: folder + "/labels.csv") { return }
        var parameters = SimulationParameters()
        parameters.spectra = files
        parameters.layouts = ["ondrejov"]
        _ = try Simulation.run(parameters, into: folder)
    }

    /// What an SSA service would answer.
    private static func writeAnswer(_ folder: String, base: String) throws {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder + "/spectra").filter {
            $0.hasSuffix(".fit") || $0.hasSuffix(".fits")
        }.sorted().prefix(files)
        guard names.count == files else {
            throw Harness.PeerFailure(description: "\(folder) has \(names.count) spectra; delete it")
        }
        let rows = names.map {
            "<TR><TD>\(base)/spectra/\($0)</TD><TD>application/fits</TD><TD>ivo://bench/made?\($0)</TD></TR>"
        }
        let document = """
            <?xml version="1.0" encoding="UTF-8"?>
            <VOTABLE version="1.4" xmlns="http://www.ivoa.net/xml/VOTable/v1.3"><RESOURCE type="results">
            <INFO name="QUERY_STATUS" value="OK"/><INFO name="SERVICE_PROTOCOL" value="1.1">SSAP</INFO>
            <TABLE><FIELD name="accref" datatype="char" arraysize="*" utype="ssa:Access.Reference" ucd="meta.ref.url"/>
            <FIELD name="mime" datatype="char" arraysize="*" utype="ssa:Access.Format" ucd="meta.code.mime"/>
            <FIELD name="pubdid" datatype="char" arraysize="*" utype="ssa:Curation.PublisherDID"/>
            <DATA><TABLEDATA>
            \(rows.joined(separator: "\n"))
            </TABLEDATA></DATA></TABLE></RESOURCE></VOTABLE>
            """
        try Data(document.utf8).write(to: URL(filePath: folder + "/ssa.vot"))
    }
}

/// A value from another thread; set before the semaphore is signalled, read after.
private final class OneResult<Value: Sendable>: @unchecked Sendable {
    private var result: Result<Value, any Error>?
    func set(_ value: Result<Value, any Error>) { result = value }
    func get() throws -> Value {
        guard let result else { throw Harness.PeerFailure(description: "the harvest ended without a result") }
        return try result.get()
    }
}
