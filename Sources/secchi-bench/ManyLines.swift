// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Learning

/// Made spectra of seven classes as uneven as in a survey, with lines every 150 pixels and noise of varying strength.
enum ManyLines {
    /// The same bits for any number of threads.
    static func matrix(rows: Int, columns: Int, threads: Int = 2) throws -> FeatureMatrix {
        let ranges = ExecutionContext.ranges(of: rows, size: 500)
        let parts = try ExecutionContext(threads: threads).mapParts(ranges.count) { part in
            var generator = SeededGenerator(seed: 7, part: UInt64(part))
            return ranges[part].flatMap { _ in spectrum(columns: columns, &generator) }
        }
        return try FeatureMatrix(rows: rows, columns: columns, values: parts.flatMap { $0 })
    }

    /// Writes a matrix as little-endian floats, for peers.
    static func write(_ matrix: FeatureMatrix, to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        try matrix.values.withUnsafeBytes { try Data($0).write(to: URL(filePath: path)) }
    }

    private static func spectrum(columns: Int, _ generator: inout SeededGenerator) -> [Float] {
        let shares = [0.60, 0.09, 0.04, 0.02, 0.12, 0.06, 0.07]
        var drawn = generator.uniform(), kind = 0
        while kind < 6, drawn >= shares[kind] {
            drawn -= shares[kind]
            kind += 1
        }
        let strength = 0.2 + 0.6 * generator.uniform(), width = 6 + 10 * generator.uniform()
        let shift = 4 * generator.normal(), noise = 0.02 + 0.2 * generator.uniform() * generator.uniform()
        let slope = 0.1 * generator.normal(), decay = 0.1 + 0.3 * generator.uniform()
        var values = (0..<columns).map { column in
            1 + slope * (Double(column) / Double(columns) - 0.5) + noise * generator.normal()
        }
        func add(_ factor: Double, _ centre: Double, _ width: Double) {
            let first = max(0, Int(centre - 4 * width)), last = min(columns, Int(centre + 4 * width) + 1)
            guard first < last else { return }
            for column in first..<last {
                let x = (Double(column) - centre) / width
                values[column] += factor * exp(-x * x)
            }
        }
        for (number, centre) in stride(from: min(150, Double(columns) / 2), to: Double(columns), by: 150).enumerated() {
            let line = strength / (1 + decay * Double(number)), middle = centre + shift
            switch kind {
            case 0: add(-line, middle, width)
            case 1: add(line, middle, width)
            case 2:
                add(line, middle - width, 0.7 * width)
                add(line, middle + width, 0.7 * width)
            case 3:
                add(line, middle + width, width)
                add(-line, middle - width, width)
            case 5: add(line, middle, 6 * width)
            default: break
            }
        }
        if kind == 4 {
            for column in 0..<columns { values[column] += 0.3 * strength * sin(Double(column) / 17) }
        }
        return values.map { Float($0) }
    }
}
