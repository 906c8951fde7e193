// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import Spectra

/// Taking files into a collection: figures without a peer.
enum IngestBenchmark: Benchmark {
    static let name = "ingest"
    static let summary = "20,000 simulated spectra in four layouts into a new collection"
    private static let files = 20_000

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let sources = try makeFiles(harness.scratch + "/ingest-files") + "/spectra"
        let home = harness.scratch + "/ingest-home"
        return [
            Comparison(task: "ingest \(files) spectra", peer: "", ours: { try ingest(sources, home, harness) }),
            Comparison(task: "ingest them again", peer: "", ours: { try ingestAgain(sources, home, harness) }),
        ]
    }

    private static func ingest(_ sources: String, _ path: String, _ harness: Harness) throws -> Double {
        try? FileManager.default.removeItem(atPath: path)
        let collection = try Home(path: path).collection(named: "bench", create: true)
        PeakMemory.reset()
        let summary = try collection.ingest([sources], in: ExecutionContext(threads: 2))
        guard summary.spectraAccepted == files else {
            throw Harness.PeerFailure(description: "of \(files) spectra, these came in: \(summary)")
        }
        print("    \(Int(summary.filesPerSecond)) files/s, peak memory \(PeakMemory.megabytes) MB")
        return summary.seconds
    }

    private static func ingestAgain(_ sources: String, _ path: String, _ harness: Harness) throws -> Double {
        let collection = try Home(path: path).collection(named: "bench")
        return try collection.ingest([sources], in: ExecutionContext(threads: 2)).seconds
    }

    /// A simulated survey in four layouts; kept between runs.
    private static func makeFiles(_ folder: String) throws -> String {
        if FileManager.default.fileExists(atPath: folder + "/labels.csv") { return folder }
        var parameters = SimulationParameters()
        parameters.spectra = files
        parameters.layouts = ["sdss", "lamost-dr5", "ondrejov", "ssa-fits"]
        _ = try Simulation.run(parameters, into: folder)
        return folder
    }
}
