// SPDX-License-Identifier: Apache-2.0

import Execution
import Learning
import Testing

@Suite struct NotKnownTests {
    @Test("NaN is a value of its own that a forest can learn from", arguments: RandomForest.Thresholds.allCases)
    func learnt(thresholds: RandomForest.Thresholds) throws {
        var forest = RandomForest()
        forest.thresholds = thresholds
        let labels = (0..<300).map { $0 % 3 }
        let values: [Float] = labels.enumerated().map { row, label in
            label == 0 ? .nan : Float(label * 10 + row % 7)
        }
        let matrix = try FeatureMatrix(rows: 300, columns: 1, values: values)
        let fitted = try forest.fit(matrix, labels: labels, classCount: 3, seed: 1)
        #expect(try fitted.predict(matrix) == labels)
        let others = try FeatureMatrix(rows: 3, columns: 1, values: [.nan, -1e30, .infinity])
        #expect(try fitted.predict(others) == [0, 1, 2])
    }

    @Test("infinities and both zeros are ordinary values")
    func infinities() throws {
        let values: [Float] = [-.infinity, -.infinity, -0.0, 0.0, .infinity, .infinity]
        let matrix = try FeatureMatrix(rows: 6, columns: 1, values: values)
        var forest = RandomForest()
        forest.sampling = .fraction(1)
        let fitted = try forest.fit(matrix, labels: [0, 0, 1, 1, 2, 2], classCount: 3, seed: 1)
        #expect(try fitted.predict(matrix) == [0, 0, 1, 1, 2, 2])
    }

    @Test("rows judged together and one by one are judged alike, whatever their values", arguments: [64, 71])
    func together(rows: Int) throws {
        var generator = SeededGenerator(seed: 3, part: 0)
        let odd: [Float] = [.nan, .infinity, -.infinity, -0.0, 0, .greatestFiniteMagnitude, -.leastNonzeroMagnitude]
        let values = (0..<rows * 6).map { _ in
            generator.index(below: 3) == 0 ? odd[generator.index(below: odd.count)] : Float(generator.normal())
        }
        let labels = (0..<rows).map { values[$0 * 6] > 0 ? 2 : values[$0 * 6 + 1] <= 0 ? 1 : 0 }
        let matrix = try FeatureMatrix(rows: rows, columns: 6, values: values)
        let fitted = try RandomForest().fit(matrix, labels: labels, classCount: 3, seed: 1)
        let oneByOne = try (0..<rows).flatMap { try fitted.probabilities(of: matrix.rows([$0])).values }
        #expect(try fitted.probabilities(of: matrix).values == oneByOne)
    }

    @Test("a matrix of NaN or constants gives the class frequencies", arguments: [Float.nan, 3])
    func nothingToLearn(value: Float) throws {
        let matrix = try FeatureMatrix(rows: 8, columns: 2, values: [Float](repeating: value, count: 16))
        var forest = RandomForest()
        forest.sampling = .fraction(1)
        let fitted = try forest.fit(matrix, labels: [0, 0, 0, 0, 0, 0, 1, 1], classCount: 2, seed: 1)
        #expect(try Array(fitted.probabilities(of: matrix)[0]) == [0.75, 0.25])
        #expect(fitted.importance == [0, 0])
        #expect(fitted.outOfBagError.isNaN)
    }
}
