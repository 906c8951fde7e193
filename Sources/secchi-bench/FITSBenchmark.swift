// SPDX-License-Identifier: Apache-2.0

import Execution
import FITS
import Foundation
import Spectra

/// Reading archive spectra file by file, page cache warm: the first step of every ingest.
enum FITSBenchmark: Benchmark {
    static let name = "fits"
    static let summary =
        "2,000 spectra, one FITS file each, page cache warm; ours on 2 threads, the peers as Python runs them"

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let sdss = try SpectraFiles.sdss(in: harness.scratch + "/fits-sdss", count: 2000)
        let lamost = try SpectraFiles.lamost(in: harness.scratch + "/fits-lamost", count: 2000)
        return [
            comparison(harness, "SDSS-type table spectra", sdss, "sdss", "astropy", atLeast: 20),
            comparison(harness, "SDSS-type table spectra", sdss, "sdss", "fitsio", atLeast: 8),
            comparison(harness, "LAMOST-type image spectra", lamost, "lamost", "astropy", atLeast: 8),
            comparison(harness, "LAMOST-type image spectra", lamost, "lamost", "fitsio", atLeast: nil),
            floor(harness, sdss),
        ]
    }

    private static func comparison(
        _ harness: Harness, _ task: String, _ paths: [String], _ kind: String, _ library: String, atLeast: Double?
    ) -> Comparison {
        Comparison(
            task: task, peer: library, atLeast: atLeast,
            ours: {
                _ = try read(Array(paths.prefix(20)))
                return try harness.time { _ = try read(paths) }
            },
            theirs: {
                try harness.python(
                    "read_spectra.py", [library, kind, URL(filePath: paths[0]).deletingLastPathComponent().path])
            })
    }

    /// - Returns: the number of pixels, so that nothing is left out.
    private static func read(_ paths: [String]) throws -> Int {
        let parts = ExecutionContext.ranges(of: paths.count, size: 20)
        return try ExecutionContext(threads: 2).mapParts(parts.count) { part in
            try parts[part].reduce(0) { sum, index in
                try SpectrumReader.spectra(contentsOf: paths[index]).reduce(sum) { $0 + $1.flux.count }
            }
        }.reduce(0, +)
    }

    /// What no reader can go below: the bytes of the same files into memory.
    private static func floor(_ harness: Harness, _ paths: [String]) -> Comparison {
        Comparison(
            task: "floor: the bytes of the SDSS-type files into memory", peer: "", atLeast: nil,
            ours: {
                try harness.time {
                    let parts = ExecutionContext.ranges(of: paths.count, size: 20)
                    _ = try ExecutionContext(threads: 2).mapParts(parts.count) { part in
                        try parts[part].reduce(0) { try $0 + Data(contentsOf: URL(filePath: paths[$1])).count }
                    }
                }
            }, theirs: nil)
    }
}
