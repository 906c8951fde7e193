// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct NeighbourShardTests {
    private let context = ExecutionContext(threads: 2)

    /// Shards as they come back from elsewhere.
    private func shards(_ count: Int, of search: NeighbourSearch, _ matrix: FeatureMatrix) throws -> [NeighbourShard] {
        let parts = search.partCount(rows: matrix.rowCount)
        return try (0..<count).map { number in
            let range = number * parts / count..<(number + 1) * parts / count
            let shard = try search.shard(range, within: matrix, context: context)
            return try JSONDecoder().decode(NeighbourShard.self, from: try JSONEncoder().encode(shard))
        }
    }

    @Test("all that is built on neighbours has equal bits from 1, 2 and 7 shards", arguments: [1, 2, 7])
    func equalBits(count: Int) throws {
        let matrix = try ExactNeighbours.normal(700, 70, seed: 4)
        var search = NeighbourSearch()
        search.count = 12
        let whole = try search.neighbours(within: matrix, context: context)
        let found = try search.neighbours(
            within: matrix, merging: try shards(count, of: search, matrix).reversed(), context: context)
        #expect(found == whole)

        var outliers = LocalOutlierFactor()
        outliers.search = search
        let factors = try FittedLocalOutlierFactor(search: search, neighbours: found, context: context)
        #expect(try outliers.fit(matrix, context: context) == factors)

        let clusters = HDBSCAN(minimumClusterSize: 12)
        #expect(
            try clusters.clusters(of: matrix, context: context)
                == clusters.clusters(of: matrix, neighbours: found, context: context))

        var embedding = UMAP()
        (embedding.neighbourCount, embedding.epochs) = (13, 10)
        #expect(
            try embedding.fit(matrix, seed: 3, context: context)
                == embedding.fit(matrix, neighbours: found, seed: 3, context: context))

        let labels = (0..<700).map { $0 % 20 == 0 ? $0 / 20 % 3 : nil }
        func spread(_ neighbours: Neighbours) throws -> SpreadLabels {
            let graph = try NeighbourGraph(neighbours: neighbours.numbers, perRow: neighbours.count)
            return try LabelSpreading().fit(graph, labels: labels, classCount: 3, context: context)
        }
        #expect(try spread(found) == spread(whole))
    }

    @Test("shards that leave out, repeat or belong to other rows are refused")
    func refusals() throws {
        let matrix = try ExactNeighbours.normal(500, 8, seed: 1), other = try ExactNeighbours.normal(450, 8, seed: 1)
        let search = NeighbourSearch()
        let two = try shards(2, of: search, matrix)
        func merge(_ shards: [NeighbourShard], _ rows: FeatureMatrix) throws {
            _ = try search.neighbours(within: rows, merging: shards, context: context)
        }
        #expect(throws: LearningError.self) { try merge([two[0]], matrix) }
        #expect(throws: LearningError.self) { try merge([two[0], two[1], two[1]], matrix) }
        #expect(throws: LearningError.self) { try merge(two, other) }
        #expect(throws: LearningError.self) { _ = try search.shard(0..<100, within: matrix, context: context) }
        for count in [2, 60] {
            var another = search
            another.count = count
            let shards = try shards(1, of: another, matrix)
            #expect(throws: LearningError.self) { try merge(shards, matrix) }
        }
    }
}
