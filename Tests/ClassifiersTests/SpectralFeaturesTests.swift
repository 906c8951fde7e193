// SPDX-License-Identifier: Apache-2.0

import Datasets
import Execution
import Learning
import Spectra
import Testing

@testable import Classifiers

@Suite struct SpectralFeaturesTests {
    private func dataset(_ flux: [Float], mask: [Bool]? = nil) -> Dataset {
        Dataset(
            name: "d", grid: SpectralGrid(kind: .linear, values: flux.indices.map(Double.init), medium: .air),
            rows: [DatasetRow(id: "a", source: "a")], flux: flux, mask: mask)
    }

    @Test("means, slopes and second differences of bins, in this order")
    func values() throws {
        let features = SpectralFeatures(pixelBins: [2], differences: 2, standardises: false)
        let matrix = try features.matrix(of: dataset([1, 3, 5, 7, 0, 2, 9]), context: ExecutionContext())
        #expect(matrix.values == [2, 6, 1, 4, -5, -9])
        #expect(features.pixels(of: 7) == [0..<2, 2..<4, 4..<6, 0..<4, 2..<6, 0..<6])
        #expect(features.spread([2, 0, 0, 4, 0, 6], over: 7) == [3, 3, 2, 2, 1, 1, 0])
    }

    @Test("pixels without data count neither in the scale nor in the bins")
    func masked() throws {
        let features = SpectralFeatures(pixelBins: [1], differences: 1, standardises: true)
        let matrix = try features.matrix(
            of: dataset([1, 3, 1000, 1, 3], mask: [false, false, true, false, false]), context: ExecutionContext())
        #expect(matrix.values == [-1, 1, 0, -1, 1, 2, 0, 0, 2])
    }

    @Test("a constant spectrum, and bins wider than the grid, are harmless")
    func degenerate() throws {
        let features = SpectralFeatures(pixelBins: [64], differences: 0, standardises: true)
        #expect(try features.matrix(of: dataset([4, 4, 4]), context: ExecutionContext()).values == [0, 0, 0])
    }

    @Test("spectra of an object share the mean of their probabilities, but cross-validated ones keep apart")
    func vote() {
        let probabilities = ClassProbabilities(classCount: 2, values: [1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75])
        let combined = ObjectVote.combine(
            probabilities, groups: [7, 7, 7, 8], origins: [.model, .model, .crossValidation, .model])
        #expect(combined.values == [0.75, 0.25, 0.75, 0.25, 0, 1, 0.25, 0.75])
    }
}
