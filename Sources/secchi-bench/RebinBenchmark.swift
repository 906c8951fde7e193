// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Spectra

/// 10,000 spectra of 3,700 pixels onto 2,000, flux-conserving, with two threads.
enum RebinBenchmark: Benchmark {
    static let name = "rebin"
    static let summary = "10,000 spectra of 3,700 pixels onto 2,000, flux-conserving, 2 threads"

    private static let count = 10_000
    private static let old = 3700
    private static let grids = 500
    private static let grid = (0..<2000).map { 3900 + 2.4 * Double($0) }

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let folder = harness.scratch + "/rebin"
        let flux = try spectra(in: folder)
        let own = { try harness.time { try rebinEachOnItsOwnGrid(flux) } }
        let same = { try harness.time { try rebinAllOnOneGrid(flux) } }
        func peer(_ mode: String) -> () throws -> Double { { try harness.python("rebin.py", [folder, mode]) } }
        return [
            Comparison(
                task: "each with its own grid", peer: "spectres", atLeast: 1000, ours: own, theirs: peer("own-spectres")
            ),
            Comparison(
                task: "each with its own grid", peer: "specutils", atLeast: 5000, ours: own,
                theirs: peer("own-specutils")),
            Comparison(
                task: "same grid for all", peer: "scipy sparse matrix", atLeast: 6, ours: same,
                theirs: peer("same-sparse")),
            Comparison(
                task: "same grid for all", peer: "spectres in one call", atLeast: 30, ours: same,
                theirs: peer("same-spectres")),
        ]
    }

    private static func rebinEachOnItsOwnGrid(_ flux: [Float]) throws {
        let waves = Waves.all
        let edges = Rebinning.pixelEdges(of: grid)
        let parts = ExecutionContext.ranges(of: count, size: 250)
        let results = try ExecutionContext(threads: 2).mapParts(parts.count) { part in
            var kernel = OverlapKernel(edges: edges, pixelCount: old)
            var rebinned = Rebinned()
            var rows: [Float] = []
            rows.reserveCapacity(parts[part].count * grid.count)
            for row in parts[part] {
                kernel.rebin(
                    centres: waves[row % grids], flux: Array(flux[row * old..<(row + 1) * old]), error: nil, mask: nil,
                    minimumCoverage: 0.5, into: &rebinned)
                rows += rebinned.flux
            }
            return rows
        }
        precondition(results.reduce(0) { $0 + $1.count } == count * grid.count)
    }

    private static func rebinAllOnOneGrid(_ flux: [Float]) throws {
        let rebinner = BandedRebinner(from: Waves.all[0], to: grid)
        let rows = try rebinner.rebin(flux, context: ExecutionContext(threads: 2))
        precondition(rows.count == count * grid.count)
    }

    private enum Waves {
        static let all = (0..<grids).map { grid in
            (0..<old).map { pixel -> Double in
                let position = Double(pixel) + Double(grid) / Double(grids)
                return pow(10, 3.58 + 1e-4 * position)
            }
        }
    }

    /// The same fluxes for us and for the peers, who read them from a file.
    private static func spectra(in folder: String) throws -> [Float] {
        var generator = SeededGenerator(seed: 1)
        var flux: [Float] = []
        flux.reserveCapacity(count * old)
        for row in 0..<count {
            let period = 20 + Double(row % 97)
            for pixel in 0..<old {
                let wave = sin(Double(pixel) / period)
                flux.append(Float(1 + 0.3 * wave + 0.1 * generator.uniform()))
            }
        }
        _ = Waves.all
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try flux.withUnsafeBytes { try Data($0).write(to: URL(filePath: folder + "/flux.f32")) }
        return flux
    }
}
