// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import Spectra

/// Ten lines in 20,000 spectra of 3,700 pixels, with two threads.
enum LinesBenchmark: Benchmark {
    static let name = "lines"
    static let summary = "10 lines in each of 20,000 spectra of 3,700 pixels, all measures with errors, 2 threads"

    private static let count = 20_000
    private static let pixels = 3700
    private static let names = [
        "CaII_K", "Hdelta", "Hgamma", "Hbeta", "MgI_b", "HeI_5875", "NaI_D", "Halpha", "HeI_6678", "CaII_8542",
    ]

    static func comparisons(_ harness: Harness) throws -> [Comparison] {
        let folder = harness.scratch + "/lines"
        let dataset = dataset()
        let list = try LineList.builtIn.selecting(names)
        try write(dataset, list, to: folder)
        let ours = {
            try harness.time {
                let table = try dataset.measure(list, context: ExecutionContext(threads: 2))
                precondition(table.column(.equivalentWidth, of: 7).contains { $0 < -1 })
            }
        }
        return [
            Comparison(
                task: "all measures", peer: "specutils (width, centroid and FWHM without errors)", atLeast: 300,
                ours: ours, theirs: { try harness.python("lines.py", [folder, "specutils"]) }),
            Comparison(
                task: "all measures", peer: "numpy, widths of all spectra at once", atLeast: nil, ours: ours,
                theirs: { try harness.python("lines.py", [folder, "numpy"]) }),
        ]
    }

    /// A sloping continuum with all lines, in absorption or emission, in noise of 2 %.
    private static func dataset() -> Dataset {
        let wavelengths = (0..<pixels).map { pow(10, 3.58 + 1e-4 * Double($0)) }
        let centres = LineList.builtIn.lines.filter { names.contains($0.name) }.map(\.wavelength)
        var generator = SeededGenerator(seed: 3)
        var flux: [Float] = []
        flux.reserveCapacity(count * pixels)
        for row in 0..<count {
            let height = [-0.4, -0.2, 0, 0.8, 2][row % 5], width = 2 + Double(row % 7)
            var light = wavelengths.map { 1 + 5e-5 * ($0 - 6000) }
            for centre in centres {
                for pixel in wavelengths.indices where abs(wavelengths[pixel] - centre) < 5 * width {
                    light[pixel] *= 1 + height * exp(-pow((wavelengths[pixel] - centre) / width, 2))
                }
            }
            flux += light.map { Float($0 + 0.02 * (generator.uniform() + generator.uniform() - 1) * 2.45) }
        }
        return Dataset(
            name: "lines", grid: SpectralGrid(kind: .logarithmic, values: wavelengths, medium: .vacuum),
            rows: (0..<count).map { DatasetRow(id: "\($0)", source: "\($0)") }, flux: flux,
            inverseVariance: [Float](repeating: 2500, count: flux.count))
    }

    private static func write(_ dataset: Dataset, _ list: LineList, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try dataset.flux.withUnsafeBytes { try Data($0).write(to: URL(filePath: folder + "/flux.f32")) }
        try dataset.grid.values.withUnsafeBytes { try Data($0).write(to: URL(filePath: folder + "/grid.f64")) }
        try JSONEncoder().encode(list).write(to: URL(filePath: folder + "/lines.json"))
    }
}
