// SPDX-License-Identifier: Apache-2.0

import Execution
import Testing

@testable import Learning

@Suite struct IsolationForestTests {
    private let shown = [0, 1, 10, 29, 30, 31, 45, 59]

    /// Expected values are the means that 4,000 trees of scikit-learn 1.9 come to; 4,000 trees leave about 0.002 of chance.
    @Test("With many trees the scores come to those of scikit-learn")
    func scores() throws {
        let matrix = try LocalOutlierFactorTests.rows(60, of: 60)
        let expected = [
            60: [0.4812, 0.4491, 0.424, 0.4801, 0.8674, 0.5329, 0.4854, 0.5068],
            16: [0.516, 0.5107, 0.4804, 0.5106, 0.6444, 0.5565, 0.5147, 0.5303],
        ]
        for (size, scores) in expected {
            var forest = IsolationForest()
            forest.trees = 4000
            forest.sampleSize = size
            let found = try forest.fit(matrix, seed: 1).scores(of: matrix)
            for (row, score) in zip(shown, scores) { #expect(abs(found[row] - score) < 0.008, "row \(row)") }
        }
    }

    @Test("The expected depth is the harmonic sum of the publication")
    func meanDepth() {
        #expect(IsolationTree.meanDepth(1) == 0 && IsolationTree.meanDepth(2) == 1)
        for count in [16, 256, 4096] {
            let harmonic = (1..<count).reduce(0.0) { $0 + 1 / Double($1) }
            let exact = 2 * harmonic - 2 * Double(count - 1) / Double(count)
            #expect(abs(IsolationTree.meanDepth(count) - exact) < 1.1 / Double(count - 1))
        }
    }

    @Test("Equal seeds give equal bits for 1, 2 and 7 threads, another seed others")
    func threads() throws {
        let matrix = try ExactNeighbours.normal(700, 6, seed: 1)
        func run(_ threads: Int, seed: UInt64) throws -> ([Double], FittedIsolationForest) {
            let context = ExecutionContext(threads: threads)
            let fitted = try IsolationForest().fit(matrix, seed: seed, context: context)
            return (try fitted.scores(of: matrix, context: context), fitted)
        }
        let one = try run(1, seed: 3)
        for threads in [2, 7] { #expect(try run(threads, seed: 3) == one) }
        #expect(try run(2, seed: 4).0 != one.0)
    }

    @Test("A far row scores highest, scores lie in 0...1, and the rows' order in the matrix to score is their own")
    func farRow() throws {
        var matrix = try ExactNeighbours.normal(400, 5, seed: 2)
        matrix.values[77 * 5 + 1] = 30
        let fitted = try IsolationForest().fit(matrix, seed: 1)
        let scores = try fitted.scores(of: matrix)
        #expect(scores.indices.max { scores[$0] < scores[$1] } == 77)
        #expect(scores.allSatisfy { $0 > 0 && $0 <= 1 })
        #expect(try fitted.scores(of: matrix.rows([399, 77])) == [scores[399], scores[77]])
    }

    @Test("NaN never makes a row odd by itself; columns of NaN or of one value are not cut")
    func unknownValues() throws {
        var matrix = try ExactNeighbours.normal(300, 4, seed: 5)
        for row in 0..<300 {
            matrix.values[row * 4] = 5
            matrix.values[row * 4 + 1] = .nan
        }
        matrix.values[10 * 4 + 2] = .nan
        let scores = try IsolationForest().fit(matrix, seed: 1).scores(of: matrix)
        #expect(scores.allSatisfy { $0.isFinite } && scores[10] < 0.6)
        let blank = try FeatureMatrix(rows: 30, columns: 2, values: [Float](repeating: .nan, count: 60))
        #expect(Set(try IsolationForest().fit(blank, seed: 1).scores(of: blank)).count == 1)
    }

    @Test("One row, two rows and rows of no use have scores or an error, never a crash")
    func fewRows() throws {
        for rows in [1, 2, 3] {
            let matrix = try ExactNeighbours.normal(rows, 1, seed: 6)
            #expect(try IsolationForest().fit(matrix, seed: 1).scores(of: matrix).allSatisfy { $0 >= 0 && $0 <= 1 })
        }
        let matrix = try ExactNeighbours.normal(3, 2, seed: 6)
        #expect(throws: LearningError.noRows) { try IsolationForest().fit(matrix.rows([]), seed: 1) }
        #expect(throws: LearningError.noColumns) {
            try IsolationForest().fit(try FeatureMatrix(rows: 3, columns: 0, values: []), seed: 1)
        }
        for (trees, size) in [(0, 256), (100_001, 256), (10, 1), (10, 1 << 21)] {
            var forest = IsolationForest()
            forest.trees = trees
            forest.sampleSize = size
            #expect(throws: LearningError.self) { try forest.fit(matrix, seed: 1) }
        }
        let fitted = try IsolationForest().fit(matrix, seed: 1)
        #expect(throws: LearningError.columnMismatch(have: 1, need: 2)) {
            try fitted.scores(of: try ExactNeighbours.normal(1, 1, seed: 1))
        }
    }
}
