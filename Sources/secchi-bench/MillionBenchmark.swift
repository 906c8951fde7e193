// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// A million spectra on one machine, end to end. It takes half an hour, so it only runs when it is named.
enum MillionBenchmark: Benchmark {
    static let name = "million"
    static let summary = "a million spectra × 300 pixels: local outlier factors, exact, and the nearest of one spectrum"
    static let runsOnlyWhenNamed = true
    private static let rows = 1_000_000

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let made = MadeSpectra(rows: rows, pixels: 300, harness: harness)
        return [
            Comparison(
                task: "nearest 20 of one spectrum", peer: "", isOnce: true, ours: { try nearest(made, harness) }),
            Comparison(task: "LOF \(rows) × 300", peer: "", isOnce: true, ours: { try outliers(made, harness) }),
        ]
    }

    private static func outliers(_ made: MadeSpectra, _ harness: Harness) throws -> Double {
        let matrix = try made.matrix()
        PeakMemory.reset()
        let before = ProcessorTime.seconds
        var outliers = LocalOutlierFactor()
        outliers.search.count = 20
        let seconds = try harness.time {
            let fitted = try outliers.fit(matrix, context: ExecutionContext(threads: 2))
            print("    \(fitted.factors.count { $0 >= 1.5 }) factors of at least 1.5")
        }
        print(
            "    \(Int(ProcessorTime.seconds - before)) s of processor time, peak memory \(PeakMemory.megabytes) MB, "
                + "the spectra among it")
        return seconds
    }

    /// The median of single queries against an index file whose pages are in memory.
    private static func nearest(_ made: MadeSpectra, _ harness: Harness) throws -> Double {
        let matrix = try made.matrix(), path = harness.scratch + "/million.index"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let context = ExecutionContext(threads: 2)
        let writing = try harness.time {
            try NeighbourIndex.write(matrix, distance: .euclidean, attachment: Data(), to: path, context: context)
        }
        let index = try NeighbourIndex(contentsOf: path)
        let times = try (0..<9).map { number in
            let query = matrix.rows([number * 1009])
            return try harness.time { _ = try index.neighbours(of: query, count: 20, context: context) }
        }
        print(
            String(
                format: "    index written in %.1f s; first query %.2f s, slowest %.2f s", writing, times[0],
                times.max() ?? 0))
        return times.sorted()[times.count / 2]
    }
}
