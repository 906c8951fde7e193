// SPDX-License-Identifier: Apache-2.0

import Execution
import Foundation
import Testing

@testable import Learning

@Suite struct NeighbourIndexTests {
    private func withFile(_ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "index-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("An index finds what a search in memory finds, for any number of threads", arguments: [false, true])
    func equalsSearch(cosine: Bool) throws {
        let distance = cosine ? NeighbourSearch.Distance.cosine : .euclidean
        var matrix = try ExactNeighbours.normal(301, 9, seed: 1, offset: 0.5)
        for column in 0..<9 { matrix.values[100 * 9 + column] = 0 }
        let queries = matrix.rows([3, 100, 300])
        var search = NeighbourSearch()
        search.count = 6
        search.distance = distance
        let expected = try search.neighbours(of: queries, among: matrix)
        try withFile { path in
            try NeighbourIndex.write(matrix, distance: distance, attachment: Data("names".utf8), to: path)
            let index = try NeighbourIndex(contentsOf: path)
            #expect(index.rowCount == 301 && index.columnCount == 9 && index.distance == distance)
            #expect(index.attachment == Data("names".utf8))
            try index.verify()
            for threads in [1, 2, 7] {
                let found = try index.neighbours(of: queries, count: 6, context: ExecutionContext(threads: threads))
                #expect(found.numbers == expected.numbers && found.distances == expected.distances)
            }
            #expect(try index.neighbours(of: queries, count: 1000).count == 301)
        }
    }

    @Test("More rows than one part holds are merged by distance and number")
    func parts() throws {
        // Row i is i modulo 20,011: equal rows are far apart in the file.
        let rows = 40_000
        let matrix = try FeatureMatrix(rows: rows, columns: 1, values: (0..<rows).map { Float($0 % 20_011) })
        try withFile { path in
            try NeighbourIndex.write(matrix, distance: .euclidean, to: path)
            let query = try FeatureMatrix(rows: 1, columns: 1, values: [7])
            let found = try NeighbourIndex(contentsOf: path).neighbours(of: query, count: 6)
            #expect(found.numbers == [7, 20_018, 6, 8, 20_017, 20_019] && found.distances == [0, 0, 1, 1, 1, 1])
        }
    }

    @Test("Files cut short, changed, of another format or none are refused, not trusted")
    func damaged() throws {
        let matrix = try ExactNeighbours.normal(20, 3, seed: 2)
        try withFile { path in
            #expect(throws: LearningError.self) { try NeighbourIndex(contentsOf: path) }
            try NeighbourIndex.write(matrix, distance: .cosine, to: path)
            let whole = try Data(contentsOf: URL(filePath: path))
            for length in [0, 7, 63, 64, whole.count - 1] {
                try whole.prefix(length).write(to: URL(filePath: path))
                #expect(throws: LearningError.self) { try NeighbourIndex(contentsOf: path) }
            }
            for place in 0..<64 {
                var changed = whole
                changed[place] ^= 0x81
                try changed.write(to: URL(filePath: path))
                #expect(throws: LearningError.self) { try NeighbourIndex(contentsOf: path) }
            }
            for place in [64, 200, whole.count - 1] {
                var changed = whole
                changed[place] ^= 1
                try changed.write(to: URL(filePath: path))
                let index = try NeighbourIndex(contentsOf: path)
                #expect(throws: LearningError.damagedIndex(file: path, reason: "its rows were changed")) {
                    try index.verify()
                }
            }
        }
    }

    @Test("Values that are not finite and other widths are refused; no rows find nothing")
    func refusals() throws {
        var matrix = try ExactNeighbours.normal(20, 3, seed: 3)
        try withFile { path in
            try NeighbourIndex.write(matrix, distance: .euclidean, to: path)
            let index = try NeighbourIndex(contentsOf: path)
            #expect(throws: LearningError.columnMismatch(have: 2, need: 3)) {
                try index.neighbours(of: try ExactNeighbours.normal(1, 2, seed: 1), count: 3)
            }
            #expect(throws: LearningError.self) { try index.neighbours(of: matrix, count: 0) }
            #expect(try index.neighbours(of: matrix.rows([]), count: 3).numbers.isEmpty)
            matrix.values[4] = .infinity
            #expect(throws: LearningError.notFinite(row: 1, column: 1)) {
                try NeighbourIndex.write(matrix, distance: .euclidean, to: path)
            }
            #expect(throws: LearningError.notFinite(row: 1, column: 1)) { try index.neighbours(of: matrix, count: 3) }
            try NeighbourIndex.write(matrix.rows([]), distance: .euclidean, to: path)
            let empty = try NeighbourIndex(contentsOf: path).neighbours(of: matrix.rows([0]), count: 3)
            #expect(empty.count == 0 && empty.rowCount == 1)
        }
    }
}
