// SPDX-License-Identifier: Apache-2.0

import DataManager
import Execution
import Foundation
import Spectra

/// Taking files into a collection, and filling and searching the catalogue: figures without a peer.
enum IngestBenchmark: Benchmark {
    static let name = "ingest"
    static let summary = "20,000 simulated spectra in four layouts into a new collection; 1,000,000 made catalogue rows"
    private static let files = 20_000
    private static let rows = 1_000_000

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let sources = try makeFiles(harness.scratch + "/ingest-files") + "/spectra"
        let home = harness.scratch + "/ingest-home"
        return [
            Comparison(task: "ingest \(files) spectra", peer: "", ours: { try ingest(sources, home, harness) }),
            Comparison(task: "ingest them again", peer: "", ours: { try ingestAgain(sources, home, harness) }),
            Comparison(task: "insert \(rows) catalogue rows", peer: "", ours: { try insert(home, harness) }),
            Comparison(task: "1000 searches of 0.1° by cone", peer: "", ours: { try search(home, harness) }),
        ]
    }

    private static func ingest(_ sources: String, _ path: String, _ harness: Harness) throws -> Double {
        try? FileManager.default.removeItem(atPath: path)
        let collection = try Home(path: path).collection(named: "bench", create: true)
        resetPeakMemory()
        let summary = try collection.ingest([sources], in: ExecutionContext(threads: 2))
        guard summary.spectraAccepted == files else {
            throw Harness.PeerFailure(description: "of \(files) spectra, these came in: \(summary)")
        }
        print("    \(Int(summary.filesPerSecond)) files/s, peak memory \(peakMemory()) MB")
        return summary.seconds
    }

    private static func ingestAgain(_ sources: String, _ path: String, _ harness: Harness) throws -> Double {
        let collection = try Home(path: path).collection(named: "bench")
        return try collection.ingest([sources], in: ExecutionContext(threads: 2)).seconds
    }

    private static func insert(_ path: String, _ harness: Harness) throws -> Double {
        let home = try Home(path: path)
        if try home.collections().contains(where: { $0.name == "rows" }) { try home.removeCollection(named: "rows") }
        let collection = try home.collection(named: "rows", create: true)
        let parts = ExecutionContext.ranges(of: rows, size: 20_000)
        resetPeakMemory()
        let seconds = try harness.time {
            for part in parts { try collection.fill(part.map(entry)) }
        }
        print("    \(Int(Double(rows) / seconds)) rows/s, peak memory \(peakMemory()) MB")
        return seconds
    }

    private static func search(_ path: String, _ harness: Harness) throws -> Double {
        let catalogue = try Home(path: path).catalogue
        var random = SeededGenerator(seed: 11)
        return try harness.time {
            for _ in 0..<1000 {
                var query = CatalogueQuery()
                query.cone = .init(
                    ra: random.uniform() * 360, dec: random.uniform() * 178 - 89, radius: 0.1)
                _ = try catalogue.search(query)
            }
        }
    }

    /// A row as SDSS spectra have them, at a place of its own.
    private static func entry(_ number: Int) -> CatalogueEntry {
        var random = SeededGenerator(seed: 5, part: UInt64(number))
        let axis = SpectralAxis(values: [3800.1, 9200.2], unit: "Angstrom", medium: .vacuum, spacing: .logarithmic)
        var spectrum = Spectrum(
            axis: axis, flux: [1, 2], fluxUnit: "1e-17 erg/s/cm^2/Angstrom", dialect: "sdss-spec",
            source: .init(file: "made", row: number))
        let plate = random.index(below: 10_000)
        spectrum.identifier = "spec-\(plate)-\(50_000 + random.index(below: 8000))-\(random.index(below: 1000))"
        spectrum.target = .init(
            name: "SDSS J\(random.index(below: 1_000_000_000))", ra: random.uniform() * 360,
            dec: random.uniform() * 180 - 90, redshift: random.uniform())
        spectrum.observation.date = "2011-01-01T00:00:00"
        spectrum.observation.snr = random.uniform() * 80
        spectrum.label = ["STAR", "GALAXY", "QSO"][random.index(below: 3)]
        return CatalogueEntry(spectrum, original: "")
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

    // Linux counts the peak from the last time that "5" was written to clear_refs (proc(5)).
    private static func resetPeakMemory() { try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs")) }

    /// Peak resident memory in MB.
    private static func peakMemory() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
    }
}
