// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Label spreading over made spectra of which one in twenty has a label, along neighbours and along a kernel.
enum LabelBenchmark: Benchmark {
    static let name = "labels"
    static let summary = "label spreading, spectra × 300 pixels, 5 % labelled, against scikit-learn with 2 threads"

    private static let columns = 300
    private static let gamma = 0.01

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let made = MadeSpectra(rows: 50_000, pixels: columns, harness: harness)
        let path = try made.path(), all = try made.matrix(), labels = try made.labels()
        let context = ExecutionContext(threads: 2)
        func given(_ rows: Int) -> [Int?] { (0..<rows).map { $0 % 20 == 0 ? labels[$0] : nil } }

        func neighbours(_ rows: Int, _ precision: NeighbourSearch.Precision) throws -> Double {
            let matrix = all.rows(Array(0..<rows))
            return try harness.time {
                var search = NeighbourSearch()
                search.count = 9
                search.precision = precision
                let found = try search.neighbours(within: matrix, context: context)
                let graph = try NeighbourGraph(neighbours: found.numbers, perRow: found.count)
                _ = try LabelSpreading().fit(
                    graph, labels: given(rows), classCount: MadeSpectra.classCount, context: context)
            }
        }
        func kernel(_ rows: Int) throws -> Double {
            let matrix = all.rows(Array(0..<rows))
            return try harness.time {
                let graph = try KernelGraph(matrix, gamma: gamma, memoryLimit: 6_000_000_000, context: context)
                _ = try LabelSpreading().fit(
                    graph, labels: given(rows), classCount: MadeSpectra.classCount, context: context)
            }
        }
        func peer(_ rows: Int, _ kind: String) -> () throws -> Double {
            { try harness.python("labels.py", [path, "\(rows)", "\(columns)", kind, "\(gamma)"]) }
        }
        var comparisons: [Comparison] = []
        for rows in [20_000, 50_000] {
            for (precision, atLeast) in [(NeighbourSearch.Precision.single, 4.0), (.automatic, 7.0)] {
                comparisons.append(
                    Comparison(
                        task: "9 neighbours, \(rows) rows, \(precision.rawValue) precision", peer: "scikit-learn",
                        atLeast: atLeast, isOnce: rows > 20_000, ours: { try neighbours(rows, precision) },
                        theirs: peer(rows, "knn")))
            }
        }
        comparisons.append(
            Comparison(
                task: "kernel, 10000 rows", peer: "scikit-learn", atLeast: 5, ours: { try kernel(10_000) },
                theirs: peer(10_000, "rbf")))
        comparisons.append(
            Comparison(
                task: "kernel, 50000 rows (scikit-learn would need 58 GB)", peer: "", atLeast: nil, isOnce: true,
                ours: { try kernel(50_000) }, theirs: nil))
        return comparisons
    }
}
