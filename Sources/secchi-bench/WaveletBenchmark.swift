// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// 20,000 spectra of 3,700 pixels taken apart by db4 over six levels, with two threads.
enum WaveletBenchmark: Benchmark {
    static let name = "wavelet"
    static let summary = "db4 over 6 levels, and back, of 20,000 spectra of 3,700 pixels, 2 threads"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let folder = harness.scratch + "/wavelet"
        let matrix = try spectra(in: folder)
        let transform = WaveletTransform(wavelet: try .named("db4"), levels: 6)
        let context = ExecutionContext(threads: 2)
        let coefficients = try transform.coefficients(of: matrix, context: context)
        func peer(_ mode: String) -> () throws -> Double { { try harness.python("wavelet.py", [folder, mode]) } }
        return [
            Comparison(
                task: "taken apart", peer: "PyWavelets in one call", atLeast: 10,
                ours: {
                    var result: WaveletCoefficients?
                    let seconds = try harness.time {
                        result = try transform.coefficients(of: matrix, context: context)
                    }
                    precondition(result == coefficients)
                    return seconds
                }, theirs: peer("forward")),
            Comparison(
                task: "put together", peer: "PyWavelets in one call", atLeast: 5,
                ours: {
                    var result: FeatureMatrix?
                    let seconds = try harness.time {
                        result = try transform.values(of: coefficients, context: context)
                    }
                    precondition(result?.rowCount == matrix.rowCount)
                    return seconds
                }, theirs: peer("inverse")),
        ]
    }

    /// The same fluxes for us and for the peer, who reads them from a file.
    private static func spectra(in folder: String) throws -> FeatureMatrix {
        var generator = SeededGenerator(seed: 1)
        var flux: [Float] = []
        flux.reserveCapacity(20_000 * 3700)
        for row in 0..<20_000 {
            let period = 20 + Double(row % 97)
            for pixel in 0..<3700 {
                flux.append(Float(1 + 0.3 * sin(Double(pixel) / period) + 0.1 * generator.uniform()))
            }
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try flux.withUnsafeBytes { try Data($0).write(to: URL(filePath: folder + "/flux.f32")) }
        return try FeatureMatrix(rows: 20_000, columns: 3700, values: flux)
    }
}
