// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

/// Expected numbers: umap-learn 0.5 and scikit-learn's `trustworthiness` on the standardised wine data.
@Suite struct UMAPTests {
    private func wine() throws -> FeatureMatrix {
        var matrix = try Wine().matrix
        let rows = matrix.rowCount, columns = matrix.columnCount
        for column in 0..<columns {
            let values = (0..<rows).map { Double(matrix.values[$0 * columns + column]) }
            let mean = values.reduce(0, +) / Double(rows)
            var squares = 0.0
            for value in values { squares += (value - mean) * (value - mean) }
            let deviation = (squares / Double(rows)).squareRoot()
            for row in 0..<rows { matrix.values[row * columns + column] = Float((values[row] - mean) / deviation) }
        }
        return matrix
    }

    @Test("Neighbours on the wine data are kept as umap-learn keeps them, and classes lie apart")
    func wineQuality() throws {
        let matrix = try wine(), labels = try Wine().labels
        let fitted = try UMAP().fit(matrix, seed: 1)
        let plane = try FeatureMatrix(rows: matrix.rowCount, columns: 2, values: fitted.places)
        // umap-learn with seeds 0 and 1: 0.9476 and 0.9482.
        #expect(try Trustworthiness.of(plane, for: matrix, count: 12) > 0.94)
        var search = NeighbourSearch()
        search.count = 1
        let near = try search.neighbours(within: plane)
        let alike = labels.indices.count { labels[Int(near.numbers[$0])] == labels[$0] }
        #expect(alike > 160)
    }

    @Test("Equal seeds give equal bits for any number of threads, other seeds another layout")
    func equalBits() throws {
        let matrix = try wine()
        var settings = UMAP()
        settings.epochs = 20
        let one = try settings.fit(matrix, seed: 5, context: ExecutionContext(threads: 1))
        for threads in [2, 7] {
            #expect(try settings.fit(matrix, seed: 5, context: ExecutionContext(threads: threads)) == one)
        }
        #expect(try settings.fit(matrix, seed: 6).places != one.places)
    }

    @Test("New rows come to lie among their neighbours, each on its own")
    func newRows() throws {
        let matrix = try wine(), labels = try Wine().labels
        let known = (0..<178).filter { $0 % 4 != 0 }, new = (0..<178).filter { $0 % 4 == 0 }
        let fitted = try UMAP().fit(matrix.rows(known), seed: 1)
        let places = try fitted.places(of: matrix.rows(new))
        let old = try FeatureMatrix(rows: known.count, columns: 2, values: fitted.places)
        let added = try FeatureMatrix(rows: new.count, columns: 2, values: places)
        var search = NeighbourSearch()
        search.count = 1
        let near = try search.neighbours(of: added, among: old)
        let alike = new.indices.count { labels[known[Int(near.numbers[$0])]] == labels[new[$0]] }
        #expect(alike > 38)
        for (place, row) in new.enumerated().prefix(3) {
            #expect(try fitted.places(of: matrix.rows([row])) == Array(places[2 * place..<2 * place + 2]))
        }
    }

    @Test(
        "The curve of places is that of umap-learn",
        arguments: [
            (0.1, 1.5769434602697652, 0.8950608778515733), (0.5, 0.5830300203414425, 1.3341669924314914),
            (0.001, 1.929073395935085, 0.7915045334274393),
        ])
    func curve(minimum: Double, a: Double, b: Double) {
        let curve = EmbeddingLayout.Curve.fitted(to: minimum)
        #expect(abs(curve.a - a) < 2e-2 && abs(curve.b - b) < 1e-2)
    }

    @Test("Weights fall from 1 and add up to the logarithm of the neighbours")
    func weights() {
        let weights = FuzzyGraph.weights([1, 1.5, 2, 4, 4.5, 5, 7])
        #expect(weights[0] == 1 && weights == weights.sorted(by: >))
        #expect(abs(weights.reduce(0, +) - 3) < 1e-4)
        #expect(FuzzyGraph.weights([0, 0, 0]) == [1, 1, 1])
    }

    @Test("Trustworthiness is 1 for the data themselves, and as counted by hand for a wrong order")
    func trustworthiness() throws {
        let line = try FeatureMatrix(rows: 6, columns: 1, values: [0, 1, 2.1, 3.3, 4.6, 6])
        #expect(try Trustworthiness.of(line, for: line, count: 2) == 1)
        let swapped = try FeatureMatrix(rows: 6, columns: 1, values: [0, 6, 2.1, 3.3, 4.6, 1])
        // scikit-learn: trustworthiness(line, swapped, n_neighbors=2).
        #expect(abs(try Trustworthiness.of(swapped, for: line, count: 2) - 0.5) < 1e-12)
        #expect(throws: LearningError.self) { try Trustworthiness.of(line, for: line, count: 3) }
    }

    @Test("Odd data: one row, two, equal rows; NaN and settings out of range are refused")
    func oddData() throws {
        for rows in [1, 2, 20] {
            let equal = try FeatureMatrix(rows: rows, columns: 3, values: [Float](repeating: 2, count: 3 * rows))
            let fitted = try UMAP().fit(equal, seed: 1)
            #expect(fitted.places.count == 2 * rows && fitted.places.allSatisfy(\.isFinite))
        }
        let bad = try FeatureMatrix(rows: 2, columns: 1, values: [1, .nan])
        #expect(throws: LearningError.notFinite(row: 1, column: 0)) { try UMAP().fit(bad, seed: 1) }
        #expect(throws: LearningError.noRows) {
            try UMAP().fit(FeatureMatrix(rows: 0, columns: 1, values: []), seed: 1)
        }
        var settings = UMAP()
        settings.minimumDistance = 1
        #expect(throws: LearningError.self) { try settings.fit(bad, seed: 1) }
    }
}
