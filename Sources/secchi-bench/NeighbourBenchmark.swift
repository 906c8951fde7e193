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
        try size(harness, rows: 20_000, columns: 300, asked: [1.6, 3, 3, 4, 2])
            + size(harness, rows: 50_000, columns: 300, asked: [1.6, 3, 5, 7, 1.3])
            + wide(harness, rows: 50_000, columns: 3700) + growth(harness)
    }

    private static func size(
        _ harness: Harness, rows: Int, columns: Int, asked: [Double]
    ) throws -> [Comparison] {
        let data = MadeRows(rows: rows, columns: columns, harness: harness)
        let (single, best) = (ours(harness, data, .single), ours(harness, data, .automatic))
        let name = "LOF \(rows) × \(columns)"
        func peer(_ peer: String) -> () throws -> Double {
            { try harness.python("neighbours.py", [try data.path(), "\(rows)", "\(columns)", peer]) }
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

    private static func wide(_ harness: Harness, rows: Int, columns: Int) throws -> [Comparison] {
        let data = MadeRows(rows: rows, columns: columns, harness: harness)
        let name = "LOF \(rows) × \(columns)"
        let peer = { try harness.python("neighbours.py", [try data.path(), "\(rows)", "\(columns)", "faiss"]) }
        return [
            Comparison(
                task: name + " float", peer: "faiss flat", atLeast: 2.4, isOnce: true,
                ours: ours(harness, data, .single), theirs: peer),
            Comparison(
                task: name, peer: "faiss flat", atLeast: 4, isOnce: true, ours: ours(harness, data, .automatic),
                theirs: peer),
        ]
    }

    /// How our time grows; no peer is waited for.
    private static func growth(_ harness: Harness) throws -> [Comparison] {
        [(10_000, 50), (10_000, 300), (10_000, 1000), (100_000, 50), (100_000, 300), (200_000, 300)].map {
            let data = MadeRows(rows: $0.0, columns: $0.1, harness: harness)
            return Comparison(
                task: "growth \($0.0) × \($0.1)", peer: "", atLeast: nil, isOnce: true,
                ours: ours(harness, data, .automatic), theirs: nil)
        }
    }

    private static func ours(
        _ harness: Harness, _ data: MadeRows, _ precision: NeighbourSearch.Precision
    ) -> () throws -> Double {
        {
            let matrix = try data.matrix()
            var outliers = LocalOutlierFactor()
            outliers.search.precision = precision
            return try harness.time { _ = try outliers.fit(matrix, context: ExecutionContext(threads: 2)) }
        }
    }
}

/// Spectra with lines of varying strength, width and place in noise of varying strength, kept in a file that peers read.
struct MadeRows {
    let rows: Int
    let columns: Int
    let harness: Harness

    func path() throws -> String {
        let path = harness.scratch + "/spectra-\(rows)x\(columns).f32"
        if !FileManager.default.fileExists(atPath: path) { try write(to: path) }
        return path
    }

    func matrix() throws -> FeatureMatrix {
        let data = try Data(contentsOf: URL(filePath: try path()), options: .alwaysMapped)
        let values = [Float](unsafeUninitializedCapacity: rows * columns) { buffer, count in
            count = data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 4
        }
        return try FeatureMatrix(rows: rows, columns: columns, values: values)
    }

    private func write(to path: String) throws {
        let parts = ExecutionContext.ranges(of: rows, size: 1000)
        let made = try ExecutionContext(threads: 2).mapParts(parts.count) { part in
            var generator = SeededGenerator(seed: 7, part: UInt64(part))
            return parts[part].flatMap { _ in row(&generator) }
        }
        try Data().write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        for part in made { try part.withUnsafeBytes { try file.write(contentsOf: Data($0)) } }
        try file.close()
    }

    private func row(_ generator: inout SeededGenerator) -> [Float] {
        let kind = generator.uniform(), strength = 0.2 + 0.6 * generator.uniform(), width = 6 + 10 * generator.uniform()
        let shift = 4 * generator.normal(), noise = 0.05 + 0.3 * generator.uniform()
        let step = 300 / Double(columns)
        return (0..<columns).map { column in
            let x = Double(column) * step
            func bump(_ centre: Double, _ width: Double) -> Double {
                exp(-pow((x - 150 - shift - centre) / width, 2))
            }
            let line: Double =
                switch kind {
                case ..<0.60: -strength * bump(0, width)
                case ..<0.69: strength * bump(0, width)
                case ..<0.73: strength * (bump(-width, width * 0.7) + bump(width, width * 0.7))
                case ..<0.75: strength * (bump(width, width) - bump(-width, width))
                case ..<0.87: 0.3 * strength * sin(x / 17)
                case ..<0.93: strength * bump(20, width * 6)
                default: 0
                }
            return Float(1 + line + noise * generator.normal())
        }
    }
}
