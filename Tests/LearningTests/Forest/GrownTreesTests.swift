// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Learning

@Suite struct GrownTreesTests {
    let wine: Wine
    var forest = RandomForest()

    init() throws {
        wine = try Wine()
        forest.trees = 21
    }

    private func merged(_ parts: [GrownTrees]) throws -> GrownTrees {
        try parts.dropFirst().reduce(parts[0]) { try $0.merged(with: $1) }
    }

    @Test("trees grown in 1, 2 or 7 places make a forest of equal bits", arguments: [1, 2, 7])
    func shards(count: Int) throws {
        let whole = try forest.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 4)
        let parts = try (0..<count).map { part in
            let grown = try forest.grow(
                part * 21 / count..<(part + 1) * 21 / count, of: wine.matrix, labels: wine.labels, classCount: 3,
                seed: 4)
            return try JSONDecoder().decode(GrownTrees.self, from: JSONEncoder().encode(grown))
        }
        let fitted = try forest.finish(try merged(parts), of: wine.matrix, labels: wine.labels, classCount: 3)
        #expect(fitted.bytes == whole.bytes)
    }

    @Test("rows judged in 1, 2 or 7 places are judged with equal bits", arguments: [1, 2, 7])
    func rows(count: Int) throws {
        let fitted = try forest.fit(wine.matrix, labels: wine.labels, classCount: 3, seed: 4)
        let whole = try fitted.probabilities(of: wine.matrix)
        let parts = try (0..<count).flatMap { part in
            let rows = Array(part * 178 / count..<(part + 1) * 178 / count)
            return try fitted.probabilities(of: wine.matrix.rows(rows)).values
        }
        #expect(parts == whole.values)
    }

    @Test("missing and doubled trees are refused")
    func gaps() throws {
        func grown(_ range: Range<Int>) throws -> GrownTrees {
            try forest.grow(range, of: wine.matrix, labels: wine.labels, classCount: 3, seed: 4)
        }
        let first = try grown(0..<7), last = try grown(14..<21)
        #expect { try first.merged(with: last) } throws: { "\($0)".hasPrefix("LRN001: trees before the next part") }
        #expect { try first.merged(with: first) } throws: { "\($0)".hasPrefix("LRN001") }
        #expect { try forest.finish(first, of: wine.matrix, labels: wine.labels, classCount: 3) } throws: {
            "\($0)".hasPrefix("LRN001: trees of the forest")
        }
        #expect { try grown(14..<22) } throws: { "\($0)".hasPrefix("LRN008: trees to grow") }
    }
}
