// SPDX-License-Identifier: Apache-2.0

import CKernels
import Execution
import Foundation
import TestSupport
import Testing

@testable import Learning

/// What stands on distances between rows has equal bits in 1, 2 and 7 shards.
@Suite struct NeighbourhoodShardTests {
    private struct Factors: Hashable {
        var neighbours: Neighbours
        var own: [Double]
        var new: [Double]
    }

    @Test(
        "Exact neighbours, in single and half precision and by the cosine, and local outlier factors of old and new rows"
    )
    func exact() throws {
        var matrix = try ExactNeighbours.normal(1700, 70, seed: 4)
        // Ties, and more equal rows than a list holds.
        for row in 300..<420 {
            for column in 0..<70 { matrix.values[row * 70 + column] = matrix.values[row % 2 * 70 + column] }
        }
        let rows = matrix, others = try ExactNeighbours.normal(900, 70, seed: 5)
        for (distance, precision) in [
            (NeighbourSearch.Distance.euclidean, NeighbourSearch.Precision.single), (.euclidean, .half),
            (.euclidean, .byte), (.cosine, .half),
        ] {
            var outliers = LocalOutlierFactor()
            outliers.search.count = 11
            outliers.search.distance = distance
            outliers.search.precision = precision
            let settings = outliers
            try expectEqualBits { context in
                let fitted = try settings.fit(rows, context: context)
                return Factors(
                    neighbours: fitted.neighbours, own: fitted.factors,
                    new: try fitted.factors(of: others, among: rows, context: context))
            }
        }
    }

    @Test("Approximate neighbours and the recall that is told")
    func approximate() throws {
        let matrix = try NeighbourDescentTests.grouped(2600, 12, seed: 3)
        var search = NeighbourSearch()
        (search.count, search.approximateAbove) = (8, 1000)
        let settings = search
        try expectEqualBits { context in
            let found = try settings.neighbours(within: matrix, context: context)
            #expect(found.recall != nil)
            return found
        }
    }

    @Test("Neighbours of rows with missing values")
    func weighted() throws {
        var matrix = try ExactNeighbours.normal(900, 9, seed: 6)
        for place in stride(from: 0, to: matrix.values.count, by: 11) { matrix.values[place] = .nan }
        let rows = matrix
        try expectEqualBits { try NeighbourSearch().neighbours(within: rows, context: $0) }
    }

    @Test("Label spreading and propagation over a graph of neighbours")
    func graph() throws {
        let rows = 60_000
        let lists = (0..<rows).flatMap { row in [1, 7, 100, 20_000].map { Int32((row + $0) % rows) } }
        let graph = try NeighbourGraph(neighbours: lists, perRow: 4, symmetry: .either)
        let labels = (0..<rows).map { $0 % 1000 == 0 ? $0 / 1000 % 3 : nil }
        for method in LabelSpreading.Method.allCases {
            var spreading = LabelSpreading()
            (spreading.method, spreading.maximumSteps, spreading.tolerance) = (method, 12, 1e-9)
            let settings = spreading
            try expectEqualBits { context in
                try settings.fit(graph, labels: labels, classCount: 3, context: context).values
            }
        }
    }

    @Test("Label spreading and propagation over the kernel of all pairs, with tiles kept and made anew")
    func kernelGraph() throws {
        let matrix = try ShardedData(rows: 1300).matrix
        let labels = (0..<1300).map { $0 % 100 == 0 ? $0 * 7 % 3 : nil }
        for (method, memory) in [(LabelSpreading.Method.spreading, Int.max), (.propagation, 0)] {
            var spreading = LabelSpreading()
            (spreading.method, spreading.maximumSteps) = (method, 9)
            let settings = spreading
            try expectEqualBits { context in
                let graph = try KernelGraph(matrix, gamma: 0.7, memoryLimit: memory, context: context)
                return try settings.fit(graph, labels: labels, classCount: 3, context: context)
            }
        }
    }

    @Test("HDBSCAN by both selections")
    func densityClusters() throws {
        let matrix = try ShardedData(rows: 2300, columns: 3).matrix
        for selection in HDBSCAN.Selection.allCases {
            let settings = HDBSCAN(minimumClusterSize: 20, minimumSamples: 6, selection: selection)
            try expectEqualBits { try settings.clusters(of: matrix, context: $0) }
        }
    }

    @Test("Pieces of other rows, or that name rows that are not there, are refused")
    func refusals() throws {
        let lists = CandidateLists(rowCount: 3, keep: 2), descent = NeighbourDescentLists(rowCount: 3, keep: 2)
        for bad: [[UInt64]] in [[[], []], [[3], [], []], [[], [], Array(repeating: 1, count: 1000)]] {
            #expect(throws: LearningError.self) { try lists.add(RowEntries(bad), of: 0..<1) }
        }
        for bad: [[UInt64]] in [[[], []], [[7], [], []]] {
            #expect(throws: LearningError.self) { try descent.add(RowEntries(bad), of: 0..<1) }
        }
        let forest = SpanningForest(rowCount: 3)
        let edges = PackedValues([SpanningTree.Edge(from: 1, to: 3, distance: 1)])
        #expect(throws: LearningError.self) { try forest.add(edges, of: 0..<1) }
    }

    @Test("UMAP, new rows in it, and its trustworthiness")
    func embedding() throws {
        let data = try ShardedData(rows: 2000), few = data.matrix.rows(Array(0..<200))
        var embedding = UMAP()
        (embedding.neighbourCount, embedding.epochs) = (9, 5)
        let settings = embedding
        try expectEqualBits { context in
            let fitted = try settings.fit(data.matrix, seed: 3, context: context)
            return [fitted.places, try fitted.places(of: few, context: context)]
        }
        let plane = try FeatureMatrix(
            rows: 200, columns: 2, values: few.values.indices.prefix(400).map { few.values[$0] })
        try expectEqualBits { try Trustworthiness.of(plane, for: few, count: 5, context: $0) }
    }
}
