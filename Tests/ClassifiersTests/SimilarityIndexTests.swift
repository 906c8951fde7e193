// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Foundation
import TestSupport
import Testing

@testable import Classifiers

@Suite struct SimilarityIndexTests {
    private func index(_ dataset: Dataset, in folder: TemporaryFolder) throws -> SimilarityIndex {
        let path = folder.appending("made.similar")
        try SimilarityIndex.write(dataset, to: path)
        return try SimilarityIndex(contentsOf: path)
    }

    @Test("a spectrum is most like itself, whatever its brightness, and its class comes next")
    func itself() throws {
        let dataset = MadeDataset.make()
        let index = try index(dataset, in: TemporaryFolder())
        #expect(index.spectrumCount == dataset.rowCount)
        var brighter = dataset
        for place in brighter.flux.indices { brighter.flux[place] = 3 * brighter.flux[place] + 7 }
        let matches = try index.matches(for: brighter, count: 3)
        for (row, found) in matches.enumerated() {
            #expect(found[0].number == row)
            #expect(abs(found[0].likeness - 1) < 1e-5)
            #expect(found[0].row == dataset.rows[row])
            #expect(found[0].likeness >= found[1].likeness && found[1].likeness >= found[2].likeness)
        }
    }

    @Test("likeness is the correlation of the two spectra")
    func correlation() throws {
        let dataset = MadeDataset.make()
        let matches = try index(dataset, in: TemporaryFolder()).matches(for: dataset, count: 5)
        let m = dataset.pixelCount
        func shape(_ row: Int) -> [Double] {
            let values = dataset.flux[row * m..<(row + 1) * m].map(Double.init)
            let mean = values.reduce(0, +) / Double(m)
            return values.map { $0 - mean }
        }
        for match in matches[7] {
            let a = shape(7), b = shape(match.number)
            let product = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
            let lengths = [a, b].map { ($0.reduce(0) { $0 + $1 * $1 }).squareRoot() }
            #expect(abs(match.likeness - product / lengths[0] / lengths[1]) < 1e-5)
        }
    }

    @Test("masked pixels take no part: what stands in them changes nothing")
    func masks() throws {
        var dataset = MadeDataset.make()
        var mask = [Bool](repeating: false, count: dataset.flux.count)
        for place in 0..<dataset.pixelCount / 4 { mask[place] = true }
        dataset.mask = mask
        let index = try index(dataset, in: TemporaryFolder())
        var other = dataset
        for place in mask.indices where mask[place] { other.flux[place] = 1e6 }
        #expect(try index.matches(for: other, count: 4) == index.matches(for: dataset, count: 4))
    }

    @Test("a query on another grid is refused, and so is a file that is cut short")
    func refusals() throws {
        let folder = try TemporaryFolder()
        let dataset = MadeDataset.make()
        let index = try index(dataset, in: folder)
        var shifted = dataset
        shifted.grid = MadeDataset.make(pixels: dataset.pixelCount + 1).grid
        #expect(throws: ClassifierError.self) { try index.matches(for: shifted, count: 1) }
        let path = folder.appending("made.similar")
        let whole = try Data(contentsOf: URL(filePath: path))
        for length in [10, 70, whole.count / 2, whole.count - 9] {
            try whole.prefix(length).write(to: URL(filePath: path))
            #expect(throws: (any Error).self) {
                _ = try SimilarityIndex(contentsOf: path).matches(for: dataset, count: dataset.rowCount)
            }
        }
    }
}
