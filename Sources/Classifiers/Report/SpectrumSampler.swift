// SPDX-License-Identifier: Apache-2.0

import Datasets
import Spectra

/// Spectra for drawing: standardised, and averaged to at most some hundred points.
struct SpectrumSampler {
    private static let limit = 420

    private let dataset: Dataset
    private let blocks: [Range<Int>]
    let wavelengths: [Double]

    init(_ dataset: Dataset) {
        self.dataset = dataset
        let pixels = dataset.grid.values.count
        let count = min(pixels, Self.limit)
        blocks = (0..<count).map { $0 * pixels / count..<($0 + 1) * pixels / count }
        wavelengths = blocks.map { block in
            dataset.grid.values[block].reduce(0, +) / Double(block.count)
        }
    }

    /// One spectrum: mean 0, standard deviation 1 over its pixels with data; NaN for a point without.
    func spectrum(_ row: Int) -> [Float] {
        let start = row * dataset.grid.values.count
        let points = blocks.map { block -> Double in
            var sum = 0.0, count = 0
            for pixel in block where dataset.mask?[start + pixel] != true {
                sum += Double(dataset.flux[start + pixel])
                count += 1
            }
            return count > 0 ? sum / Double(count) : .nan
        }
        let known = points.filter { !$0.isNaN }
        let mean = known.reduce(0, +) / Double(max(known.count, 1))
        let deviation = (known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(known.count, 1))).squareRoot()
        return points.map { Float(deviation > 0 ? ($0 - mean) / deviation : $0 - mean) }
    }

    /// The mean spectrum of each class that has members.
    func means(of classes: [Int], classCount: Int) -> Report.MeanSpectra {
        var sums = [[Double]](repeating: [Double](repeating: 0, count: blocks.count), count: classCount)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: blocks.count), count: classCount)
        for (row, number) in classes.enumerated() {
            for (point, value) in spectrum(row).enumerated() where !value.isNaN {
                sums[number][point] += Double(value)
                counts[number][point] += 1
            }
        }
        let present = Set(classes).sorted()
        return Report.MeanSpectra(
            wavelengths: wavelengths, unit: dataset.grid.unit, medium: dataset.grid.medium.rawValue,
            classes: present.map { number in
                let most = counts[number].max() ?? 0
                return .init(
                    number: number,
                    flux: zip(sums[number], counts[number]).map { sum, count in
                        // A point that hardly any spectrum reaches would show that spectrum, not the class.
                        count * 10 > most ? Float(sum / Double(count)) : .nan
                    })
            })
    }
}
