// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Local outlier factors (exact, k = 20) of made spectra, against the exact and approximate searches a user might install.
///
/// faiss is told to use AVX-512, which its wheel does not choose by itself; pynndescent is timed without its compilation.
enum NeighbourBenchmark: Benchmark {
    static let name = "neighbours"
    static let summary = "local outlier factors with 20 neighbours, exact, 2 threads; peers get AVX-512 too"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        try size(harness, rows: 20_000, columns: 300, asked: [1.6, 3, 3, 5, nil])
            + size(harness, rows: 50_000, columns: 300, asked: [1.6, 3, 3, 5, 1.3])
            + wide(harness, rows: 50_000, columns: 3700) + growth(harness)
    }

    private static func size(
        _ harness: Harness, rows: Int, columns: Int, asked: [Double?]
    ) throws -> [Comparison] {
        let made = MadeSpectra(rows: rows, pixels: columns, harness: harness)
        let (single, best) = (ours(harness, made, .single), ours(harness, made, .automatic))
        let name = "LOF \(rows) × \(columns)"
        func peer(_ peer: String) -> () throws -> Double {
            { try harness.python("neighbours.py", [try made.path(), "\(rows)", "\(columns)", peer]) }
        }
        return [
            Comparison(
                task: name + " float", peer: "faiss flat", atLeast: asked[0], ours: single, theirs: peer("faiss")),
            Comparison(task: name, peer: "faiss flat", atLeast: asked[1], ours: best, theirs: peer("faiss")),
            Comparison(
                task: name, peer: "scikit-learn-intelex", atLeast: asked[2], ours: best, theirs: peer("intelex")),
            Comparison(task: name, peer: "scikit-learn", atLeast: asked[3], ours: best, theirs: peer("sklearn")),
            Comparison(
                task: name, peer: "pynndescent (approximate)", atLeast: asked[4], ours: best,
                theirs: peer("pynndescent")),
        ]
    }

    /// The second of two runs, on both sides: the host of a virtual machine may take seconds to provide a gigabyte at first.
    private static func wide(_ harness: Harness, rows: Int, columns: Int) throws -> [Comparison] {
        let made = MadeSpectra(rows: rows, pixels: columns, harness: harness)
        let name = "LOF \(rows) × \(columns)"
        let peer = { try harness.python("neighbours.py", [try made.path(), "\(rows)", "\(columns)", "faiss", "2"]) }
        return [
            Comparison(
                task: name + " float", peer: "faiss flat", atLeast: 2.4, isOnce: true,
                ours: ours(harness, made, .single, runs: 2), theirs: peer),
            Comparison(
                task: name, peer: "faiss flat", atLeast: 4, isOnce: true,
                ours: ours(harness, made, .automatic, runs: 2), theirs: peer),
        ]
    }

    /// How our time grows; no peer is waited for.
    private static func growth(_ harness: Harness) throws -> [Comparison] {
        [(10_000, 50), (10_000, 300), (10_000, 1000), (100_000, 50), (100_000, 300), (200_000, 300)].map {
            let made = MadeSpectra(rows: $0.0, pixels: $0.1, harness: harness)
            return Comparison(
                task: "growth \($0.0) × \($0.1)", peer: "", atLeast: nil, isOnce: true,
                ours: ours(harness, made, .automatic), theirs: nil)
        }
    }

    private static func ours(
        _ harness: Harness, _ made: MadeSpectra, _ precision: NeighbourSearch.Precision, runs: Int = 1
    ) -> () throws -> Double {
        {
            let matrix = try made.matrix()
            var outliers = LocalOutlierFactor()
            outliers.search.precision = precision
            var seconds = 0.0
            for _ in 0..<runs {
                seconds = try harness.time { _ = try outliers.fit(matrix, context: ExecutionContext(threads: 2)) }
            }
            return seconds
        }
    }
}
