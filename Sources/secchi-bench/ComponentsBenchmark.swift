// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// 50 principal components of 50,000 spectra of 3,700 pixels.
enum ComponentsBenchmark: Benchmark {
    static let name = "pca"
    static let summary = "50 principal components of 50,000 spectra × 3,700 pixels, 2 threads"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let rows = 50_000, columns = 3700
        let made = MadeSpectra(rows: rows, pixels: columns, harness: harness)
        let matrix = try made.matrix(), path = try made.path()
        let context = ExecutionContext(threads: 2)
        func fit(_ method: PrincipalComponents.Method) throws -> FittedComponents {
            var settings = PrincipalComponents()
            settings.components = 50
            settings.method = method
            return try settings.fit(matrix, seed: 1, context: context)
        }
        let explained = try fit(.krylov).explainedRatios.reduce(0, +)
        print("    ours explains \(explained)")
        return ["numpy syrk + eigh", "scikit-learn randomized"].map { peer in
            Comparison(
                task: "50 components", peer: peer, atLeast: 4,
                ours: { try harness.time { _ = try fit(.krylov) } },
                theirs: {
                    try harness.python(
                        "pca.py", [path, "\(rows)", "\(columns)", String(peer.prefix(5)), "\(explained)"])
                })
        }
    }
}
