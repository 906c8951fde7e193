// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Batch maps of 30 × 30 units, 10 epochs, against the products of matrices an expert writes, and somoclu.
enum MapBenchmark: Benchmark {
    static let name = "som"
    static let summary = "self-organising map of 30 × 30 units, 10 epochs, 2 threads; ours must be the better map too"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        try [(20_000, 300, 2.0), (50_000, 3700, 1.7)].flatMap { rows, columns, ratio -> [Comparison] in
            let made = MadeSpectra(rows: rows, pixels: columns, harness: harness)
            let matrix = try made.matrix(), path = try made.path()
            var map = SelfOrganisingMap()
            map.width = 30
            map.height = 30
            let settings = map
            let quality = try settings.fit(matrix, seed: 1, context: ExecutionContext(threads: 2)).training
            guard let quality else { return [Comparison]() }
            print(
                "    ours: quantisation error \(quality.quantisationError), topographic error \(quality.topographicError)"
            )
            func ours() throws -> Double {
                try harness.time { _ = try settings.fit(matrix, seed: 1, context: ExecutionContext(threads: 2)) }
            }
            let size = ["\(rows)", "\(columns)"]
            let errors = ["\(quality.quantisationError)", "\(quality.topographicError)"]
            var comparisons = [
                Comparison(
                    task: "\(rows) × \(columns)", peer: "numpy, two products", atLeast: ratio, ours: ours,
                    theirs: { try harness.python("som.py", [path] + size + ["numpy"] + errors) })
            ]
            if columns == 300 {
                comparisons.append(
                    Comparison(
                        task: "\(rows) × \(columns)", peer: "somoclu", atLeast: 50, isOnce: true, ours: ours,
                        theirs: { try harness.python("som.py", [path] + size + ["somoclu"]) }))
            }
            return comparisons
        }
    }
}
