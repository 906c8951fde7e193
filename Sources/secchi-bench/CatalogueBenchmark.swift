// SPDX-License-Identifier: Apache-2.0

import DataManager
import Dispatch
import Execution
import Foundation
import Spectra

/// Filling a catalogue to ten million rows and searching it: figures without a peer.
///
/// Every row has an original, a name, an object, a position and an observation of its own, in random order, so each of them
/// falls on a place of its own in each index.
enum CatalogueBenchmark: Benchmark {
    static let name = "catalogue"
    static let summary = "\(rows) made rows, each of an original of its own"
    private static let rows =
        ProcessInfo.processInfo.environment["SECCHI_BENCH_ROWS"].flatMap { Int($0) } ?? 10_000_000
    private static let batch = 65_536

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let path = harness.scratch + "/catalogue-home"
        return [
            Comparison(task: "insert \(rows) rows", peer: "", isOnce: true, ours: { try insert(path, harness) }),
            Comparison(
                task: "median search by position and band", peer: "", isOnce: true,
                ours: {
                    defer { try? FileManager.default.removeItem(atPath: path) }
                    let catalogue = try Home(path: path).catalogue
                    for radius in [0.1, 0.5, 1, 2] { try search(catalogue, radius: radius, harness) }
                    try searchNames(catalogue, harness)
                    return try search(catalogue, radius: 1, harness)
                }),
        ]
    }

    private static func insert(_ path: String, _ harness: Harness) throws -> Double {
        try? FileManager.default.removeItem(atPath: path)
        let collection = try Home(path: path).collection(named: "rows", create: true)
        PeakMemory.reset()
        let written = PeakMemory.bytesWritten
        let processor = ProcessorTime.seconds
        var slowest = 0.0
        var searches: [Double] = []
        let seconds = try harness.time {
            var next = made(0)
            for start in stride(from: 0, to: rows, by: batch) {
                // The next rows are made while these are written.
                let made = BehindTheBack { start + batch < rows ? Self.made(start + batch) : [] }
                let entries = next
                slowest = max(slowest, try harness.time { try collection.fill(entries) })
                next = made.value
                if start % (16 * batch) == 0 {
                    searches.append(try oneSearch(Home(path: path).catalogue, number: start, radius: 1, harness))
                }
            }
        }
        let size = try FileManager.default.attributesOfItem(atPath: path + "/catalogue.sqlite")[.size] as? Int ?? 0
        print(
            "    \(Int(Double(rows) / seconds)) rows/s, \(Int(ProcessorTime.seconds - processor)) s of processor time, "
                + "peak memory \(PeakMemory.megabytes) MB, "
                + "slowest batch of \(batch): \(milliseconds(slowest)); "
                + "catalogue \(size >> 20) MB, written \((PeakMemory.bytesWritten - written) >> 20) MB; "
                + "searches of 1° meanwhile: median \(milliseconds(median(searches)))")
        return seconds
    }

    @discardableResult
    private static func search(_ catalogue: Catalogue, radius: Double, _ harness: Harness) throws -> Double {
        var times: [Double] = []
        var found = 0
        for number in 0..<200 {
            times.append(try oneSearch(catalogue, number: number, radius: radius, harness, found: &found))
        }
        print("    \(radius)°: median \(milliseconds(median(times))), \(found / times.count) rows")
        return median(times)
    }

    private static func searchNames(_ catalogue: Catalogue, _ harness: Harness) throws {
        var times: [Double] = []
        for number in 0..<200 {
            let wanted = entry(number * 7919 % rows)
            var query = CatalogueQuery()
            query.name = wanted.identifier
            times.append(
                try harness.time {
                    guard try catalogue.search(query).contains(where: { $0.identifier == wanted.identifier }) else {
                        throw Harness.PeerFailure(description: "\(wanted.identifier) was not found")
                    }
                })
        }
        print("    by name: median \(milliseconds(median(times)))")
    }

    private static func oneSearch(
        _ catalogue: Catalogue, number: Int, radius: Double, _ harness: Harness
    ) throws -> Double {
        var found = 0
        return try oneSearch(catalogue, number: number, radius: radius, harness, found: &found)
    }

    private static func oneSearch(
        _ catalogue: Catalogue, number: Int, radius: Double, _ harness: Harness, found: inout Int
    ) throws -> Double {
        var random = SeededGenerator(seed: 11, part: UInt64(number))
        var query = CatalogueQuery()
        query.cone = .init(
            ra: random.uniform() * 360, dec: asin(2 * random.uniform() - 1) * 180 / .pi, radius: radius)
        try query.setBand("6500/6600", unit: "Angstrom")
        var count = 0
        let seconds = try harness.time { count = try catalogue.search(query).count }
        found += count
        return seconds
    }

    private static func made(_ start: Int) -> [CatalogueEntry] { (start..<min(start + batch, rows)).map(entry) }

    private static let template: CatalogueEntry = {
        let axis = SpectralAxis(values: [3800.1, 9200.2], unit: "Angstrom", medium: .vacuum, spacing: .logarithmic)
        var spectrum = Spectrum(
            axis: axis, flux: [1, 2], fluxUnit: "1e-17 erg/s/cm^2/Angstrom", dialect: "sdss-spec",
            source: .init(file: "made"))
        spectrum.observation.instrument = "SDSS"
        return CatalogueEntry(spectrum, original: "")
    }()

    /// A row as a survey's spectra have them, all over the sky; half of them cover Hα.
    private static func entry(_ number: Int) -> CatalogueEntry {
        var random = SeededGenerator(seed: 5, part: UInt64(number))
        var entry = template
        let digits = String(random.next(), radix: 16)
        entry.original = String(repeating: "0", count: 16 - digits.count) + digits + String(repeating: "0", count: 48)
        entry.file = "http://archive/made/\(number)"
        let plate = random.index(below: 10_000)
        let mjd = 50_000 + random.index(below: 8000)
        let fibre = random.index(below: 1000)
        entry.identifier = "spec-\(plate)-\(mjd)-\(fibre)"
        entry.observationKey = "sdss:\(plate)-\(mjd)-\(fibre)"
        entry.object = "SDSS J\(random.index(below: 1_000_000_000))"
        entry.ra = random.uniform() * 360
        entry.dec = asin(2 * random.uniform() - 1) * 180 / .pi
        entry.mjd = Double(mjd) + 0.25
        entry.snr = random.uniform() * 80
        if number % 2 == 1 { entry.waveMax = 6000 }
        entry.label = ["STAR", "GALAXY", "QSO"][random.index(below: 3)]
        return entry
    }

    private static func median(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.sorted()[values.count / 2]
    }

    private static func milliseconds(_ value: Double) -> String { String(format: "%.1f ms", value * 1000) }
}

/// A value made on another thread.
private final class BehindTheBack<Value: Sendable>: @unchecked Sendable {
    // Written before the group is left, read after it was waited for.
    private var made: Value?
    private let group = DispatchGroup()

    init(_ make: @escaping @Sendable () -> Value) {
        DispatchQueue.global().async(group: group) { self.made = make() }
    }

    var value: Value {
        group.wait()
        guard let made else { preconditionFailure("the group was left without a value") }
        return made
    }
}
