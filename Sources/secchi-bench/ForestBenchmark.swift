// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Training and prediction of 100 trees on 20,000 made spectra of 300 pixels, seven classes as uneven as in a survey.
enum ForestBenchmark: Benchmark {
    static let name = "forest"
    static let summary = "random forest, 20,000 spectra × 300 pixels, 100 trees, against scikit-learn with 2 threads"

    private static let rows = 20_000
    private static let columns = 300
    private static let classCount = 7

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let (matrix, labels) = try data()
        let path = harness.scratch + "/forest-\(rows)x\(columns).f32"
        if !FileManager.default.fileExists(atPath: path) {
            var bytes = matrix.values.withUnsafeBytes { Data($0) }
            bytes.append(contentsOf: labels.map(UInt8.init))
            try WholeFile.write(bytes, to: path)
        }
        let context = ExecutionContext(threads: 2)
        let fitted = try RandomForest().fit(matrix, labels: labels, classCount: classCount, seed: 1, context: context)
        func peer(_ task: String) -> () throws -> Double {
            { try harness.python("forest.py", [path, "\(rows)", "\(columns)", task]) }
        }
        return [
            Comparison(
                task: "train", peer: "scikit-learn", atLeast: nil,
                ours: {
                    try harness.time {
                        _ = try RandomForest().fit(
                            matrix, labels: labels, classCount: classCount, seed: 1, context: context)
                    }
                }, theirs: peer("train")),
            Comparison(
                task: "predict", peer: "scikit-learn", atLeast: nil,
                ours: { try harness.time { _ = try fitted.probabilities(of: matrix, context: context) } },
                theirs: peer("predict")),
        ]
    }

    /// Absorption, emission, double peak, P Cygni, bands, broad line and noise, in noise of varying strength.
    private static func data() throws -> (FeatureMatrix, [Int]) {
        var generator = SeededGenerator(seed: 7)
        let shares = [0.60, 0.09, 0.04, 0.02, 0.12, 0.06, 0.07]
        var values: [Float] = []
        var labels: [Int] = []
        values.reserveCapacity(rows * columns)
        for _ in 0..<rows {
            var drawn = generator.uniform(), number = 0
            while number < 6, drawn >= shares[number] {
                drawn -= shares[number]
                number += 1
            }
            let strength = 0.2 + 0.6 * generator.uniform(), width = 6 + 10 * generator.uniform()
            let shift = 4 * generator.normal(), noise = 0.05 + 0.3 * generator.uniform()
            func bump(_ x: Double, _ centre: Double, _ width: Double) -> Double {
                exp(-pow((x - 150 - shift - centre) / width, 2))
            }
            for column in 0..<columns {
                let x = Double(column)
                let line: Double =
                    switch number {
                    case 0: -strength * bump(x, 0, width)
                    case 1: strength * bump(x, 0, width)
                    case 2: strength * (bump(x, -width, width * 0.7) + bump(x, width, width * 0.7))
                    case 3: strength * (bump(x, width, width) - bump(x, -width, width))
                    case 4: 0.3 * strength * sin(x / 17)
                    case 5: strength * bump(x, 30 * generator.uniform(), width * 6)
                    default: 0.0
                    }
                values.append(Float(1 + line + noise * generator.normal()))
            }
            labels.append(number)
        }
        return (try FeatureMatrix(rows: rows, columns: columns, values: values), labels)
    }
}
